import type { Attention, AuthenticationMethod, CalendarDate, Instant, Language, LevelOfAssurance, RequestState, RoleCode, Sha256 } from './common.js';

export type CeremonyState = 'waitingTurn' | 'open' | 'consented' | 'signed' | 'declined' | 'closed';

export interface CeremonyTask {
  readonly name: string;
  /** Whose printed slot it is, where somebody else signs. */
  readonly substituteFor?: string;
  readonly role: RoleCode;
  readonly roleTitle?: string | null;
  readonly step: number;
  readonly state: string;
  readonly signedAt?: Instant | null;
  /** Approved or signed with a remark. */
  readonly withRemark?: boolean;
  readonly you: boolean;
}

/** What one signatory may see of their own case. */
export interface CeremonyView {
  readonly requestId: string;
  /** Opaque; another one when something that this person waits for has happened. */
  readonly marker: string;
  readonly requestState: RequestState;
  readonly state: CeremonyState;
  readonly body: { readonly name: string; readonly timeZone?: string };
  readonly minutes: {
    readonly title: string;
    readonly meetingDate: CalendarDate;
    readonly registrationNumber?: string | null;
    readonly pageCount: number;
    readonly language: Language;
  };
  readonly you: {
    readonly name: string;
    readonly role: RoleCode;
    readonly roleTitle?: string | null;
    readonly signedAt?: Instant | null;
    /** Present where this person may sign with a remark; characters. */
    readonly mayRemark?: { readonly maximumLength: number };
    /** What this person approved or signed with. */
    readonly remark?: string;
  };
  readonly tasks: readonly CeremonyTask[];
  readonly sender: { readonly name: string };
  readonly dueDate?: CalendarDate | null;
  /** From then on nobody can sign. */
  readonly expiresAt?: Instant | null;
  readonly method: AuthenticationMethod;
  readonly preparedSha256: Sha256;
  readonly downloadUrl: string;
  readonly attention?: Attention | null;
  /** This person's own, oldest first. */
  readonly errorReports?: readonly { readonly text: string; readonly at: Instant; readonly answer?: string; readonly answeredAt?: Instant }[];
  readonly closedReason?: { readonly code: string; readonly reason?: string | null } | null;
}

export type AuthenticationStart =
  | { readonly method: 'emailCode'; readonly sentTo: string; readonly expiresAt: Instant }
  | { readonly method: 'openIdConnect'; readonly redirectUrl: string };

/** What the signatory is asked to consent to; `text` is hashed as it stands and must be shown whole. */
export interface ConsentView {
  readonly text: string;
  readonly textSha256: Sha256;
  readonly preparedSha256: Sha256;
  readonly certificateName: string;
  readonly role: string;
  readonly method: string;
  readonly remark?: string;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly expiresAt: Instant;
}
