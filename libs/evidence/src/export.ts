import type { Checkpoint } from './checkpoint/checkpoint.js';
import type { Opening } from './commitment.js';
import type { ChainedEntry, RecordedRevision } from './entry.js';
import type { StatedHead } from './verify-chain.js';

export const exportFormat = 'justera-evidence';
/** 2 added `log`; files of version 1 are read as before. */
export const exportVersion = 2;

/** Where an entry stands in the log of all cases, and how its place leads to the checkpoint's root (RFC 9162 §2.1.3). */
export interface LeafProof {
  readonly sequence: number;
  readonly index: number;
  /** Lower-case hex, from the leaf upwards. */
  readonly path: readonly string[];
}

/** That the log at the checkpoint only added to the log at an earlier size (RFC 9162 §2.1.4). */
export interface ConsistencyProof {
  readonly first: number;
  readonly second: number;
  /** Lower-case hex. */
  readonly path: readonly string[];
}

/** A case's place in the log of all cases, under one checkpoint. */
export interface LogEvidence {
  readonly checkpoint: Checkpoint;
  /** The first entries of the case, in order; those that follow are not under a checkpoint yet. */
  readonly leaves: readonly LeafProof[];
  /** From earlier checkpoints, which somebody may have kept outside. */
  readonly consistency: readonly ConsistencyProof[];
}

/** A case's evidence as one JSON file that explains itself offline. */
export interface EvidenceExport {
  readonly format: typeof exportFormat;
  readonly version: 1 | 2;
  readonly bodyId: string;
  readonly requestId: string;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  readonly entries: readonly ChainedEntry[];
  /** Values of commitments that are not erased. */
  readonly openings: readonly Opening[];
  /** The file's revisions, oldest first; each must be stated by an entry. */
  readonly revisions: readonly RecordedRevision[];
  /** The newest entry when exported. */
  readonly head: StatedHead;
  /** Left out when no checkpoint covers any entry of the case yet. */
  readonly log?: LogEvidence;
}
