import { hash } from 'node:crypto';

/** Bytes of a hash in the tree. */
export const hashLength = 32;

/** RFC 9162 §2.1.1: a leaf can never be shown as an inner node, nor the other way round. */
const leafPrefix = 0x00;
const nodePrefix = 0x01;

/** The root of the tree without leaves: the hash of nothing. */
export const emptyRoot: Uint8Array = hash('sha256', new Uint8Array(), 'buffer');

export function hashLeaf(data: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + data.length);
  input[0] = leafPrefix;
  input.set(data, 1);
  return hash('sha256', input, 'buffer');
}

// Filled anew for every node; nothing asynchronous happens between filling and hashing.
const scratch = new Uint8Array(1 + 2 * hashLength);
scratch[0] = nodePrefix;

export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== hashLength || right.length !== hashLength) throw new TypeError('a node joins two hashes');
  scratch.set(left, 1);
  scratch.set(right, 1 + hashLength);
  return hash('sha256', scratch, 'buffer');
}

/** Joins hashes of neighbouring subtrees, given from left (largest) to right, into the hash of all. */
export function joinRightToLeft(hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => hashNode(left, right));
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}
