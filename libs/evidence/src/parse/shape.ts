import { isSha256Hex } from '../hash.js';

/** Where the shape is not what it must be; `sequence` when it is inside an entry (position in the list, from 1). */
export class MalformedExport extends Error {
  override readonly name = 'MalformedExport';
  constructor(
    readonly where: string,
    readonly sequence?: number,
  ) {
    super(where);
  }
}

const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Unknown keys are refused: what is not hashed or checked must not look as if it were. */
export function objectOf(
  value: unknown,
  where: string,
  required?: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedExport(where);
  if (required !== undefined) {
    const keys = Object.keys(value);
    const missing = required.find((key) => !keys.includes(key));
    const unknown = keys.find((key) => !required.includes(key) && !optional.includes(key));
    if (missing !== undefined || unknown !== undefined) throw new MalformedExport(`${where}.${missing ?? 'an unknown key'}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

export function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedExport(where);
  return value;
}
export function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new MalformedExport(where);
  return value;
}
export function numberOf(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new MalformedExport(where);
  return value;
}
export function hashOf(value: unknown, where: string): string {
  if (!isSha256Hex(value)) throw new MalformedExport(where);
  return value;
}
export function hashesOf(value: unknown, where: string): readonly string[] {
  return listOf(value, where).map((hash) => hashOf(hash, where));
}
export function timeOf(value: unknown, where: string): string {
  if (typeof value !== 'string' || !timePattern.test(value)) throw new MalformedExport(where);
  return value;
}
export function base64Of(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '' || !base64Pattern.test(value)) throw new MalformedExport(where);
  return value;
}
