import { DerError } from '../der/der-error.js';
import { MAX_DER_BYTES } from '../der/der-node.js';
import { tlv } from '../der/encode.js';
import { Tag } from '../der/tags.js';

/** Deeper nesting than any CMS profile produces; the bound is for the recursion below. */
const MAX_DEPTH = 24;

/**
 * RFC 5652 §2 lets a CMS message be BER: signers that stream write indefinite lengths and octet strings in pieces. This
 * rewrites those parts, and only those, to definite lengths; bytes inside definite-length parts are kept as they are, so
 * certificates and attributes keep the encoding that was signed. A message without indefinite lengths comes back as it is.
 *
 * @throws DerError
 */
export function toDefiniteLengths(bytes: Uint8Array): { der: Uint8Array; changed: boolean } {
  if (bytes.length > MAX_DER_BYTES) throw new DerError('too-large', 0);
  if (bytes[1] !== 0x80) return { der: bytes, changed: false };
  const { encoded, next } = rewrite(bytes, 0, 0);
  if (next !== bytes.length) throw new DerError('trailing-bytes', next);
  return { der: encoded, changed: true };
}

interface Rewritten {
  readonly encoded: Uint8Array;
  readonly next: number;
}

function rewrite(source: Uint8Array, at: number, depth: number): Rewritten {
  if (depth > MAX_DEPTH) throw new DerError('too-deep', at);
  const tag = source[at];
  const first = source[at + 1];
  if (tag === undefined || first === undefined) throw new DerError('truncated', at);
  if ((tag & 0x1f) === 0x1f) throw new DerError('unsupported-tag', at);
  if (first !== 0x80) return definite(source, at, first);
  if ((tag & 0x20) === 0) throw new DerError('indefinite-length', at, 'primitive');
  const parts: Uint8Array[] = [];
  let position = at + 2;
  while (source[position] !== 0 || source[position + 1] !== 0) {
    const part = rewrite(source, position, depth + 1);
    parts.push(part.encoded);
    position = part.next;
  }
  return { encoded: wrap(tag, parts, at), next: position + 2 };
}

/** Octets of a definite-length element, taken whole; a constructed OCTET STRING is joined. */
function definite(source: Uint8Array, at: number, first: number): Rewritten {
  let contentStart = at + 2;
  let length = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new DerError('length-too-big', at);
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (source[contentStart + i] ?? 0);
    contentStart += count;
  }
  const next = contentStart + length;
  if (next > source.length) throw new DerError('truncated', at);
  return { encoded: source.subarray(at, next), next };
}

const CONSTRUCTED_OCTETS = 0x24;

function wrap(tag: number, parts: readonly Uint8Array[], at: number): Uint8Array {
  if (tag !== CONSTRUCTED_OCTETS) return tlv(tag, ...parts);
  return tlv(Tag.octetString, ...parts.map((part) => octets(part, at)));
}

function octets(part: Uint8Array, at: number): Uint8Array {
  if (part[0] !== Tag.octetString) throw new DerError('unexpected-tag', at, 'pieces of an OCTET STRING');
  const first = part[1] ?? 0;
  return part.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
}
