import { isDigit } from './characters.js';
import type { FileBytes } from './file-bytes.js';
import type { PdfLimits } from './limits.js';
import type { XrefSection } from './model.js';
import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';
import { parseValue } from './value-parser.js';
import { XrefEntriesBuilder, type XrefEntries } from './xref-entries.js';

const entryLength = 20;

/** A section with its entries, and what the file's own words say about the rest of the chain. */
export interface ParsedSection {
  readonly section: XrefSection;
  readonly entries: XrefEntries;
  readonly duplicates: readonly number[];
  /** The stream's data goes on behind the rows that /Size and /Index speak of. */
  readonly hasMoreRows: boolean;
}

/**
 * Reads `xref … trailer << … >>` that starts exactly at `offset` (ISO 32000-2 7.5.4, 7.5.5). Entries are exactly 20
 * bytes (PF-05). `base` is added to every offset in the table. Throws `broken-xref`.
 */
export function parseXrefTable(bytes: FileBytes, offset: number, end: number, base: number, limits: PdfLimits): ParsedSection {
  const reader = new TokenReader(bytes, offset, end);
  if (!reader.takeKeyword('xref')) throw broken('no xref keyword', offset);
  const builder = new XrefEntriesBuilder();
  const subsections: { first: number; count: number }[] = [];
  for (;;) {
    reader.skipBlank();
    if (!isDigit(reader.peek())) break;
    const first = reader.takeUnsigned();
    reader.skipWhite();
    const count = reader.takeUnsigned();
    if (first < 0 || count < 0 || first + count - 1 > limits.maxObjectNumber) {
      throw broken('malformed subsection header', reader.position);
    }
    skipHeaderEnd(reader);
    if (count * entryLength > reader.end - reader.position) throw broken('subsection beyond its revision', reader.position);
    requireRoom(builder.size + count, limits);
    bytes.require(reader.position, reader.position + count * entryLength);
    for (let i = 0; i < count; i++) readEntry(reader, first + i, base, builder);
    subsections.push({ first, count });
  }
  if (!reader.takeKeyword('trailer')) throw broken('no trailer keyword', reader.position);
  const trailer = parseValue(reader, limits.maxNesting);
  if (trailer.kind !== 'dictionary') throw broken('trailer is not a dictionary', reader.position);
  const entries = builder.build();
  const section: XrefSection = { kind: 'table', span: { start: offset, end: reader.position }, trailer, subsections };
  return { section, entries, duplicates: builder.duplicates, hasMoreRows: false };
}

export function requireRoom(entries: number, limits: PdfLimits): void {
  if (entries > limits.maxXrefEntries) throw new PdfError('limit-exceeded', 'too many cross-reference entries');
}

export function broken(message: string, offset: number): PdfError {
  return new PdfError('broken-xref', message, { offset });
}

function skipHeaderEnd(reader: TokenReader): void {
  while (reader.peek() === 0x20) reader.position += 1;
  if (!reader.skipEndOfLine()) throw broken('subsection header without end of line', reader.position);
}

/** `nnnnnnnnnn ggggg n` and two bytes of end of line: SP CR, SP LF or CR LF. */
function readEntry(reader: TokenReader, objectNumber: number, base: number, builder: XrefEntriesBuilder): void {
  const { bytes, position } = reader;
  const first = digits(bytes, position, 10);
  const generation = digits(bytes, position + 11, 5);
  const kind = bytes[position + 17];
  const last = bytes[position + 18];
  const end = bytes[position + 19];
  const lineEnds = (last === 0x20 && (end === 0x0d || end === 0x0a)) || (last === 0x0d && end === 0x0a);
  if (first < 0 || generation < 0 || bytes[position + 10] !== 0x20 || bytes[position + 16] !== 0x20 || !lineEnds) {
    throw broken('table entry is not 20 well-formed bytes', position);
  }
  if (kind === 0x6e && first === 0) builder.nowhere(objectNumber);
  else if (kind === 0x6e) builder.offset(objectNumber, first + base, generation);
  else if (kind === 0x66) builder.free(objectNumber, first, generation);
  else throw broken('table entry is neither in use nor free', position);
  reader.position += entryLength;
}

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
