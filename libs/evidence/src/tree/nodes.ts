import { joinRightToLeft } from './hashing.js';

/** Root of the complete subtree over leaves `[index · 2^level, (index + 1) · 2^level)`. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Leaves `[start, end)` that are one subtree of RFC 9162 §2.1: complete, or the ragged right edge of the tree. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** Where hashes of complete subtrees come from. */
export type NodeSource = (node: TreeNode) => Uint8Array;

/** The largest power of two that is less than `size` (≥ 2). */
export function splitPoint(size: number): number {
  let split = 1;
  // Not by bits: sizes go past 32 of them.
  while (split * 2 < size) split *= 2;
  return split;
}

/** The complete subtrees that a range is made of, from left to right; each is smaller than the one before. */
export function nodesOf({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

export function rangeHash(range: LeafRange, nodeAt: NodeSource): Uint8Array {
  return joinRightToLeft(nodesOf(range).map(nodeAt));
}

export function rootAt(size: number, nodeAt: NodeSource): Uint8Array {
  return rangeHash({ start: 0, end: size }, nodeAt);
}
