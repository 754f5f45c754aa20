import type { Finding } from '../report/reason.js';
import { formatFailure } from './format-failure.js';

/** What a signature leaves out and where it ends; offsets in the file. `[0, gapStart) ∪ [gapEnd, end)` is signed. */
export interface SignedZone {
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

const lessThan = 0x3c;
const greaterThan = 0x3e;

export function isWhiteSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0x00;
}

/**
 * BB-05 and R4: `[0 a b c]` with the gap being exactly the /Contents token as it lies in the file, and the end being
 * the end of the revision. Positions come from the reader's span of the token, never from the length of a parsed value:
 * a wrapping attack keeps lengths right and moves the token.
 *
 * @param numbers the four integers of /ByteRange, or undefined when it is not such an array
 * @param contents where the /Contents token lies in the file, `<` to `>` inclusive
 */
export function checkByteRange(
  bytes: Uint8Array,
  numbers: readonly number[] | undefined,
  contents: Span,
  revision: Span,
): SignedZone | Finding {
  if (numbers === undefined || numbers.length !== 4) return formatFailure('byte-range-malformed', 'BB-05');
  const [first, gapStart, gapEnd, tail] = numbers;
  if (first !== 0 || gapStart === undefined || gapEnd === undefined || tail === undefined) return formatFailure('byte-range-malformed', 'BB-05');
  if (numbers.some((n) => !Number.isSafeInteger(n) || n < 0)) return formatFailure('byte-range-malformed', 'BB-05');
  const end = gapEnd + tail;
  if (gapStart === 0 || tail === 0 || end > bytes.length) return formatFailure('byte-range-malformed', 'BB-05');
  if (gapStart !== contents.start || gapEnd !== contents.end) return formatFailure('byte-range-gap', 'R4');
  if (!isHexToken(bytes, contents)) return formatFailure('contents-malformed', 'R4');
  if (!endsRevision(bytes, end, revision)) return formatFailure('byte-range-end', 'R4');
  return { gapStart, gapEnd, end };
}

/** `<` hex digits `>`, an even number of them, without white space (R4, A-42). */
function isHexToken(bytes: Uint8Array, token: Span): boolean {
  if (bytes[token.start] !== lessThan || bytes[token.end - 1] !== greaterThan) return false;
  if ((token.end - token.start) % 2 !== 0) return false;
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset + token.start + 1, token.end - token.start - 2);
  // Node's decoder stops at the first character that is no digit.
  return Buffer.from(digits.toString('latin1'), 'hex').length * 2 === digits.length;
}

/** The signed zone ends behind the `%%EOF` of its revision; only that line's end may be left out. */
function endsRevision(bytes: Uint8Array, end: number, revision: Span): boolean {
  if (end > revision.end || end <= revision.start) return false;
  for (let at = end; at < revision.end; at++) if (!isWhiteSpace(bytes[at])) return false;
  let last = end;
  while (last > revision.start && isWhiteSpace(bytes[last - 1])) last--;
  return String.fromCharCode(...bytes.subarray(Math.max(last - 5, 0), last)) === '%%EOF';
}
