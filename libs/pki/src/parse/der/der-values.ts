import { toHex } from '../bytes.js';
import { DerError } from './der-error.js';
import type { DerNode } from './der-node.js';
import { Tag } from './tags.js';

/** BOOLEAN. DER knows 00 and FF only (X.690 §11.1). */
export function readBoolean(node: DerNode): boolean {
  const content = node.content;
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('bad-boolean', node.start);
  return content[0] === 0xff;
}

/**
 * INTEGER of any size as lower-case hex of its magnitude without a sign octet; negative numbers (illegal as serial
 * numbers, yet seen) as '-' and the two's complement octets, so that they equal nothing else.
 */
export function readIntegerHex(node: DerNode): string {
  const content = integerContent(node);
  const first = content[0] ?? 0;
  if (first >= 0x80) return `-${toHex(content)}`;
  return toHex(first === 0 && content.length > 1 ? content.subarray(1) : content);
}

/** INTEGER or ENUMERATED that must fit a small non-negative number. */
export function readSmallInteger(node: DerNode, max = 0x7fffffff): number {
  const content = integerContent(node);
  if ((content[0] ?? 0) >= 0x80 || content.length > 5) throw new DerError('integer-too-big', node.start);
  let value = 0;
  for (const octet of content) value = value * 256 + octet;
  if (value > max) throw new DerError('integer-too-big', node.start);
  return value;
}

function integerContent(node: DerNode): Uint8Array {
  const content = node.content;
  const [first, second] = content;
  if (first === undefined) throw new DerError('bad-integer', node.start);
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError('bad-integer', node.start, 'not minimal');
  }
  return content;
}

const MAX_OID_BYTES = 128;
/** Beyond this a number loses digits; arcs made from UUIDs (2.25.…, X.667) are as long as 128 bits. */
const SAFE_ARC = 2 ** 46;

/** The identifiers that were read last, each in the one place that its octets give it: a certificate names the same twenty again and again. */
const recent: ({ readonly octets: Uint8Array; readonly dotted: string } | undefined)[] = new Array(256).fill(undefined);

/** OBJECT IDENTIFIER in dotted form. */
export function readOid(node: DerNode): string {
  const { source, contentStart, end } = node;
  const length = end - contentStart;
  if (length > longestRecent) return decodeOid(node);
  let hash = 0;
  for (let at = contentStart; at < end; at += 1) hash = (hash * 31 + (source[at] ?? 0)) | 0;
  const place = (hash ^ (hash >>> 8)) & 255;
  const before = recent[place];
  if (before !== undefined && before.octets.length === length && isAt(source, contentStart, before.octets)) return before.dotted;
  const dotted = decodeOid(node);
  recent[place] = { octets: Uint8Array.from(node.content), dotted };
  return dotted;
}

/** Octets. Those that are longer are no constants, and are decoded each time. */
const longestRecent = 32;

function isAt(source: Uint8Array, start: number, octets: Uint8Array): boolean {
  for (let i = 0; i < octets.length; i += 1) if (source[start + i] !== octets[i]) return false;
  return true;
}

function decodeOid(node: DerNode): string {
  const content = node.content;
  const last = content[content.length - 1];
  if (last === undefined || last >= 0x80 || content.length > MAX_OID_BYTES) throw new DerError('bad-oid', node.start);
  const arcs: string[] = [];
  let arc: number | bigint = 0;
  let atStart = true;
  for (const octet of content) {
    if (atStart && octet === 0x80) throw new DerError('bad-oid', node.start, 'not minimal');
    arc = appendOctet(arc, octet & 0x7f);
    atStart = octet < 0x80;
    if (!atStart) continue;
    arcs.push(arcs.length === 0 ? firstArcs(arc) : String(arc));
    arc = 0;
  }
  return arcs.join('.');
}

function appendOctet(arc: number | bigint, bits: number): number | bigint {
  if (typeof arc === 'number' && arc < SAFE_ARC) return arc * 128 + bits;
  return BigInt(arc) * 128n + BigInt(bits);
}

/** The first two arcs share one number (X.690 §8.19.4). */
function firstArcs(arc: number | bigint): string {
  if (arc < 40) return `0.${arc}`;
  if (arc < 80) return `1.${BigInt(arc) - 40n}`;
  return `2.${BigInt(arc) - 80n}`;
}

/** BIT STRING whose length is a whole number of octets: keys and signatures. */
export function readOctetAlignedBits(node: DerNode): Uint8Array {
  const content = node.content;
  if (content.length === 0 || content[0] !== 0) throw new DerError('bad-bit-string', node.start);
  return content.subarray(1);
}

/** Named bits as a set of bit numbers, bit 0 first (X.690 §11.2; trailing zero bits tolerated, they carry no meaning). */
export function readNamedBits(node: DerNode): ReadonlySet<number> {
  const content = node.content;
  const unused = content[0];
  if (unused === undefined || unused > 7 || (content.length === 1 && unused !== 0) || content.length > 9) {
    throw new DerError('bad-bit-string', node.start);
  }
  const bits = new Set<number>();
  const count = (content.length - 1) * 8 - unused;
  for (let bit = 0; bit < count; bit += 1) {
    if (((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0) bits.add(bit);
  }
  return bits;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Any of the character string types, as text. TeletexString is read as ISO 8859-1, which is what issuers meant. */
export function readString(node: DerNode): string {
  const content = node.content;
  switch (node.tag) {
    case Tag.utf8String:
      try {
        return utf8.decode(content);
      } catch {
        throw new DerError('bad-string', node.start, 'not UTF-8');
      }
    case Tag.printableString:
    case Tag.numericString:
    case Tag.ia5String:
    case Tag.visibleString:
      if (content.some((octet) => octet >= 0x80)) throw new DerError('bad-string', node.start, 'not ASCII');
      return Buffer.from(content).toString('latin1');
    case Tag.teletexString:
      return Buffer.from(content).toString('latin1');
    case Tag.bmpString:
      if (content.length % 2 !== 0) throw new DerError('bad-string', node.start);
      return Buffer.from(content).swap16().toString('utf16le');
    case Tag.universalString:
      return readUniversalString(node);
    default:
      throw new DerError('unexpected-tag', node.start, 'a character string was expected');
  }
}

function readUniversalString(node: DerNode): string {
  const content = Buffer.from(node.content);
  if (content.length % 4 !== 0) throw new DerError('bad-string', node.start);
  let text = '';
  for (let i = 0; i < content.length; i += 4) {
    const point = content.readUInt32BE(i);
    if (point > 0x10ffff) throw new DerError('bad-string', node.start);
    text += String.fromCodePoint(point);
  }
  return text;
}

/** IA5 content of an implicitly tagged string (URLs in general names). */
export function readAscii(node: DerNode): string {
  if (node.content.some((octet) => octet >= 0x80)) throw new DerError('bad-string', node.start, 'not ASCII');
  return Buffer.from(node.content).toString('latin1');
}

export function readNull(node: DerNode): void {
  if (node.tag !== Tag.null || node.end !== node.contentStart) throw new DerError('bad-null', node.start);
}
