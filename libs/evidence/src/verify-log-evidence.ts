import type { CheckpointNote } from './checkpoint/checkpoint.js';
import { verifyCheckpoint, type CheckpointBreakCode, type CheckpointTrust, type CheckpointVerdict } from './checkpoint/verify-checkpoint.js';
import type { ConsistencyProof, EvidenceExport, LogEvidence } from './export.js';
import { leafHash } from './log/log-leaf.js';
import { verifyConsistency } from './tree/consistency.js';
import { verifyInclusion } from './tree/inclusion.js';

export type LogEvidenceBreakCode =
  | CheckpointBreakCode
  /** A proof of place names another entry than the next of the case. */
  | 'leaf-misplaced'
  /** The entry does not stand where the proof says in the log under the checkpoint. */
  | 'not-in-log'
  /** A checkpoint from outside is of another log. */
  | 'other-log'
  /** A checkpoint from outside has the same size and another root, or the log did not grow from it: history was changed. */
  | 'log-rewritten'
  /** Nothing in the file, nor what was given with it, links it to the checkpoint from outside. */
  | 'checkpoint-not-linked'
  /** Checkpoints were given from outside, and the file is under none. */
  | 'not-under-a-checkpoint';

/** What the caller has from elsewhere. */
export interface OutsideEvidence extends CheckpointTrust {
  /** Notes of checkpoints that were kept where the log's keeper cannot reach them; their seals are the caller's to check. */
  readonly checkpoints?: readonly CheckpointNote[];
  /** Proofs asked for afterwards, for checkpoints that are younger than the file. */
  readonly consistency?: readonly ConsistencyProof[];
}

export interface LogFacts {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** How many entries, from the first, are under the checkpoint; the rest is not anchored yet. */
  readonly covered: number;
  /** Sizes of the outside checkpoints that were met. */
  readonly outside: readonly number[];
  /** How many of the covered entries the log held already at the newest of those: these nobody can change unseen. */
  readonly anchored: number;
  readonly checkpoint: Extract<CheckpointVerdict, { ok: true }>;
}

export type LogEvidenceVerdict =
  | { readonly ok: true; readonly facts: LogFacts }
  | { readonly ok: false; readonly code: LogEvidenceBreakCode; readonly sequence?: number; readonly where?: string };

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

/** Checks that the entries of a case stand in the log that the checkpoint speaks of, and that this log is the one known outside. */
export function verifyLogEvidence(source: Pick<EvidenceExport, 'requestId' | 'entries'>, log: LogEvidence, outside: OutsideEvidence): LogEvidenceVerdict {
  const { note } = log.checkpoint;
  const checkpoint = verifyCheckpoint(log.checkpoint, outside);
  if (!checkpoint.ok) return { ok: false, code: checkpoint.code, where: `checkpoint of ${note.size}` };
  for (const [position, { sequence, index, path }] of log.leaves.entries()) {
    const chained = source.entries[position];
    const before = log.leaves[position - 1]?.index ?? -1;
    if (chained === undefined || sequence !== position + 1 || index <= before) return { ok: false, code: 'leaf-misplaced', sequence: position + 1 };
    const hash = leafHash({ index, requestId: source.requestId, sequence, entryHash: chained.entryHash });
    const isThere = verifyInclusion({ leafHash: hash, index, size: note.size, root: bytes(note.root), path: path.map(bytes) });
    if (!isThere) return { ok: false, code: 'not-in-log', sequence };
  }
  const proofs = [...log.consistency, ...(outside.consistency ?? [])];
  for (const known of outside.checkpoints ?? []) {
    const code = compare(note, known, proofs);
    if (code !== undefined) return { ok: false, code, where: `checkpoint of ${known.size}` };
  }
  const { origin, size, root } = note;
  const sizes = (outside.checkpoints ?? []).map((known) => known.size);
  const newest = Math.max(0, ...sizes);
  const anchored = log.leaves.filter(({ index }) => index < newest).length;
  return { ok: true, facts: { origin, size, root, covered: log.leaves.length, outside: sizes, anchored, checkpoint } };
}

function compare(ours: CheckpointNote, known: CheckpointNote, proofs: readonly ConsistencyProof[]): LogEvidenceBreakCode | undefined {
  if (ours.origin !== known.origin) return 'other-log';
  if (ours.size === known.size) return ours.root === known.root ? undefined : 'log-rewritten';
  const [first, second] = ours.size < known.size ? [ours, known] : [known, ours];
  const proof = proofs.find((one) => one.first === first.size && one.second === second.size);
  if (proof === undefined) return 'checkpoint-not-linked';
  const grew = verifyConsistency({ first: first.size, firstRoot: bytes(first.root), second: second.size, secondRoot: bytes(second.root), path: proof.path.map(bytes) });
  return grew ? undefined : 'log-rewritten';
}
