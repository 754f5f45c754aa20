import { tlv } from './encode.js';
import { Tag } from './tags.js';

const encoded = new Map<string, Uint8Array>();

/** OBJECT IDENTIFIER (X.690 §8.19). Results are kept: the same few are written again and again. */
export function encodeOid(dotted: string): Uint8Array {
  const known = encoded.get(dotted);
  if (known !== undefined) return known;
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets: number[] = [];
  for (const arc of [top * 40 + second, ...rest]) octets.push(...base128(arc));
  const result = tlv(Tag.objectIdentifier, Uint8Array.from(octets));
  // Bounded: callers write constants, but a caller echoing foreign OIDs must not grow this for ever.
  if (encoded.size < 1000) encoded.set(dotted, result);
  return result;
}

function base128(arc: number): number[] {
  if (!Number.isSafeInteger(arc) || arc < 0) throw new RangeError(`not an OID arc: ${arc}`);
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest % 128) | 0x80);
  return octets;
}
