/**
 * What the signing order knows about one sign request. Plain JSON: the projection table stores it as it is.
 * Names and addresses are not here; they live with the tasks in the database, where they can be erased.
 */
export const requestStatuses = [
  'draft',
  'preparing',
  'awaitingSignatures',
  'completing',
  'completed',
  'declined',
  'expired',
  'withdrawn',
  'superseded',
] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** States that nothing leaves by design. `declined` and `completed` can still be superseded by a new revision. */
export const finalStatuses: readonly RequestStatus[] = ['withdrawn', 'superseded'];

export const taskStatuses = [
  /** An earlier step is not fulfilled yet. */
  'waiting',
  /** The signatory's turn. */
  'open',
  /** Consent recorded; the signature is being appended. */
  'consented',
  'signed',
  'declined',
  /** The step reached its quorum without this signatory. */
  'released',
  /** The request ended before this signatory signed. */
  'closed',
] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export const attentionCauses = [
  'preparation-failed',
  'timestamping-failed',
  'signing-failed',
  'completion-failed',
  'mail-failed',
  'consent-too-old',
  'person-mismatch',
  /** The words kept for a signature are not those that were consented to. */
  'remark-mismatch',
  'error-reported',
] as const;
export type AttentionCause = (typeof attentionCauses)[number];

/** Trouble beside the state: why, since when, and the last error's code. Never a state of its own. */
export interface Attention {
  readonly cause: AttentionCause;
  /** Code of the last error, from the closed union of the library that failed. */
  readonly code: string;
  readonly taskId?: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface SigningStep {
  /** How many tasks of this step must be signed; 1 … number of tasks in the step. */
  readonly quorum: number;
}

export interface TaskState {
  readonly taskId: string;
  /** 1-based position in `steps`. */
  readonly step: number;
  readonly status: TaskStatus;
  /** Rises when the link is rotated (resend, substitution); reminders keep it. */
  readonly linkRotation: number;
  /** Version of the request from which on the task is this person's, at this address; absent: from the start. What was begun before is another's. */
  readonly personSince?: number;
  /** Present where somebody else signs than was named when the file was prepared. */
  readonly substituted?: true;
  readonly invitedAt?: string;
  /** The rotation the last recorded invitation carried. */
  readonly invitedRotation?: number;
  /** Present where this signatory may sign with a remark. */
  readonly mayRemark?: true;
  readonly authorisationId?: string;
  readonly consentedAt?: string;
  /** Of the consent that stands: gone with it when it is voided. */
  readonly remarkCommitment?: string;
  readonly signedAt?: string;
  readonly revisionNumber?: number;
  readonly declinedAt?: string;
}

export interface PreparedRevision {
  readonly sha256: string;
  /** Bytes. */
  readonly length: number;
}

/** Something wrong in the minutes that nobody has answered yet. */
export interface OpenErrorReport {
  readonly reportId: string;
  /** Of whoever reported. */
  readonly taskId: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface SignRequestState {
  /** Empty until submitted. */
  readonly requestId: string;
  readonly status: RequestStatus;
  /** Number of events applied. */
  readonly version: number;
  readonly steps: readonly SigningStep[];
  readonly tasks: readonly TaskState[];
  /** 1-based; 0 before the first step opened. */
  readonly currentStep: number;
  readonly prepared?: PreparedRevision;
  /** Expiry is off unless set; the due date is not the order's concern. */
  readonly expiresAt?: string;
  readonly attention?: Attention;
  /** Absent when there is none: states stored before reports existed stay as they are. */
  readonly openErrorReports?: readonly OpenErrorReport[];
  readonly endedAt?: string;
  readonly supersededBy?: string;
}

export const initialState: SignRequestState = {
  requestId: '',
  status: 'draft',
  version: 0,
  steps: [],
  tasks: [],
  currentStep: 0,
};
