import { tlv } from './encode.js';
import { Tag } from './tags.js';

const encoded = new Map<string, Uint8Array>();

/** OBJECT IDENTIFIER (X.690 §8.19). Results are kept: the same few are written again and again. */
export function encodeOid(dotted: string): Uint8Array {
  const known = encoded.get(dotted);
  if (known !== undefined) return known;
  if (!/^[0-2](?:\.\d{1,40})+$/.test(dotted)) throw new RangeError(`not an object identifier: ${dotted}`);
  const [top = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const octets: number[] = [];
  for (const arc of [top * 40n + second, ...rest]) octets.push(...base128(arc));
  const result = tlv(Tag.objectIdentifier, Uint8Array.from(octets));
  // Bounded: callers write constants, but a caller echoing foreign OIDs must not grow this for ever.
  if (encoded.size < 1000) encoded.set(dotted, result);
  return result;
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc % 128n)];
  for (let rest = arc / 128n; rest > 0n; rest /= 128n) octets.unshift(Number(rest % 128n) | 0x80);
  return octets;
}
