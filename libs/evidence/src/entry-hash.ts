import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { EvidenceEntry } from './entry.js';
import { EvidenceError } from './errors.js';
import { domain, isSha256Hex } from './hash.js';

/** What stands before entry 1. An entry names its body and request itself, so no chain fits another case. */
export const firstPreviousHash = '0'.repeat(64);
const label = domain('justera.evidence.entry.v1');
const textStart = label.length + 32;

// Filled anew for every entry; nothing asynchronous happens between filling and hashing.
const scratch = Buffer.alloc(16 * 1024);
scratch.set(label);

/** Hash of one entry over the hash of the one before (`firstPreviousHash` for entry 1). Lower-case hex. */
export function entryHash(previousHash: string, entry: EvidenceEntry): string {
  return hashOfCanonical(previousHash, canonicalJson(entry));
}

/** The same, from the entry's RFC 8785 form. @throws EvidenceError `bad-hash` */
export function hashOfCanonical(previousHash: string, canonical: string): string {
  if (!isSha256Hex(previousHash)) throw new EvidenceError('bad-hash', 'previousHash');
  // No character takes more than three octets in UTF-8 for one UTF-16 code unit. What is far larger than any entry of ours is not kept room for.
  if (textStart + canonical.length * 3 > scratch.length) return hash('sha256', Buffer.concat([label, Buffer.from(previousHash, 'hex'), Buffer.from(canonical, 'utf8')]), 'hex');
  scratch.write(previousHash, label.length, 'hex');
  const length = scratch.write(canonical, textStart, 'utf8');
  return hash('sha256', scratch.subarray(0, textStart + length), 'hex');
}
