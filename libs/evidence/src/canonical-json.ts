import { EvidenceError } from './errors.js';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Deeper than any entry of ours; bounds the recursion on what an exported file may hold. */
const maximumDepth = 64;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * RFC 8785 (JSON Canonicalization Scheme): one and only one byte sequence for a JSON value.
 * Keys sorted by UTF-16 code units (§3.2.3), numbers as ECMAScript prints them (§3.2.2.3), no white space.
 * @throws EvidenceError `not-canonical` for what I-JSON (RFC 7493) does not hold.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0);
}

function write(value: unknown, where: string, depth: number): string {
  if (depth > maximumDepth) throw new EvidenceError('not-canonical', `${where} is nested too deep`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value, where);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new EvidenceError('not-canonical', `${where} is not finite`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return array(value, where, depth);
  if (typeof value === 'object' && isPlain(value)) return object(value, where, depth);
  throw new EvidenceError('not-canonical', `${where} is no JSON value`);
}

function array(value: readonly unknown[], where: string, depth: number): string {
  // Array.from also visits holes, which JSON.stringify would silently turn into null.
  return `[${Array.from(value, (item, index) => write(item, `${where}[${index}]`, depth + 1)).join(',')}]`;
}

function object(value: object, where: string, depth: number): string {
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]) => `${text(key, where)}:${write(member, `${where}.${key}`, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function text(value: string, where: string): string {
  if (loneSurrogate.test(value)) throw new EvidenceError('not-canonical', `${where} holds a lone surrogate`);
  return JSON.stringify(value);
}

/** A Date or a Map would be written as something that it is not. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
