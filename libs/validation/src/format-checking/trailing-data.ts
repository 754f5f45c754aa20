import type { PdfDocument } from '#pdf/read';
import { isWhiteSpace } from './byte-range.js';

export type TrailingData = 'none' | 'comment' | 'data';

const forbiddenWords = /obj|xref|trailer|stream|%PDF|%%EOF/u;
const printable = /^[\x20-\x7e\t]*$/u;
const maxCommentBytes = 4096;

/**
 * What stands behind the end of the last revision (R3, A-20, A-22). White space is nothing. A comment is what every
 * reader skips, unless it holds words that readers search for when they rebuild a file, or bytes that are no text.
 */
export function trailingData(document: PdfDocument): TrailingData {
  const { start, end } = document.trailingBytes;
  let at = start;
  while (at < end && isWhiteSpace(document.bytes[at])) at++;
  if (at === end) return 'none';
  if (end - at > maxCommentBytes) return 'data';
  const text = Buffer.from(document.bytes.subarray(at, end)).toString('latin1');
  if (forbiddenWords.test(text)) return 'data';
  const isComment = text.split(/\r\n|\r|\n/u).every((line) => line.trim() === '' || (line.trimStart().startsWith('%') && printable.test(line)));
  return isComment ? 'comment' : 'data';
}
