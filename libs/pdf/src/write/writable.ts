import { PdfError, type PdfValue } from '../read/index.js';

export interface WritableName {
  readonly kind: 'name';
  /** One character per byte, without the slash. */
  readonly value: string;
}
export interface WritableString {
  readonly kind: 'string';
  readonly form: 'literal' | 'hex';
  readonly bytes: Uint8Array;
}
export interface WritableArray {
  readonly kind: 'array';
  readonly items: readonly Writable[];
}
export interface WritableDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, Writable>;
}
export interface WritableReference {
  readonly kind: 'reference';
  readonly objectNumber: number;
  readonly generation: number;
}

/**
 * What can be written as an object: plain JavaScript for null, booleans and numbers, the builders below, and any value
 * the reader gave (of this document: references in it keep their meaning only there). Streams go through `putStream`.
 */
export type Writable =
  | null
  | boolean
  | number
  | WritableName
  | WritableString
  | WritableArray
  | WritableDictionary
  | WritableReference
  | PdfValue;

/** Entries of a dictionary to write; a key whose value is undefined is left out (or, in a patch, removed). */
export type WritableEntries = Readonly<Record<string, Writable | undefined>>;

const onlyBytes = /^[\0-\xff]*$/;

/** `/X`. Characters above U+00FF are written as their UTF-8 bytes (ISO 32000-2 7.3.5). */
export function name(value: string): WritableName {
  return { kind: 'name', value: onlyBytes.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1') };
}

/** A text string: ASCII as it is, everything else as UTF-16BE with its mark (ISO 32000-2 7.9.2.2). */
export function text(value: string): WritableString {
  if (/^[\x20-\x7e]*$/u.test(value)) return { kind: 'string', form: 'literal', bytes: Buffer.from(value, 'latin1') };
  const bytes = Buffer.from(`\ufeff${value}`, 'utf16le').swap16();
  return { kind: 'string', form: 'hex', bytes };
}

/** A byte string in hexadecimal. */
export function hex(bytes: Uint8Array): WritableString {
  return { kind: 'string', form: 'hex', bytes };
}

export function array(items: readonly Writable[]): WritableArray {
  return { kind: 'array', items };
}

/** Entries keep their order; undefined ones are left out. */
export function dict(entries: WritableEntries): WritableDictionary {
  return { kind: 'dictionary', entries: entriesOf(entries) };
}

export function ref(objectNumber: number, generation = 0): WritableReference {
  return { kind: 'reference', objectNumber, generation };
}

/** `D:YYYYMMDDHHmmSS+hh'mm'`, in the given offset from UTC in minutes (ISO 32000-2 7.9.4; BB-04 wants the zone). */
export function date(instant: Date, offsetMinutes = 0): WritableString {
  const local = new Date(instant.getTime() + offsetMinutes * 60_000);
  if (Number.isNaN(local.getTime())) throw new PdfError('invalid-value', 'not a date');
  const digits = local.toISOString().replace(/\D/gu, '').slice(0, 14);
  const two = (value: number) => String(value).padStart(2, '0');
  const ahead = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}'${two(ahead % 60)}'`;
  return text(`D:${digits}${offsetMinutes === 0 ? 'Z' : zone}`);
}

export function entriesOf(entries: WritableEntries): ReadonlyMap<string, Writable> {
  const kept = new Map<string, Writable>();
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept.set(key, value);
  return kept;
}
