import type { AttentionCause } from './state.js';

/** Imperatives. `now` is given to `decide` beside the command, never inside it. */
export interface SubmitSignRequest {
  readonly type: 'SubmitSignRequest';
  readonly requestId: string;
  /** One per step, in order; without `quorum` every task of the step must be signed. */
  readonly steps: readonly { readonly quorum?: number }[];
  /** `mayRemark`: this signatory may sign with a remark; off unless given. Who is an adjuster is the caller's knowledge. */
  readonly tasks: readonly { readonly taskId: string; /** 1-based */ readonly step: number; readonly mayRemark?: boolean }[];
  readonly expiresAt?: Date;
}
export interface RecordPrepared {
  readonly type: 'RecordPrepared';
  readonly preparedSha256: string;
  readonly preparedLength: number;
}
export interface RecordPreparationFailed {
  readonly type: 'RecordPreparationFailed';
  readonly code: string;
}
export interface RecordInvitation {
  readonly type: 'RecordInvitation';
  readonly taskId: string;
  readonly rotation: number;
}
export interface RecordConsent {
  readonly type: 'RecordConsent';
  readonly taskId: string;
  readonly authorisationId: string;
  readonly preparedSha256: string;
  /** Salted commitment to the remark that the person signs with, 64 lower-case hex digits: never its text, never a bare hash of it. */
  readonly remarkCommitment?: string;
}
export interface VoidConsent {
  readonly type: 'VoidConsent';
  readonly taskId: string;
  readonly authorisationId: string;
  readonly cause: 'consent-too-old' | 'person-mismatch' | 'remark-mismatch';
}
export interface RecordSignature {
  readonly type: 'RecordSignature';
  readonly taskId: string;
  readonly authorisationId: string;
  readonly revisionNumber: number;
  readonly revisionSha256: string;
  /** To the remark that this signature shows: must be what was consented to, absent where that was absent. */
  readonly remarkCommitment?: string;
}
export interface DeclineSignTask {
  readonly type: 'DeclineSignTask';
  readonly taskId: string;
  readonly reason: string;
}
/** Somebody who was asked has found something wrong in the minutes: declines nothing, holds completion until it is answered. */
export interface ReportError {
  readonly type: 'ReportError';
  readonly taskId: string;
  readonly reportId: string;
  /** What is wrong and where, in the person's own words. */
  readonly reason: string;
}
export interface AnswerErrorReport {
  readonly type: 'AnswerErrorReport';
  readonly reportId: string;
  /** What the clerk answers, told to whoever reported. */
  readonly reason: string;
}
/** Goes on with an order that only an error report held back, or that was reopened. Without effect while something else is waited for. */
export interface ResumeSigningOrder {
  readonly type: 'ResumeSigningOrder';
}
export interface WithdrawSignRequest {
  readonly type: 'WithdrawSignRequest';
  readonly reason: string;
}
export interface RecordCompletion {
  readonly type: 'RecordCompletion';
  readonly revisionNumber: number;
  readonly revisionSha256: string;
}
export interface ExpireSignRequest {
  readonly type: 'ExpireSignRequest';
}
/** New dates for a request that is under way: told to everybody who has been asked. */
export interface ExtendSignRequest extends NewDates {
  readonly type: 'ExtendSignRequest';
}
/** Takes up again what expired; where the order goes on is the signer's to say (`ResumeSigningOrder`). */
export interface ReopenSignRequest extends NewDates {
  readonly type: 'ReopenSignRequest';
}
interface NewDates {
  /** Of this change: what is told of it is told once. */
  readonly extensionId: string;
  /** Must lie ahead; null switches expiry off. Left out: as it was, and off where it has passed. */
  readonly expiresAt?: Date | null;
  /** YYYY-MM-DD; null for none, left out: as it was. Binds nothing here. */
  readonly dueDate?: string | null;
}
export interface SupersedeSignRequest {
  readonly type: 'SupersedeSignRequest';
  readonly byRequestId: string;
  /** What was corrected: told to everybody concerned, those who signed included. */
  readonly reason: string;
}
export interface RaiseAttention {
  readonly type: 'RaiseAttention';
  readonly cause: AttentionCause;
  readonly code: string;
  readonly taskId?: string;
}
export interface ClearAttention {
  readonly type: 'ClearAttention';
}
export interface ResendLink {
  readonly type: 'ResendLink';
  readonly taskId: string;
}

/** Somebody else signs in this task's place. Who it is stands with the task in the database, not here. */
export interface SubstituteSignatory {
  readonly type: 'SubstituteSignatory';
  readonly taskId: string;
  /** Told to whoever is replaced. */
  readonly reason: string;
}
/** The same person, at another address. */
export interface CorrectAddress {
  readonly type: 'CorrectAddress';
  readonly taskId: string;
}

export type Command =
  | SubmitSignRequest
  | RecordPrepared
  | RecordPreparationFailed
  | RecordInvitation
  | RecordConsent
  | VoidConsent
  | RecordSignature
  | DeclineSignTask
  | ReportError
  | AnswerErrorReport
  | ResumeSigningOrder
  | WithdrawSignRequest
  | RecordCompletion
  | ExpireSignRequest
  | ExtendSignRequest
  | ReopenSignRequest
  | SupersedeSignRequest
  | RaiseAttention
  | ClearAttention
  | ResendLink
  | SubstituteSignatory
  | CorrectAddress;

export type CommandType = Command['type'];
