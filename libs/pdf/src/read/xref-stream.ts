import type { FileBytes } from './file-bytes.js';
import { decodeStream } from './filters/decode-stream.js';
import { parseIndirectObject } from './indirect-object.js';
import type { PdfLimits } from './limits.js';
import type { XrefSection } from './model.js';
import { TokenReader } from './token-reader.js';
import { parseValue } from './value-parser.js';
import type { PdfDictionary, PdfValue, ResolvedValue } from './values.js';
import { XrefEntriesBuilder } from './xref-entries.js';
import { broken, requireRoom, type ParsedSection } from './xref-table.js';

/**
 * Reads a cross-reference stream object that starts exactly at `offset` (ISO 32000-2 7.5.8). Everything in its
 * dictionary must be direct: nothing can be looked up yet. Throws `broken-xref`, and what objects and filters throw.
 */
export function parseXrefStream(bytes: FileBytes, offset: number, end: number, base: number, limits: PdfLimits): ParsedSection {
  const parsed = parseIndirectObject(bytes, offset, end, { maxNesting: limits.maxNesting, length: () => undefined });
  const stream = parsed.value;
  if (stream.kind !== 'stream') throw broken('neither a table nor a stream', offset);
  const trailer = stream.dictionary;
  const type = trailer.get('Type');
  if (type?.kind !== 'name' || type.value !== 'XRef') throw broken('stream is not a cross-reference stream', offset);
  const widths = fieldWidths(trailer, offset);
  const subsections = subsectionsOf(trailer, offset, limits);
  const rowLength = widths.type + widths.first + widths.second;
  const rows = subsections.reduce((sum, { count }) => sum + count, 0);
  requireRoom(rows, limits);
  const raw = bytes.view(stream.rawStart, stream.rawEnd);
  // Filters before the last may hold more than the rows (predictor bytes), never more than this.
  const data = decodeStream(raw, trailer, directOnly, Math.min(limits.maxStructureBytes, rows * (rowLength + 1) * 2 + 4096));
  if (data.length < rows * rowLength) throw broken('cross-reference stream is too short', offset);
  const hasMoreRows = data.length >= (rows + 1) * rowLength;
  const builder = new XrefEntriesBuilder();
  let at = 0;
  for (const { first, count } of subsections) {
    for (let i = 0; i < count; i++, at += rowLength) readRow(data, at, first + i, widths, base, builder);
  }
  const entries = builder.build();
  const span = { start: offset, end: skipLeftOverTrailer(bytes, parsed.span.end, end, limits) };
  const section: XrefSection = { kind: 'stream', span, trailer, subsections, objectNumber: parsed.objectNumber };
  return { section, entries, duplicates: builder.duplicates, hasMoreRows };
}

/** Old Acrobat writes `trailer << /Size … /ID … >>` behind the stream too. It may say nothing that matters. */
function skipLeftOverTrailer(bytes: FileBytes, position: number, end: number, limits: PdfLimits): number {
  const reader = new TokenReader(bytes, position, end);
  reader.skipWhite();
  if (!reader.takeKeyword('trailer')) return position;
  const trailer = parseValue(reader, limits.maxNesting);
  const harmless = trailer.kind === 'dictionary' && [...trailer.entries.keys()].every((key) => key === 'Size' || key === 'ID');
  if (!harmless) throw broken('second trailer behind a cross-reference stream', position);
  return reader.position;
}

interface FieldWidths {
  readonly type: number;
  readonly first: number;
  readonly second: number;
}

function fieldWidths(trailer: PdfDictionary, offset: number): FieldWidths {
  const [type = -1, first = -1, second = -1, ...more] = integers(trailer.get('W'));
  const sane = [type, first, second].every((width) => width >= 0 && width <= 8);
  // A second field of width 0 would make rows free of charge: a few bytes could claim a million objects.
  if (!sane || first === 0 || more.length > 0) throw broken('malformed /W', offset);
  return { type, first, second };
}

function subsectionsOf(trailer: PdfDictionary, offset: number, limits: PdfLimits): { first: number; count: number }[] {
  const index = trailer.get('Index');
  const size = integers(trailer.get('Size'), true);
  const pairs = index === undefined ? [0, size[0] ?? -1] : integers(index);
  if (pairs.length % 2 !== 0) throw broken('malformed /Index', offset);
  const subsections: { first: number; count: number }[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const first = pairs[i] ?? -1;
    const count = pairs[i + 1] ?? -1;
    if (first < 0 || count < 0 || first + count - 1 > limits.maxObjectNumber) throw broken('malformed /Index', offset);
    subsections.push({ first, count });
  }
  return subsections;
}

/** Integers of an array (or, `lone`, of a single number); -1 for anything else. */
function integers(value: PdfValue | undefined, lone = false): number[] {
  const items = value?.kind === 'array' ? value.items : lone && value !== undefined ? [value] : [];
  return items.map((item) => (item.kind === 'number' && Number.isSafeInteger(item.value) ? item.value : -1));
}

function directOnly(value: PdfValue): ResolvedValue {
  if (value.kind === 'reference') throw broken('reference in a cross-reference stream', value.span.start);
  return value;
}

/** ISO 32000-2 Table 18. A type field of width 0 means type 1. */
function readRow(
  data: Uint8Array,
  at: number,
  objectNumber: number,
  widths: FieldWidths,
  base: number,
  builder: XrefEntriesBuilder,
): void {
  const type = widths.type === 0 ? 1 : bigEndian(data, at, widths.type);
  const first = bigEndian(data, at + widths.type, widths.first);
  const second = bigEndian(data, at + widths.type + widths.first, widths.second);
  if (second > 0xffffffff || !Number.isSafeInteger(first)) throw broken('cross-reference field out of range', 0);
  if (type === 1 && first === 0) builder.nowhere(objectNumber);
  else if (type === 1) builder.offset(objectNumber, first + base, second);
  else if (type === 2) builder.compressed(objectNumber, first, second);
  else if (type === 0) builder.free(objectNumber, first, second);
  // "Any other value shall be interpreted as a reference to the null object": no entry.
}

function bigEndian(data: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let at = start; at < start + width; at++) value = value * 256 + (data[at] ?? 0);
  return value;
}
