import { encodeOid } from '../parse/der/encode-oid.js';
import { encode, sortEncodings, tlv } from '../parse/der/encode.js';
import { contextConstructed, Tag } from '../parse/der/tags.js';
import { BuildError } from './build-error.js';

export { contextConstructed, contextPrimitive, Tag } from '../parse/der/tags.js';
export { encodeOid, tlv };

export const derNull: Uint8Array = Uint8Array.of(Tag.null, 0);

export function sequence(...elements: readonly Uint8Array[]): Uint8Array {
  return encode(Tag.sequence, elements);
}

/** SET OF, sorted as DER wants it. */
export function setOf(elements: readonly Uint8Array[]): Uint8Array {
  return encode(Tag.set, sortEncodings(elements));
}

/** `[number] EXPLICIT`. */
export function explicit(number: number, content: Uint8Array): Uint8Array {
  return tlv(contextConstructed(number), content);
}

export function boolean(value: boolean): Uint8Array {
  return Uint8Array.of(Tag.boolean, 1, value ? 0xff : 0);
}

/** A non-negative INTEGER from a number, or from magnitude octets (big endian; leading zeros do not count). */
export function integer(value: number | Uint8Array, tag: number = Tag.integer): Uint8Array {
  if (typeof value === 'number' && value >= 0 && value < 0x80 && Number.isInteger(value)) return Uint8Array.of(tag, 1, value);
  const magnitude = typeof value === 'number' ? numberOctets(value) : value;
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1;
  const trimmed = magnitude.subarray(start);
  if (trimmed.length === 0) return Uint8Array.of(tag, 1, 0);
  return (trimmed[0] ?? 0) >= 0x80 ? tlv(tag, Uint8Array.of(0), trimmed) : tlv(tag, trimmed);
}

/** A non-negative INTEGER from lower- or upper-case hex of its magnitude, as the parse door gives serial numbers and nonces. */
export function integerFromHex(hex: string): Uint8Array {
  if (!/^[0-9a-fA-F]+$/.test(hex)) throw new BuildError('bad-integer');
  return integer(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

function numberOctets(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new BuildError('bad-integer', String(value));
  const octets = [value % 256];
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.from(octets);
}

export function octetString(content: Uint8Array): Uint8Array {
  return tlv(Tag.octetString, content);
}

/** BIT STRING of whole octets. */
export function bitString(content: Uint8Array): Uint8Array {
  return tlv(Tag.bitString, Uint8Array.of(0), content);
}

/** Named bits: trailing zero bits are left out (X.690 §11.2.2). */
export function namedBits(bits: readonly number[], tag: number = Tag.bitString): Uint8Array {
  if (bits.length === 0) return Uint8Array.of(tag, 1, 0);
  const last = Math.max(...bits);
  const octets = new Uint8Array((last >> 3) + 1);
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return tlv(tag, Uint8Array.of(7 - (last & 7)), octets);
}

export function utf8String(text: string): Uint8Array {
  return tlv(Tag.utf8String, Buffer.from(text, 'utf8'));
}

/** @throws BuildError `bad-string` outside the PrintableString alphabet (X.680 §41.4) */
export function printableString(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new BuildError('bad-string', 'not a PrintableString');
  return tlv(Tag.printableString, Buffer.from(text, 'latin1'));
}

/** ASCII text under a tag of the caller's choice: IA5String, or an implicit tag of a general name. */
export function ascii(text: string, tag: number = Tag.ia5String): Uint8Array {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new BuildError('bad-string', 'not ASCII');
  return tlv(tag, Buffer.from(text, 'latin1'));
}

function digitsOf(time: Date): string {
  if (Number.isNaN(time.getTime())) throw new BuildError('bad-time');
  return time.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

/** GeneralizedTime in UTC, whole seconds (RFC 5280 §4.1.2.5.2). */
export function generalizedTime(time: Date): Uint8Array {
  return ascii(`${digitsOf(time)}Z`, Tag.generalizedTime);
}

/** Time as RFC 5280 §4.1.2.5 wants it: UTCTime until 2049, GeneralizedTime from 2050. */
export function timeOf(time: Date): Uint8Array {
  const year = time.getUTCFullYear();
  if (year < 1950 || year >= 2050) return generalizedTime(time);
  return ascii(`${digitsOf(time).slice(2)}Z`, Tag.utcTime);
}
