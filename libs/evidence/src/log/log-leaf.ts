import { hash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { domain, isSha256Hex } from '../hash.js';

/** One place in the log of all cases: which entry of which case stands there. It holds no personal datum. */
export interface LogLeaf {
  /** From 0, without gaps. */
  readonly index: number;
  readonly requestId: string;
  /** Of the entry in its case, from 1. */
  readonly sequence: number;
  /** Lower-case hex. */
  readonly entryHash: string;
}

/** RFC 9162 §2.1.1: a leaf begins with a zero octet. */
const start = Buffer.concat([Uint8Array.of(0), domain('justera.evidence.leaf.v1')]);
/** Text that JSON writes as it is: what all our own ids are made of. */
const plain = /^[0-9A-Za-z-]*$/;

// Filled anew for every leaf; nothing asynchronous happens between filling and hashing.
const scratch = Buffer.alloc(512);
scratch.set(start);

/** Hash of a leaf (RFC 9162 §2.1.1) over its RFC 8785 form. The place is hashed too: no proof fits another place. */
export function leafHash(leaf: LogLeaf): Uint8Array {
  const { index, requestId, sequence, entryHash } = leaf;
  const isUsual = requestId.length <= 200 && plain.test(requestId) && isSha256Hex(entryHash) && Number.isSafeInteger(index) && Number.isSafeInteger(sequence);
  if (!isUsual) return hash('sha256', Buffer.concat([start, Buffer.from(canonicalJson({ entryHash, index, requestId, sequence }), 'utf8')]), 'buffer');
  // The same, written out: a million leaves pass here. -0 is no place, and written as 0 both ways.
  const length = scratch.write(`{"entryHash":"${entryHash}","index":${index},"requestId":"${requestId}","sequence":${sequence}}`, start.length, 'latin1');
  return hash('sha256', scratch.subarray(0, start.length + length), 'buffer');
}
