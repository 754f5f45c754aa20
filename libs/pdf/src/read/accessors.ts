import type { PdfArray, PdfDictionary, PdfReference, PdfStream, PdfString, PdfValue } from './values.js';

/** Narrowing helpers: the value when it is of that kind, else undefined. They do not follow references. */

export function asName(value: PdfValue | undefined): string | undefined {
  return value?.kind === 'name' ? value.value : undefined;
}

export function asInteger(value: PdfValue | undefined): number | undefined {
  return value?.kind === 'number' && Number.isSafeInteger(value.value) ? value.value : undefined;
}

export function asNumber(value: PdfValue | undefined): number | undefined {
  return value?.kind === 'number' ? value.value : undefined;
}

export function asBoolean(value: PdfValue | undefined): boolean | undefined {
  return value?.kind === 'boolean' ? value.value : undefined;
}

export function asString(value: PdfValue | undefined): PdfString | undefined {
  return value?.kind === 'string' ? value : undefined;
}

export function asArray(value: PdfValue | undefined): PdfArray | undefined {
  return value?.kind === 'array' ? value : undefined;
}

export function asDictionary(value: PdfValue | undefined): PdfDictionary | undefined {
  return value?.kind === 'dictionary' ? value : undefined;
}

export function asStream(value: PdfValue | undefined): PdfStream | undefined {
  return value?.kind === 'stream' ? value : undefined;
}

export function asReference(value: PdfValue | undefined): PdfReference | undefined {
  return value?.kind === 'reference' ? value : undefined;
}
