import { asBuffer, type FileBytes } from './file-bytes.js';
import { TokenReader } from './token-reader.js';
import type { Span } from './values.js';

/** The last lines of a revision: `startxref`, an offset, `%%EOF` (ISO 32000-2 7.5.5). */
export interface EndMarker {
  /** The offset as written. */
  readonly startxref: number;
  /** From the keyword to the `F` of `%%EOF`. */
  readonly span: Span;
  /** After one end-of-line marker, where there is one. */
  readonly end: number;
}

/**
 * Reads the end lines that follow `position` after nothing but white space and comments. Undefined when something else
 * is there. A `%%EOF` before the keyword is not taken for a comment: it would end a revision somewhere else.
 */
export function readEndMarker(bytes: FileBytes, position: number, end: number): EndMarker | undefined {
  const reader = new TokenReader(bytes, position, end);
  if (!skipToToken(reader)) return undefined;
  const start = reader.position;
  if (!reader.takeKeyword('startxref')) return undefined;
  if (!skipToToken(reader)) return undefined;
  const startxref = reader.takeUnsigned();
  if (startxref < 0 || skipToToken(reader)) return undefined;
  reader.position += '%%EOF'.length;
  const span = { start, end: reader.position };
  reader.skipEndOfLine();
  return { startxref, span, end: reader.position };
}

/** Skips white space and comments; false when it stopped at `%%EOF`. */
function skipToToken(reader: TokenReader): boolean {
  for (;;) {
    reader.skipWhite();
    if (reader.peek() !== 0x25) return true;
    if (reader.startsWith('%%EOF')) return false;
    reader.skipComment();
  }
}

/** The first `%%EOF` at or after `from`, or -1. */
export function indexOfMarker(bytes: Uint8Array, from: number): number {
  return asBuffer(bytes).indexOf('%%EOF', from, 'latin1');
}
