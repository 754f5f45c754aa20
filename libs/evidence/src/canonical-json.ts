import { EvidenceError } from './errors.js';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Deeper than any entry of ours; bounds the recursion on what an exported file may hold. */
const maximumDepth = 64;
const loneSurrogate = /\p{Surrogate}/u;

/** Where we are, for error messages. Joined only when something is wrong: a million entries pass here without. */
type Path = (string | number)[];

/**
 * RFC 8785 (JSON Canonicalization Scheme): one and only one byte sequence for a JSON value.
 * Keys sorted by UTF-16 code units (§3.2.3), numbers as ECMAScript prints them (§3.2.2.3), no white space.
 * @throws EvidenceError `not-canonical` for what I-JSON (RFC 7493) does not hold.
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, path: Path): string {
  if (path.length > maximumDepth) throw refused(path, 'is nested too deep');
  if (typeof value === 'string') return text(value, path);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused(path, 'is not finite');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return array(value, path);
  if (typeof value === 'object' && isPlain(value)) return object(value as Readonly<Record<string, unknown>>, path);
  throw refused(path, 'is no JSON value');
}

function array(items: readonly unknown[], path: Path): string {
  let written = '[';
  // By index, so that holes are visited too: JSON.stringify would silently turn them into null.
  for (let index = 0; index < items.length; index += 1) {
    path.push(index);
    written += (index === 0 ? '' : ',') + write(items[index], path);
    path.pop();
  }
  return `${written}]`;
}

function object(members: Readonly<Record<string, unknown>>, path: Path): string {
  let written = '{';
  for (const key of sorted(Object.keys(members))) {
    path.push(key);
    written += `${written.length === 1 ? '' : ','}${text(key, path)}:${write(members[key], path)}`;
    path.pop();
  }
  return `${written}}`;
}

/** What was written by us is sorted already, and mostly that is what comes here. */
function sorted(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] as string) > (keys[index] as string)) return keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }
  return keys;
}

function text(value: string, path: Path): string {
  const written = JSON.stringify(value);
  // A lone surrogate is written as an escape, never as itself: only where one stands is the text looked through.
  if (written.includes('\\ud') && loneSurrogate.test(value)) throw refused(path, 'holds a lone surrogate');
  return written;
}

/** A Date or a Map would be written as something that it is not. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function refused(path: Path, why: string): EvidenceError {
  const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return new EvidenceError('not-canonical', `$${where} ${why}`);
}
