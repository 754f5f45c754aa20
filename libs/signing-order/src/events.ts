import type { AttentionCause } from './state.js';

/** Facts, in the past participle. Plain JSON; `at` is when we observed it (ISO 8601, UTC). */
interface Fact<Type extends string> {
  readonly type: Type;
  readonly at: string;
}
interface TaskFact<Type extends string> extends Fact<Type> {
  readonly taskId: string;
}

export interface SignRequestSubmitted extends Fact<'SignRequestSubmitted'> {
  readonly requestId: string;
  readonly steps: readonly { readonly quorum: number }[];
  readonly tasks: readonly { readonly taskId: string; readonly step: number; readonly mayRemark?: true }[];
  readonly expiresAt?: string;
}
export interface SignRequestPrepared extends Fact<'SignRequestPrepared'> {
  readonly preparedSha256: string;
  readonly preparedLength: number;
}
export interface SigningStepOpened extends Fact<'SigningStepOpened'> {
  readonly step: number;
}
export type SignTaskOpened = TaskFact<'SignTaskOpened'>;
export interface SignTaskInvited extends TaskFact<'SignTaskInvited'> {
  readonly rotation: number;
}
export interface SignTaskConsented extends TaskFact<'SignTaskConsented'> {
  readonly authorisationId: string;
  readonly remarkCommitment?: string;
}
export interface SignTaskConsentVoided extends TaskFact<'SignTaskConsentVoided'> {
  readonly authorisationId: string;
  readonly cause: ConsentVoidCause;
}
export interface SignTaskSigned extends TaskFact<'SignTaskSigned'> {
  readonly authorisationId: string;
  readonly revisionNumber: number;
  readonly revisionSha256: string;
}
export type SignTaskReleased = TaskFact<'SignTaskReleased'>;
export interface SignTaskDeclined extends TaskFact<'SignTaskDeclined'> {
  readonly reason: string;
}
export interface ErrorReported extends TaskFact<'ErrorReported'> {
  readonly reportId: string;
  readonly reason: string;
}
/** `taskId`: of whoever reported. */
export interface ErrorReportAnswered extends TaskFact<'ErrorReportAnswered'> {
  readonly reportId: string;
  readonly reason: string;
}
export type SignTaskClosed = TaskFact<'SignTaskClosed'>;
export interface LinkRotated extends TaskFact<'LinkRotated'> {
  readonly rotation: number;
}
export interface SignatorySubstituted extends TaskFact<'SignatorySubstituted'> {
  readonly reason: string;
}
export type AddressCorrected = TaskFact<'AddressCorrected'>;
export type SigningOrderFulfilled = Fact<'SigningOrderFulfilled'>;
export interface SignRequestCompleted extends Fact<'SignRequestCompleted'> {
  readonly revisionNumber: number;
  readonly revisionSha256: string;
}
export interface SignRequestDeclined extends Fact<'SignRequestDeclined'> {
  readonly taskId: string;
}
export interface SignRequestWithdrawn extends Fact<'SignRequestWithdrawn'> {
  readonly reason: string;
}
export type SignRequestExpired = Fact<'SignRequestExpired'>;
/** Only what was changed; null: there is none any more. */
export interface SignRequestExtended extends Fact<'SignRequestExtended'> {
  readonly extensionId: string;
  readonly expiresAt?: string | null;
  readonly dueDate?: string | null;
}
/** Without `expiresAt` expiry is off; without `dueDate` the due date is as it was. Those whose turn it is are asked anew when the order is resumed. */
export interface SignRequestReopened extends Fact<'SignRequestReopened'> {
  readonly extensionId: string;
  readonly expiresAt?: string;
  readonly dueDate?: string | null;
}
export interface SignRequestSuperseded extends Fact<'SignRequestSuperseded'> {
  readonly byRequestId: string;
  readonly reason: string;
}
export interface AttentionRaised extends Fact<'AttentionRaised'> {
  readonly cause: AttentionCause;
  readonly code: string;
  readonly taskId?: string;
}
export type AttentionCleared = Fact<'AttentionCleared'>;

export type ConsentVoidCause = 'declined' | 'withdrawn' | 'expired' | 'superseded' | 'consent-too-old' | 'person-mismatch' | 'remark-mismatch';

export type SignRequestEvent =
  | SignRequestSubmitted
  | SignRequestPrepared
  | SigningStepOpened
  | SignTaskOpened
  | SignTaskInvited
  | SignTaskConsented
  | SignTaskConsentVoided
  | SignTaskSigned
  | SignTaskReleased
  | SignTaskDeclined
  | ErrorReported
  | ErrorReportAnswered
  | SignTaskClosed
  | LinkRotated
  | SignatorySubstituted
  | AddressCorrected
  | SigningOrderFulfilled
  | SignRequestCompleted
  | SignRequestDeclined
  | SignRequestWithdrawn
  | SignRequestExpired
  | SignRequestExtended
  | SignRequestReopened
  | SignRequestSuperseded
  | AttentionRaised
  | AttentionCleared;

export type EventType = SignRequestEvent['type'];
