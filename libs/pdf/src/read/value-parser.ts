import { endsToken, hexDigit, isDigit } from './characters.js';
import { textAt } from './interned-text.js';
import { PdfError } from './pdf-error.js';
import { readHexString, readLiteralString } from './string-tokens.js';
import type { TokenReader } from './token-reader.js';
import { PdfDictionary, type PdfArray, type PdfName, type PdfNumber, type PdfReference, type PdfValue, type Span } from './values.js';

/** Names and numbers longer than this are an attack on memory, not a document. */
const maxTokenBytes = 4096;

/** A value costs about 100 bytes of memory and may cost two of file: one object must not take all there is. */
const maxObjectValues = 1_000_000;

/**
 * Reads one object other than a stream (ISO 32000-2 7.3), after any white space and comments.
 * Throws `syntax`, `nesting-too-deep` and, for more than a million values, `object-too-large`.
 */
export function parseValue(reader: TokenReader, maxNesting: number): PdfValue {
  reader.skipBlank();
  const start = reader.position;
  countValue(reader, start);
  const byte = reader.peek();
  if (byte === 0x2f) return readName(reader);
  if (isDigit(byte)) return readNumberOrReference(reader);
  if (byte === 0x2b || byte === 0x2d || byte === 0x2e) return readNumber(reader);
  if (byte === 0x3c) {
    if (reader.peek(1) === 0x3c) return readDictionary(reader, maxNesting);
    const bytes = readHexString(reader);
    return { kind: 'string', form: 'hex', bytes, span: since(reader, start) };
  }
  if (byte === 0x28) {
    const bytes = readLiteralString(reader);
    return { kind: 'string', form: 'literal', bytes, span: since(reader, start) };
  }
  if (byte === 0x5b) return readArray(reader, maxNesting);
  if (reader.takeKeyword('true')) return { kind: 'boolean', value: true, span: since(reader, start) };
  if (reader.takeKeyword('false')) return { kind: 'boolean', value: false, span: since(reader, start) };
  if (reader.takeKeyword('null')) return { kind: 'null', span: since(reader, start) };
  throw reader.syntaxError('no PDF object here');
}

function countValue(reader: TokenReader, offset: number): void {
  reader.values += 1;
  if (reader.values > maxObjectValues) throw new PdfError('object-too-large', 'object holds too many values', { offset });
}

function since(reader: TokenReader, start: number): Span {
  return { start, end: reader.position };
}

function readName(reader: TokenReader): PdfName {
  const start = reader.position;
  const { bytes } = reader;
  let at = start + 1;
  let isEscaped = false;
  for (; reader.has(at) && !endsToken(bytes[at] ?? 0); at++) {
    if (at - start > maxTokenBytes) throw tooLong(reader, at, 'name too long');
    if (bytes[at] === 0x23) isEscaped = true;
  }
  reader.position = at;
  const value = isEscaped ? unescaped(bytes, start + 1, at) : textAt(bytes, start + 1, at);
  return { kind: 'name', value, span: since(reader, start) };
}

function tooLong(reader: TokenReader, at: number, message: string): PdfError {
  reader.position = at;
  return reader.syntaxError(message);
}

/** `#xx` is a byte; a number sign without two digits behind it stands for itself. */
function unescaped(bytes: Uint8Array, start: number, end: number): string {
  let value = '';
  for (let at = start; at < end; at++) {
    const isEscape = bytes[at] === 0x23 && at + 2 < end;
    const high = isEscape ? hexDigit(bytes[at + 1] ?? 0) : -1;
    const low = high >= 0 ? hexDigit(bytes[at + 2] ?? 0) : -1;
    value += String.fromCharCode(low >= 0 ? high * 16 + low : (bytes[at] ?? 0));
    if (low >= 0) at += 2;
  }
  return value;
}

/** So many digits make an integer that is exact, and so are these. */
const exactDigits = 15;
const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

function readNumber(reader: TokenReader): PdfNumber {
  const start = reader.position;
  const { bytes } = reader;
  const isNegative = bytes[start] === 0x2d;
  const first = isNegative || bytes[start] === 0x2b ? start + 1 : start;
  let at = first;
  let digits = 0;
  let fraction = 0;
  let integer = 0;
  let isInteger = true;
  for (; reader.has(at) && !endsToken(bytes[at] ?? 0); at++) {
    const byte = bytes[at] ?? 0;
    if (isDigit(byte)) {
      digits += 1;
      integer = integer * 10 + byte - 0x30;
      if (!isInteger) fraction += 1;
    } else if (byte === 0x2e && isInteger) isInteger = false;
    else throw tooLong(reader, at, 'malformed number');
    if (at + 1 - start > maxTokenBytes) throw tooLong(reader, at + 1, 'number too long');
  }
  reader.position = at;
  if (digits === 0) throw reader.syntaxError('number without digits');
  // One rounding of two exact numbers: what `Number` makes of the text.
  const size = digits <= exactDigits ? integer / (powersOfTen[fraction] ?? 1) : Number(textAt(bytes, first, at));
  return { kind: 'number', value: isNegative ? -size : size, isInteger, span: since(reader, start) };
}

function readNumberOrReference(reader: TokenReader): PdfValue {
  const start = reader.position;
  const objectNumber = reader.takeUnsigned();
  if (objectNumber < 0) return readNumber(reader);
  const afterNumber = reader.position;
  reader.skipBlank();
  const generation = isDigit(reader.peek()) ? reader.takeUnsigned() : -1;
  if (generation >= 0) {
    reader.skipBlank();
    if (reader.takeKeyword('R')) return { kind: 'reference', objectNumber, generation, span: since(reader, start) };
  }
  reader.position = afterNumber;
  return { kind: 'number', value: objectNumber, isInteger: true, span: since(reader, start) };
}

/** A number in an array. Whether it is half a reference shows when the `R` comes: widths of fonts are hundreds of numbers, and no reference. */
function readPlainNumber(reader: TokenReader): PdfNumber {
  const start = reader.position;
  countValue(reader, start);
  const value = reader.takeUnsigned();
  return value < 0 ? readNumber(reader) : { kind: 'number', value, isInteger: true, span: since(reader, start) };
}

/** The reader stands on an `R`: the two values before it are object number and generation, or it should not be here. Takes them out of `items`. */
function readReferenceEnd(reader: TokenReader, items: PdfValue[]): PdfReference {
  const generation = items.at(-1);
  const objectNumber = items.at(-2);
  if (!isUnsigned(reader, objectNumber) || !isUnsigned(reader, generation) || !reader.takeKeyword('R')) throw reader.syntaxError('no PDF object here');
  items.length -= 2;
  reader.values -= 1;
  return { kind: 'reference', objectNumber: objectNumber.value, generation: generation.value, span: since(reader, objectNumber.span.start) };
}

/** As `takeUnsigned` takes it: nothing but digits, and no more of them than are exact. */
function isUnsigned(reader: TokenReader, value: PdfValue | undefined): value is PdfNumber {
  return value?.kind === 'number' && value.isInteger && isDigit(reader.bytes[value.span.start] ?? 0) && value.span.end - value.span.start <= exactDigits;
}

function deeper(reader: TokenReader, nesting: number): number {
  if (nesting <= 0) {
    throw new PdfError('nesting-too-deep', 'arrays and dictionaries nested too deeply', { offset: reader.position });
  }
  return nesting - 1;
}

function readArray(reader: TokenReader, nesting: number): PdfArray {
  const inside = deeper(reader, nesting);
  const start = reader.position;
  reader.position += 1;
  const items: PdfValue[] = [];
  for (;;) {
    reader.skipBlank();
    const byte = reader.peek();
    if (byte === 0x5d) break;
    if (isDigit(byte)) items.push(readPlainNumber(reader));
    else if (byte === 0x52) items.push(readReferenceEnd(reader, items));
    else items.push(parseValue(reader, inside));
  }
  reader.position += 1;
  return { kind: 'array', items, span: since(reader, start) };
}

function readDictionary(reader: TokenReader, nesting: number): PdfDictionary {
  const inside = deeper(reader, nesting);
  const start = reader.position;
  reader.position += 2;
  const entries = new Map<string, PdfValue>();
  const duplicateKeys: string[] = [];
  for (;;) {
    reader.skipBlank();
    if (reader.peek() === 0x3e && reader.peek(1) === 0x3e) break;
    if (reader.peek() !== 0x2f) throw reader.syntaxError('dictionary key is not a name');
    const key = readName(reader).value;
    if (entries.has(key)) duplicateKeys.push(key);
    entries.set(key, parseValue(reader, inside));
  }
  reader.position += 2;
  return new PdfDictionary(entries, since(reader, start), duplicateKeys);
}
