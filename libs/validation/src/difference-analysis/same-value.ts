import type { PdfDictionary, PdfStream, PdfValue } from '#pdf/read';

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/**
 * Do two values say the same? Spelling does not count (hexadecimal or literal strings, `#xx` names, order of keys, a null
 * entry or none); references count by number and generation, since what they lead to is compared on its own.
 *
 * @param bytes the file, for the data of streams
 */
export function sameValue(bytes: Uint8Array, a: PdfValue, b: PdfValue): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'null':
      return b.kind === 'null';
    case 'boolean':
      return b.kind === 'boolean' && a.value === b.value;
    case 'number':
      return b.kind === 'number' && a.value === b.value;
    case 'name':
      return b.kind === 'name' && a.value === b.value;
    case 'string':
      return b.kind === 'string' && sameBytes(a.bytes, b.bytes);
    case 'reference':
      return b.kind === 'reference' && a.objectNumber === b.objectNumber && a.generation === b.generation;
    case 'array':
      return b.kind === 'array' && a.items.length === b.items.length && a.items.every((item, i) => sameItem(bytes, item, b.items[i]));
    case 'dictionary':
      return b.kind === 'dictionary' && differingKeys(bytes, a, b).length === 0;
    case 'stream':
      return b.kind === 'stream' && sameStream(bytes, a, b);
  }
}

function sameItem(bytes: Uint8Array, a: PdfValue, b: PdfValue | undefined): boolean {
  return b !== undefined && sameValue(bytes, a, b);
}

/** /Length may be direct in one and indirect in the other: the reader has already proven where the data ends. */
function sameStream(bytes: Uint8Array, a: PdfStream, b: PdfStream): boolean {
  if (a.rawEnd - a.rawStart !== b.rawEnd - b.rawStart) return false;
  if (differingKeys(bytes, a.dictionary, b.dictionary).some((key) => key !== 'Length')) return false;
  return sameBytes(bytes.subarray(a.rawStart, a.rawEnd), bytes.subarray(b.rawStart, b.rawEnd));
}

/** Keys whose values differ, absent and null being the same (ISO 32000-2 7.3.7). A key given twice always differs (R6). */
export function differingKeys(bytes: Uint8Array, a: PdfDictionary | undefined, b: PdfDictionary | undefined): string[] {
  if (a === b) return [];
  const differing: string[] = [];
  for (const key of a?.entries.keys() ?? []) if (!sameEntry(bytes, present(a, key), present(b, key))) differing.push(key);
  for (const key of b?.entries.keys() ?? []) if (a?.entries.has(key) !== true && present(b, key) !== undefined) differing.push(key);
  const duplicates = b?.duplicateKeys ?? [];
  return duplicates.length === 0 ? differing : [...new Set([...differing, ...duplicates])];
}

function sameEntry(bytes: Uint8Array, a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(bytes, a, b);
}

/** The entry as it stands, or undefined when it is missing or null. */
export function present(dictionary: PdfDictionary | undefined, key: string): PdfValue | undefined {
  const value = dictionary?.get(key);
  return value?.kind === 'null' ? undefined : value;
}
