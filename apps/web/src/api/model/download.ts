import type { CalendarDate, Instant, Language, RoleCode, Sha256 } from './common.js';

/** A completed file behind a download link; the link in the mail is the only key. */
export interface DownloadView {
  readonly body: { readonly name: string; readonly timeZone?: string };
  readonly minutes: {
    readonly title: string;
    readonly meetingDate: CalendarDate;
    readonly registrationNumber?: string | null;
    readonly pageCount: number;
    readonly language: Language;
  };
  readonly signatories: readonly {
    readonly name: string;
    readonly role: RoleCode;
    readonly roleTitle?: string | null;
    readonly signedAt?: Instant | null;
    readonly withRemark?: boolean;
  }[];
  readonly completedAt: Instant;
  readonly fileName: string;
  /** Bytes. */
  readonly length: number;
  readonly sha256: Sha256;
  readonly downloadUrl: string;
}
