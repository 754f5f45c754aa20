import type { FileBytes } from './file-bytes.js';
import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';
import { isDigit } from './characters.js';

/** Readers look for the header this far into the file (ISO 32000-1 Annex H.3, note 13). */
const searched = 1024;

export interface Header {
  readonly offset: number;
  readonly version: string;
  /** After the version. */
  readonly end: number;
}

/** Finds `%PDF-n.m`. Throws `not-a-pdf`. */
export function readHeader(bytes: FileBytes): Header {
  const reader = new TokenReader(bytes, 0, bytes.length);
  const last = Math.min(searched, bytes.length);
  while (reader.position < last && !reader.startsWith('%PDF-')) reader.position += 1;
  const offset = reader.position;
  reader.position += 5;
  const versionLength = 3;
  const wellFormed = isDigit(reader.peek()) && reader.peek(1) === 0x2e && isDigit(reader.peek(2));
  if (offset >= last || !wellFormed) throw new PdfError('not-a-pdf', 'no PDF header', { offset: 0 });
  const version = String.fromCharCode(reader.peek(), reader.peek(1), reader.peek(2));
  return { offset, version, end: reader.position + versionLength };
}
