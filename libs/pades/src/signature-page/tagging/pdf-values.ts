import type { IncrementalUpdate, Writable, WritableArray, WritableDictionary, WritableReference } from '#pdf/write';

/** Narrowing of what an update holds: reader's values and values under way look alike. References are followed where `update` is given. */

export function asReference(value: Writable | undefined): WritableReference | undefined {
  return typeof value === 'object' && value !== null && value.kind === 'reference' ? value : undefined;
}

export function arrayAt(update: IncrementalUpdate, value: Writable | undefined): WritableArray | undefined {
  const resolved = update.current(value);
  return typeof resolved === 'object' && resolved.kind === 'array' ? resolved : undefined;
}

export function dictionaryAt(update: IncrementalUpdate, value: Writable | undefined): WritableDictionary | undefined {
  const resolved = update.current(value);
  return typeof resolved === 'object' && resolved.kind === 'dictionary' ? resolved : undefined;
}

export function nameAt(update: IncrementalUpdate, value: Writable | undefined): string | undefined {
  const resolved = update.current(value);
  return typeof resolved === 'object' && resolved.kind === 'name' ? resolved.value : undefined;
}

export function integerAt(update: IncrementalUpdate, value: Writable | undefined): number | undefined {
  const resolved = update.current(value);
  const number = typeof resolved === 'number' ? resolved : typeof resolved === 'object' && resolved.kind === 'number' ? resolved.value : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}
