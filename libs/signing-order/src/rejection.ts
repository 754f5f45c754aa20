import type { CommandType } from './commands.js';
import type { SignRequestEvent } from './events.js';
import type { RequestStatus, TaskStatus } from './state.js';

export const rejectionCodes = [
  /** The request's state has no such transition; `status` and `command` say which. */
  'illegal-in-state',
  'unknown-task',
  'out-of-turn',
  'already-consented',
  'already-signed',
  'already-declined',
  /** The step was fulfilled, or the request ended, without this signatory. */
  'task-closed',
  'not-consented',
  /** The authorisation is not the one that the task's consent carries. */
  'other-authorisation',
  /** Consent was given to other bytes than the prepared revision. */
  'prepared-mismatch',
  /** A remark from a signatory who may not make one. */
  'remark-not-allowed',
  /** Something else than a commitment where one must stand: the text itself would outlive its erasure here. */
  'remark-not-committed',
  /** The signature's remark is not the one consented to: another, one too many, or left out. */
  'remark-mismatch',
  'stale-link',
  'request-expired',
  'not-expired',
  /** Everybody needed has signed in time: what is left is not theirs to be late with. */
  'nothing-left-to-sign',
  /** No such report is open: answered already, or never made. */
  'unknown-report',
  'too-many-reports',
  'reason-required',
  'reason-too-long',
  'no-signatory',
  'too-many-signatories',
  'duplicate-task',
  'steps-not-contiguous',
  'bad-quorum',
  'expiry-in-the-past',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export interface Rejection {
  readonly code: RejectionCode;
  readonly command: CommandType;
  readonly status: RequestStatus;
  readonly taskStatus?: TaskStatus;
}

export type Decision =
  | { readonly ok: true; readonly events: readonly SignRequestEvent[] }
  | { readonly ok: false; readonly rejection: Rejection };
