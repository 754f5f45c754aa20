import { consistencyRanges, inclusionRanges, rangeHash, type ConsistencyProof, type LeafRange, type LogEvidence, type NodeSource } from '#evidence';
import type { EvidenceLog } from '#persistence';
import { checkpointOf } from './carry-checkpoints.js';

/** Earlier checkpoints that a file is linked to: whoever kept one of them needs no further proof. */
const linkedCheckpoints = 100;

export interface CaseLeaf {
  readonly sequence: number;
  readonly index: number;
}

/** Proofs of place for a case's leaves under the newest checkpoint; undefined when it covers none of them. */
export async function logEvidence(log: EvidenceLog, leaves: readonly CaseLeaf[]): Promise<LogEvidence | undefined> {
  const row = await log.latestCheckpoint();
  const covered = leaves.filter(({ index }) => index < (row?.size ?? 0));
  const [first] = covered;
  if (row === undefined || first === undefined) return undefined;
  const earlier = await log.checkpointSizes(first.index, row.size, linkedCheckpoints);
  const inclusion = covered.map(({ index }) => inclusionRanges(index, row.size));
  const consistency = earlier.map((size) => consistencyRanges(size, row.size));
  const nodeAt = await log.nodes(row, [...inclusion, ...consistency].flat());
  return {
    checkpoint: checkpointOf(row),
    leaves: covered.map(({ sequence, index }, at) => ({ sequence, index, path: pathOf(inclusion[at] ?? [], nodeAt) })),
    consistency: earlier.map((size, at) => ({ first: size, second: row.size, path: pathOf(consistency[at] ?? [], nodeAt) })),
  };
}

/** That the log at one checkpoint's size only added to what it was at another; undefined when the second was never a checkpoint. */
export async function consistencyProof(log: EvidenceLog, first: number, second: number): Promise<ConsistencyProof | undefined> {
  const row = await log.latestCheckpoint(second);
  if (row?.size !== second || first < 1 || first > second) return undefined;
  const ranges = consistencyRanges(first, second);
  const nodeAt = await log.nodes(row, ranges);
  return { first, second, path: pathOf(ranges, nodeAt) };
}

function pathOf(ranges: readonly LeafRange[], nodeAt: NodeSource): string[] {
  return ranges.map((range) => Buffer.from(rangeHash(range, nodeAt)).toString('hex'));
}
