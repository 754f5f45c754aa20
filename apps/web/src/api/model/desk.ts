import type { Attention, AuthenticationMethod, CalendarDate, Instant, Language, LevelOfAssurance, RequestState, RoleCode, Sha256 } from './common.js';

export interface BodyView {
  readonly id: string;
  readonly slug: string;
  readonly displayName: string;
  readonly defaultLanguage: Language;
  readonly timeZone: string;
}

/** One thing found in an uploaded file, in both languages, with what to do about it. */
export interface IntakeNotice {
  readonly code: string;
  readonly sv: string;
  readonly en: string;
  readonly adviceSv?: string;
  readonly adviceEn?: string;
}

export interface PdfaClaim {
  readonly part: number;
  readonly conformance: string;
}

export interface IntakeInspection {
  readonly byteLength: number;
  readonly sha256: Sha256;
  readonly pageCount: number;
  readonly pdfVersion: string;
  readonly pdfA?: PdfaClaim | null;
  readonly existingSignatures: number;
  /** The file is broken, and the API can write it anew without losing anything. */
  readonly repairOffered?: boolean;
  readonly refusals: readonly IntakeNotice[];
  readonly warnings: readonly IntakeNotice[];
}

export interface SignRequestSummary {
  readonly id: string;
  readonly state: RequestState;
  readonly attention?: Attention | null;
  readonly title: string;
  readonly body: { readonly name: string };
  readonly meetingDate: CalendarDate;
  readonly registrationNumber?: string | null;
  readonly dueDate?: CalendarDate | null;
  /** By the body's clock. */
  readonly overdue?: boolean;
  readonly signedCount: number;
  readonly taskCount: number;
  readonly createdAt: Instant;
}

export interface NewSignRequest {
  readonly bodyId: string;
  readonly title: string;
  readonly meetingDate: CalendarDate;
  readonly registrationNumber: string;
  readonly language: Language;
  readonly authentication: AuthenticationMethod;
  readonly requiredLevelOfAssurance: 'substantial' | 'low';
  /** Left out: as the body has it. */
  readonly dueDate?: CalendarDate;
  /** The last day on which one can sign. Left out: as the body has it. */
  readonly expiresOn?: CalendarDate;
  readonly sender: { readonly name: string; readonly email?: string };
  readonly acceptRepair?: boolean;
  readonly supersedes?: { readonly requestId: string; readonly reason: string };
  readonly signatories: readonly { readonly name: string; readonly email: string; readonly role: RoleCode; readonly roleTitle?: string; readonly step: number; readonly mayRemark?: boolean }[];
}

export interface SignTaskView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleCode;
  readonly roleTitle?: string | null;
  readonly step: number;
  readonly state: string;
  readonly fieldName?: string | null;
  readonly invitedAt?: Instant | null;
  readonly consentedAt?: Instant | null;
  readonly signedAt?: Instant | null;
  readonly declineReason?: string | null;
  /** Whose printed slot it is, where somebody else signs. */
  readonly substituteFor?: string;
  /** Whom the task belonged to before, until it is signed. */
  readonly formerly?: readonly { readonly name: string; readonly email: string; readonly until: Instant }[];
  /** May sign with a remark. */
  readonly mayRemark?: boolean;
  /** Approved or signed with one; `remark` are its words, unless they are erased. */
  readonly withRemark?: boolean;
  readonly remark?: string;
  /** The last day on which this person was reminded, and how often of the due date that holds. */
  readonly remindedOn?: CalendarDate;
  readonly reminderCount?: number;
}

/** Null: none any more. What is left out stays. */
export interface NewDates {
  readonly dueDate?: CalendarDate | null;
  readonly expiresAt?: null;
  readonly expiresOn?: CalendarDate;
}

export type RevisionKind = 'original' | 'rewritten' | 'prepared' | 'signature' | 'securityStore' | 'documentTimestamp';

export interface RevisionView {
  readonly number: number;
  readonly kind: RevisionKind;
  readonly length: number;
  readonly wholeSha256: Sha256;
  readonly at: Instant;
}

export interface ErrorReportView {
  readonly id: string;
  readonly taskId: string;
  readonly text: string;
  readonly at: Instant;
  readonly answer?: string;
  readonly answeredAt?: Instant;
}

export interface SignRequestView {
  readonly id: string;
  readonly state: RequestState;
  readonly version: number;
  readonly attention?: Attention | null;
  readonly title: string;
  readonly body: { readonly id?: string; readonly name: string; readonly timeZone?: string };
  readonly sender?: { readonly name: string; readonly email?: string };
  readonly steps?: readonly { readonly quorum: number }[];
  /** The case that came instead. */
  readonly supersededBy?: string;
  readonly meeting: { readonly date: CalendarDate; readonly title?: string | null };
  readonly registrationNumber?: string | null;
  readonly language: Language;
  readonly authentication: AuthenticationMethod;
  readonly requiredLevelOfAssurance: LevelOfAssurance;
  readonly originalSha256: Sha256;
  readonly rewrittenSha256?: Sha256 | null;
  readonly preparedSha256?: Sha256 | null;
  readonly pageCount: number;
  readonly pdfaClaim?: PdfaClaim | null;
  readonly warnings?: readonly IntakeNotice[];
  readonly tasks: readonly SignTaskView[];
  readonly errorReports?: readonly ErrorReportView[];
  readonly revisions: readonly RevisionView[];
  readonly dueDate?: CalendarDate | null;
  readonly overdue?: boolean;
  readonly expiresAt?: Instant | null;
  readonly createdAt: Instant;
  readonly completedAt?: Instant | null;
}

/** `anchoring`: whether a checkpoint outside covers the entry, one in the database only, or none yet. */
export interface EvidenceEntryView {
  readonly anchoring?: 'outside' | 'sealed' | 'none';
  readonly sequence: number;
  readonly at: Instant;
  readonly type: string;
  readonly actor: unknown;
  readonly summary: { readonly sv: string; readonly en: string };
  readonly entryHash: Sha256;
}

export interface SignRequestPage {
  readonly items: readonly SignRequestSummary[];
  readonly nextCursor?: string | null;
}
