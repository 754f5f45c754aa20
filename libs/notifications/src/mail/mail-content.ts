import type { Language, RoleCode } from '#minutes';

/** The minutes that the mail is about. */
export interface MailCase {
  readonly language: Language;
  readonly bodyName: string;
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly pageCount: number;
}

/** Who asks: named in every mail, so that people know whom to call. */
export interface MailPerson {
  readonly name: string;
  readonly roleTitle?: string;
}

interface Common {
  readonly recipientName: string;
  readonly case: MailCase;
  readonly sender: MailPerson;
}

/** When it is too late to sign. */
export interface Expiry {
  readonly at: Date;
  /** IANA name of the body's time zone. */
  readonly timeZone: string;
}

/** It is your turn. */
export interface InvitationMail extends Common {
  readonly kind: 'invitation';
  readonly role: RoleCode;
  readonly roleTitle?: string;
  /** YYYY-MM-DD. */
  readonly dueDate?: string;
  /** The due date has passed: the minutes can be signed all the same. */
  readonly overdue?: boolean;
  readonly expiry?: Expiry;
  /** The case had ended, and has been opened again. */
  readonly reopened?: boolean;
  readonly link: string;
  /** True when an earlier link stopped working. */
  readonly replacesEarlierLink?: boolean;
  /** True when the page has "Report an error"; else the mail points to declining. */
  readonly canReportError?: boolean;
}

/** It is still your turn. The link is the invitation's: a reminder rotates nothing. */
export interface ReminderMail extends Common {
  readonly kind: 'reminder';
  readonly role: RoleCode;
  readonly roleTitle?: string;
  /** YYYY-MM-DD. */
  readonly dueDate: string;
  readonly overdue: boolean;
  readonly expiry?: Expiry;
  readonly link: string;
}

/** The case has new dates, or is open again; to everybody who has been asked. */
export interface ExtendedMail extends Common {
  readonly kind: 'extended';
  readonly reopened: boolean;
  /** YYYY-MM-DD; absent when there is none. */
  readonly dueDate?: string;
  readonly expiry?: Expiry;
  /** What this person has done so far. */
  readonly standing: 'toSign' | 'approved' | 'signed' | 'notNeeded';
}

/** To whoever sent the minutes, and to the chair's office: signatures are missing and time runs short, or has run out. */
export interface EscalationMail extends Common {
  readonly kind: 'escalation';
  readonly stage: 'dueSoon' | 'overdue' | 'expired';
  /** YYYY-MM-DD; there unless the time ran out of a case without one. */
  readonly dueDate?: string;
  /** In signing order. */
  readonly missing: readonly { readonly name: string; readonly roleTitle: string }[];
  /** The case at the desk; needs a login, hence no token. */
  readonly link: string;
}

/** To whoever sent the minutes, and to the chair's office: the minutes are adjusted, and their notice (anslag) is to be posted. */
export interface NoticeMail extends Common {
  readonly kind: 'notice';
  /** YYYY-MM-DD. */
  readonly adjustedOn: string;
  readonly postBy: string;
  /** Told before, and nobody has said that it is up. */
  readonly isReminder: boolean;
  /** The case at the desk; needs a login, hence no token. */
  readonly link: string;
}

/** The only mail with a code, and it holds no link: whoever sees one of the two mails has half of what is needed. */
export interface OneTimeCodeMail extends Common {
  readonly kind: 'oneTimeCode';
  /** Eight digits. */
  readonly code: string;
  readonly lifetimeMinutes: number;
}

/** Somebody said no; told to everyone else, those who signed included. */
export interface DeclinedMail extends Common {
  readonly kind: 'declined';
  readonly declinedBy: string;
  readonly reason: string;
  readonly youHadSigned: boolean;
}

/** To the sender: a signatory has found something wrong. */
export interface ErrorReportedMail extends Common {
  readonly kind: 'errorReported';
  readonly reportedBy: string;
  /** What is wrong, in that person's words. */
  readonly reason: string;
  /** The case at the desk; needs a login, hence no token. */
  readonly link: string;
}

/** To whoever reported an error: the answer. */
export interface ErrorReportAnsweredMail extends Common {
  readonly kind: 'errorReportAnswered';
  /** The answer. */
  readonly reason: string;
  readonly yourWords: string;
}

/** Corrected minutes came instead (rättelse): what was corrected, and that whoever had signed signs anew. */
export interface SupersededMail extends Common {
  readonly kind: 'superseded';
  /** What was corrected. */
  readonly reason: string;
  readonly yourApprovalIsVoid: boolean;
  readonly youHadSigned: boolean;
}

/** The body took the request back. */
export interface WithdrawnMail extends Common {
  readonly kind: 'withdrawn';
  readonly reason: string;
  /** True when this person had approved, but the signature was not yet in the file. */
  readonly yourApprovalIsVoid: boolean;
  readonly youHadSigned: boolean;
}

/** The time to sign ran out; told to everybody who had been asked. */
export interface ExpiredMail extends Common {
  readonly kind: 'expired';
  /** True when this person had approved, but the signature was not yet in the file. */
  readonly yourApprovalIsVoid: boolean;
  readonly youHadSigned: boolean;
}

/** To whom somebody had been, at the address that they had: another signs now, or mails go to another address. Never says which address. */
export interface ReplacedMail extends Common {
  readonly kind: 'replaced';
  /** Absent where only the address changed. */
  readonly replacedBy?: { readonly name: string; readonly reason: string };
}

/** Receipt to one signatory. */
export interface SignedMail extends Common {
  readonly kind: 'signed';
  readonly signedAt: Date;
  /** IANA name of the body's time zone. */
  readonly timeZone: string;
  readonly signedCount: number;
  readonly totalCount: number;
  /** This person signed with a remark. */
  readonly withRemark?: boolean;
}

/** The minutes are done; to everyone, with a personal link to the file. */
export interface CompletedMail extends Common {
  readonly kind: 'completed';
  readonly link: string;
  /** Those who signed, in signing order. */
  readonly signatories: readonly { readonly name: string; readonly roleTitle: string; readonly withRemark?: boolean }[];
  readonly validationAddress: string;
}

/** To the sender: something does not go on by itself. */
export interface NeedsAttentionMail extends Common {
  readonly kind: 'needsAttention';
  /** The cause's stable code. */
  readonly cause: string;
  /** The case at the desk; needs a login, hence no token. */
  readonly link: string;
}

export type MailContent = InvitationMail | OneTimeCodeMail | DeclinedMail | WithdrawnMail | ExpiredMail | SignedMail | CompletedMail | NeedsAttentionMail | ErrorReportedMail | ErrorReportAnsweredMail | ReminderMail | ExtendedMail | EscalationMail | ReplacedMail | SupersededMail | NoticeMail;
export type MailKind = MailContent['kind'];
