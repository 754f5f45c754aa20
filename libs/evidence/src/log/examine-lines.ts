import { hashOfCanonical } from '../entry-hash.js';
import { entryVersion } from '../entry.js';
import { EvidenceError } from '../errors.js';
import { MalformedExport } from '../parse/shape.js';
import { parseLogLine, type LogRecord } from './log-file.js';
import { leafHash } from './log-leaf.js';

/** What can be said of a line by itself. The order is that in which a chain is checked. */
export const lineStates = ['closed', 'open', 'unknown-version', 'other-case', 'sequence-broken', 'entry-hash-mismatch'] as const;
export type LineState = (typeof lineStates)[number];

/** Entry hash, previous hash and leaf hash of a line, one behind the other. */
export const hashesOfLine = 3 * 32;

/**
 * Lines of a log file as far as each can be examined by itself, which is most of the work: packed, so that another thread can do it
 * and hand it over. `LogCheck` does the rest.
 */
export interface ExaminedLines {
  readonly requestIds: readonly string[];
  /** Undefined where the leaf came without its entry. */
  readonly bodyIds: readonly (string | undefined)[];
  /** Index and sequence of each line. */
  readonly numbers: Float64Array;
  /** `hashesOfLine` bytes for each line. */
  readonly hashes: Uint8Array;
  /** Places in `lineStates`. */
  readonly states: Uint8Array;
  /** Why the line behind those that were examined cannot be read. */
  readonly malformed?: string;
}

/** Reads and hashes lines (not the header). Stops at the first that is malformed. Pure: no line depends on another. */
export function examineLines(lines: readonly string[]): ExaminedLines {
  const [requestIds, bodyIds]: [string[], (string | undefined)[]] = [[], []];
  const numbers = new Float64Array(2 * lines.length);
  const hashes = Buffer.alloc(hashesOfLine * lines.length);
  const states = new Uint8Array(lines.length);
  for (let at = 0; at < lines.length; at += 1) {
    try {
      const { record, canonical } = parseLogLine(lines[at] as string);
      const { index, requestId, sequence, entryHash, previousHash, entry } = record;
      requestIds.push(requestId);
      bodyIds.push(entry?.bodyId);
      numbers[2 * at] = index;
      numbers[2 * at + 1] = sequence;
      hashes.write(entryHash, at * hashesOfLine, 'hex');
      hashes.write(previousHash ?? '', at * hashesOfLine + 32, 'hex');
      hashes.set(leafHash({ index, requestId, sequence, entryHash }), at * hashesOfLine + 64);
      states[at] = lineStates.indexOf(stateOf(record, canonical));
    } catch (error) {
      const malformed = whyMalformed(error);
      if (malformed === undefined) throw error;
      return { requestIds: requestIds.slice(0, at), bodyIds: bodyIds.slice(0, at), numbers, hashes, states, malformed };
    }
  }
  return { requestIds, bodyIds, numbers, hashes, states };
}

/** The reason, for what is about the line; undefined for what is our own fault. */
export function whyMalformed(error: unknown): string | undefined {
  if (error instanceof SyntaxError) return 'not JSON';
  return error instanceof MalformedExport || error instanceof EvidenceError ? error.message : undefined;
}

function stateOf({ entry, previousHash, requestId, sequence, entryHash }: LogRecord, canonical: string | undefined): LineState {
  if (entry === undefined || previousHash === undefined || canonical === undefined) return 'closed';
  if (entry.version !== entryVersion) return 'unknown-version';
  if (entry.requestId !== requestId) return 'other-case';
  if (entry.sequence !== sequence) return 'sequence-broken';
  return hashOfCanonical(previousHash, canonical) === entryHash ? 'open' : 'entry-hash-mismatch';
}
