import { canonicalJson } from './canonical-json.js';
import type { EvidenceEntry } from './entry.js';
import { domainHash, hexBytes, utf8 } from './hash.js';

/** What stands before entry 1: bound to the case, so that a chain cannot be carried over to another one. */
export function genesisHash(scope: { readonly bodyId: string; readonly requestId: string }): string {
  const { bodyId, requestId } = scope;
  return domainHash('justera.evidence.genesis.v1', utf8(canonicalJson({ bodyId, requestId })));
}

/** Hash of one entry over the hash of the one before (genesisHash for entry 1). Lower-case hex. */
export function entryHash(previousHash: string, entry: EvidenceEntry): string {
  return domainHash('justera.evidence.entry.v1', hexBytes(previousHash, 'bad-hash', 'previousHash'), utf8(canonicalJson(entry)));
}
