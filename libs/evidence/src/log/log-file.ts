import { canonicalText } from '../canonical-text.js';
import type { EvidenceEntry } from '../entry.js';
import { parseEntry } from '../parse/parse-entry.js';
import { hashOf, MalformedExport, numberOf, objectOf, textOf } from '../parse/shape.js';
import type { LogLeaf } from './log-leaf.js';

export const logFormat = 'justera-log';
export const logVersion = 1;

/** The first line of a log file (JSON, one value a line). Every line behind it is a `LogRecord`. */
export interface LogHeader {
  readonly format: typeof logFormat;
  readonly version: typeof logVersion;
  readonly origin: string;
  /** Leaves that follow. */
  readonly size: number;
}

/** A leaf, and the entry behind it where the reader may see it: the leaves of other bodies come alone. */
export interface LogRecord extends LogLeaf {
  readonly previousHash?: string;
  readonly entry?: EvidenceEntry;
}

/** @throws MalformedExport */
export function parseLogHeader(value: unknown): LogHeader {
  const source = objectOf(value, 'header', ['format', 'version', 'origin', 'size']);
  if (source['format'] !== logFormat) throw new MalformedExport('header.format');
  if (source['version'] !== logVersion) throw new MalformedExport('header.version');
  return { format: logFormat, version: logVersion, origin: textOf(source['origin'], 'header.origin'), size: numberOf(source['size'], 'header.size') };
}

const closed = ['index', 'requestId', 'sequence', 'entryHash'];
const open = [...closed, 'previousHash', 'entry'];

/** Between the leaf and its entry, which comes last. No JSON string can hold it: the quotes would be escaped. */
const mark = ',"entry":';

/**
 * A line, and the entry's RFC 8785 form.
 * @throws MalformedExport, SyntaxError, EvidenceError
 */
export function parseLogLine(text: string): { readonly record: LogRecord; readonly canonical?: string } {
  const value: unknown = JSON.parse(text);
  const record = parseLogRecord(value);
  if (record.entry === undefined) return { record };
  const { entry } = value as { readonly entry: unknown };
  return { record, canonical: canonicalText(entry, text.slice(text.indexOf(mark) + mark.length, -1)) };
}

/** @throws MalformedExport */
export function parseLogRecord(value: unknown): LogRecord {
  const isOpen = typeof value === 'object' && value !== null && 'entry' in value;
  const source = objectOf(value, 'leaf', isOpen ? open : closed);
  return {
    index: numberOf(source['index'], 'leaf.index'),
    requestId: textOf(source['requestId'], 'leaf.requestId'),
    sequence: numberOf(source['sequence'], 'leaf.sequence'),
    entryHash: hashOf(source['entryHash'], 'leaf.entryHash'),
    ...(isOpen ? { previousHash: hashOf(source['previousHash'], 'leaf.previousHash'), entry: parseEntry(source['entry']) } : {}),
  };
}
