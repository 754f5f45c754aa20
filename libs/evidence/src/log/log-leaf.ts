import { canonicalJson } from '../canonical-json.js';
import { domain, utf8 } from '../hash.js';
import { hashLeaf } from '../tree/hashing.js';

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

const label = domain('justera.evidence.leaf.v1');

/** Hash of a leaf (RFC 9162 §2.1.1) over its RFC 8785 form. The place is hashed too: no proof fits another place. */
export function leafHash({ index, requestId, sequence, entryHash }: LogLeaf): Uint8Array {
  return hashLeaf(Buffer.concat([label, utf8(canonicalJson({ index, requestId, sequence, entryHash }))]));
}
