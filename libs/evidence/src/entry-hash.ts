import { canonicalJson } from './canonical-json.js';
import type { EvidenceEntry } from './entry.js';
import { domain, domainHash, hexBytes, utf8 } from './hash.js';

/** What stands before entry 1. An entry names its body and request itself, so no chain fits another case. */
export const firstPreviousHash = '0'.repeat(64);
const label = domain('justera.evidence.entry.v1');

/** Hash of one entry over the hash of the one before (`firstPreviousHash` for entry 1). Lower-case hex. */
export function entryHash(previousHash: string, entry: EvidenceEntry): string {
  return domainHash(label, hexBytes(previousHash, 'bad-hash', 'previousHash'), utf8(canonicalJson(entry)));
}
