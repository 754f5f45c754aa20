import { PdfError, readObjectAt, type PdfDictionary, type PdfValue } from '#pdf/read';

/** An object as it stands in a broken file, found by its own words and not by a cross-reference. */
export interface FoundObject {
  readonly objectNumber: number;
  readonly generation: number;
  /** Offset of the object number in the file; of its container's for a compressed one. */
  readonly offset: number;
  /** Spans count from the start of `text`. */
  readonly value: PdfValue;
  /** `value` as it is written, without `N G obj` and `endobj`; for a stream, its dictionary. Latin-1. */
  readonly text: string;
  /** The undecoded data of a stream. */
  readonly data?: Uint8Array;
}

/** What stands at an offset: an object and where it ends, or nothing that can be read. */
export type ReadResult = { readonly found: FoundObject; readonly end: number } | undefined;

const maxHeadBytes = 1024 * 1024;

/**
 * Reads `N G obj … endobj` at an offset, and forgives what readers forgive: a wrong or indirect /Length, for which `endstream` is searched.
 * @param lengthOf what an indirect /Length says, where that is known
 */
export function readFoundObject(bytes: Uint8Array, offset: number, lengthOf: (objectNumber: number) => number | undefined): ReadResult {
  try {
    const { objectNumber, generation, value, span } = readObjectAt(bytes, offset);
    if (value.kind !== 'stream') return { found: { objectNumber, generation, offset, ...shifted(bytes, value, value.span.start, value.span.end) }, end: span.end };
    const head = shifted(bytes, value.dictionary, value.dictionary.span.start, value.dictionary.span.end);
    return { found: { objectNumber, generation, offset, ...head, data: bytes.subarray(value.rawStart, value.rawEnd) }, end: span.end };
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    return readLooseStream(bytes, offset, lengthOf);
  }
}

/** The value's own words, and the value read from them, so that spans count from their start. */
function shifted(bytes: Uint8Array, value: PdfValue, start: number, end: number): { value: PdfValue; text: string } {
  // `null` for `N G obj endobj` has no words.
  const text = start === end ? 'null' : Buffer.from(bytes.subarray(start, end)).toString('latin1');
  return { value: start === end ? value : reread(text), text };
}

const prefix = '1 0 obj ';

/** A value that stands alone. @throws PdfError */
export function reread(text: string): PdfValue {
  const padded = Buffer.from(`${prefix}${text}\nendobj`, 'latin1');
  const { value } = readObjectAt(padded, 0);
  return value;
}

/** Where in `text` a span of `reread(text)` begins. */
export const textOffset = (position: number): number => position - prefix.length;

function readLooseStream(bytes: Uint8Array, offset: number, lengthOf: (objectNumber: number) => number | undefined): ReadResult {
  const text = Buffer.from(bytes.subarray(offset, offset + maxHeadBytes)).toString('latin1');
  const head = /^(\d+)\s+(\d+)\s+obj\s*/u.exec(text);
  if (head === null) return undefined;
  const keyword = /stream(\r\n|\n|\r)/gu;
  keyword.lastIndex = head[0].length;
  for (let match = keyword.exec(text); match !== null && match.index - head[0].length < maxHeadBytes; match = keyword.exec(text)) {
    if (text.slice(match.index - 3, match.index) === 'end') return undefined;
    const words = text.slice(head[0].length, match.index).trimEnd();
    const value = dictionaryIn(words);
    if (value === undefined) continue;
    const rawStart = offset + match.index + match[0].length;
    const raw = looseData(bytes, rawStart, value, lengthOf);
    if (raw === undefined) return undefined;
    return { found: { objectNumber: Number(head[1]), generation: Number(head[2]), offset, value, text: words, data: raw.data }, end: raw.end };
  }
  return undefined;
}

function dictionaryIn(text: string): PdfDictionary | undefined {
  try {
    const value = reread(text);
    return value.kind === 'dictionary' ? value : undefined;
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}

function looseData(bytes: Uint8Array, start: number, dictionary: PdfDictionary, lengthOf: (objectNumber: number) => number | undefined): { data: Uint8Array; end: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = dictionary.get('Length');
  const said = length?.kind === 'number' ? length.value : length?.kind === 'reference' ? lengthOf(length.objectNumber) : undefined;
  const endsAt = (at: number): number | undefined => {
    const tail = /^\s*endstream\s*(?:endobj)?/u.exec(buffer.toString('latin1', at, at + 40));
    return tail === null ? undefined : at + tail[0].length;
  };
  if (said !== undefined && Number.isSafeInteger(said) && said >= 0 && start + said <= bytes.length) {
    const end = endsAt(start + said);
    if (end !== undefined) return { data: bytes.subarray(start, start + said), end };
  }
  const keyword = buffer.indexOf('endstream', start, 'latin1');
  const end = keyword < 0 ? undefined : endsAt(keyword);
  if (end === undefined) return undefined;
  // ISO 32000-2 7.3.8.1: the end-of-line before `endstream` is not data.
  const line = buffer[keyword - 1] === 0x0a ? (buffer[keyword - 2] === 0x0d ? 2 : 1) : buffer[keyword - 1] === 0x0d ? 1 : 0;
  return { data: bytes.subarray(start, Math.max(start, keyword - line)), end };
}
