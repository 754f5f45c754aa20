import { hashLength, hashNode, sameHash } from './hashing.js';
import { splitPoint, type LeafRange } from './nodes.js';

/** What a consistency proof consists of (RFC 9162 §2.1.4.1). Empty when the sizes are equal or the first is 0. */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  if (first <= 0 || first >= second) return ranges;
  let [start, end] = [0, second];
  let whole = true;
  while (first !== end) {
    const middle = start + splitPoint(end - start);
    if (first <= middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  // The verifier knows the old root; any other subtree has to be told to it.
  return whole ? ranges : [{ start, end }, ...ranges];
}

export interface ConsistencyClaim {
  readonly first: number;
  readonly firstRoot: Uint8Array;
  readonly second: number;
  readonly secondRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** RFC 9162 §2.1.4.2: whether the second tree is the first with leaves appended, and nothing else. */
export function verifyConsistency({ first, firstRoot, second, secondRoot, path }: ConsistencyClaim): boolean {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second) return false;
  if (path.some((hash) => hash.length !== hashLength)) return false;
  if (first === second) return path.length === 0 && sameHash(firstRoot, secondRoot);
  // Everything is an extension of nothing; there is nothing to prove.
  if (first === 0) return path.length === 0;
  const proof = isPowerOfTwo(first) ? [firstRoot, ...path] : [...path];
  const [seed, ...rest] = proof;
  if (seed === undefined || path.length === 0) return false;
  let [node, last] = [first - 1, second - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let [before, after] = [seed, seed];
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      before = hashNode(hash, before);
      after = hashNode(hash, after);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      after = hashNode(after, hash);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(before, firstRoot) && sameHash(after, secondRoot);
}

function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
