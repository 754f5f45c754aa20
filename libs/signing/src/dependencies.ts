import type { OpenIdConnectConfig } from '#identity';
import type { MailSender } from '#notifications';
import type { Database } from '#persistence';
import type { Clock, Ids, Logger } from '#platform';
import type { ProvenHeads } from './append/proven-heads.js';
import type { ExamineUpload } from './intake/examine-upload.js';
import type { SignatureEngine } from './engine/signature-engine.js';

/** What every process gives: its own database role, the time, ids and the log. */
export interface SigningCore {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export interface ApiDependencies extends SigningCore {
  /** Bytes. */
  readonly maximumFileBytes: number;
  /** In a worker thread, through an `ExaminationPool`: a hostile upload may take long. */
  readonly examineUpload: ExamineUpload;
}

export interface SignerDependencies extends SigningCore {
  readonly engine: SignatureEngine;
  /** Printed on the signature page, as text and as a code. */
  readonly validationAddress: string;
  readonly codePepper: Uint8Array;
  readonly pseudonymKey: Uint8Array;
  /** One-time codes leave from here and pass through no queue. */
  readonly mailSender: MailSender;
  readonly openIdConnect?: OpenIdConnectConfig;
  /** What this process has judged itself a moment ago; without it every append judges the head it finds. */
  readonly provenHeads?: ProvenHeads;
  /** How long an append may take before another may begin. */
  readonly leaseMilliseconds?: number;
  /** How long an append waits for another of the same case before its job is tried again later. */
  readonly laneWaitMilliseconds?: number;
}

export interface WorkerDependencies extends SigningCore {
  readonly mailSender: MailSender;
  /** The domain that `mailSender` makes its Message-IDs with. */
  readonly messageIdDomain: string;
  readonly linkKey: Uint8Array;
  /** Where links lead, without a slash at the end. */
  readonly publicUrl: string;
  readonly validationAddress: string;
  /** Work for the same effect is not given out again by the reconciler within this time. */
  readonly reconcileAfterMilliseconds?: number;
}

export interface CaseRef {
  readonly bodyId: string;
  readonly signRequestId: string;
}

export interface TaskRef extends CaseRef {
  readonly taskId: string;
}

export interface StaffActor {
  readonly kind: 'staff';
  readonly id: string;
}

/** What a job did. A job that must be tried again throws. */
export interface JobOutcome {
  readonly outcome: 'done' | 'nothing-to-do';
  /** How many things, e.g. signatures. */
  readonly count?: number;
}
