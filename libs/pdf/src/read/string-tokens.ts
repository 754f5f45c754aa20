import { hexDigit, isWhite } from './characters.js';
import { asBuffer } from './file-bytes.js';
import type { TokenReader } from './token-reader.js';

/** Any other character stands for itself. */
const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** `(...)`: ISO 32000-2 7.3.4.2. The reader stands on the opening parenthesis. */
export function readLiteralString(reader: TokenReader): Uint8Array {
  const { bytes } = reader;
  const plain = plainEnd(reader);
  if (plain > 0) {
    const text = new Uint8Array(plain - reader.position - 1);
    text.set(bytes.subarray(reader.position + 1, plain));
    reader.position = plain + 1;
    return text;
  }
  const end = closingParenthesis(reader);
  // Decoding only ever shortens: one allocation, whatever the string holds.
  const out = new Uint8Array(end - reader.position - 1);
  let length = 0;
  let at = reader.position + 1;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte === 0x0d) {
      // An end-of-line marker inside a string is read as one line feed, however it is written.
      if (bytes[at] === 0x0a) at += 1;
      out[length++] = 0x0a;
    } else if (byte === 0x5c) {
      const escape = readEscape(bytes, at);
      at = escape.next;
      if (escape.byte >= 0) out[length++] = escape.byte;
    } else {
      out[length++] = byte;
    }
  }
  reader.position = end + 1;
  return out.subarray(0, length);
}

/** Where a string ends that stands for itself, as most do; -1 for one with something in it that has to be looked at. */
function plainEnd(reader: TokenReader): number {
  const { bytes } = reader;
  for (let at = reader.position + 1; reader.has(at); at++) {
    const byte = bytes[at];
    if (byte === 0x29) return at;
    if (byte === 0x28 || byte === 0x5c || byte === 0x0d) return -1;
  }
  return -1;
}

function closingParenthesis(reader: TokenReader): number {
  const { bytes, end } = reader;
  let depth = 0;
  for (let at = reader.position; reader.has(at); at++) {
    const byte = bytes[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x28) depth += 1;
    else if (byte === 0x29) depth -= 1;
    if (depth === 0) return at;
  }
  reader.position = end;
  throw reader.syntaxError('unterminated string');
}

/** What follows a backslash at `at - 1`; byte -1 when it stands for nothing. */
function readEscape(bytes: Uint8Array, at: number): { readonly byte: number; readonly next: number } {
  const byte = bytes[at] ?? 0;
  if (byte === 0x0d) return { byte: -1, next: bytes[at + 1] === 0x0a ? at + 2 : at + 1 }; // a line continued on the next
  if (byte === 0x0a) return { byte: -1, next: at + 1 };
  if (byte < 0x30 || byte > 0x37) return { byte: escapes[String.fromCharCode(byte)] ?? byte, next: at + 1 };
  let code = 0;
  let next = at;
  for (; next < at + 3; next++) {
    const digit = (bytes[next] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    code = code * 8 + digit;
  }
  return { byte: code & 0xff, next }; // high-order overflow is ignored
}

/** From here on Node's decoder is worth its call. */
const manyDigits = 256;
/** Longer strings are read digit by digit: a search for an end that is not there must not cost the rest of the file. */
const mostDigits = 2 ** 17;

/** `<...>`: ISO 32000-2 7.3.4.3. The reader stands on the opening bracket. */
export function readHexString(reader: TokenReader): Uint8Array {
  const opening = reader.position;
  const native = decodeNatively(reader, opening);
  if (native !== undefined) return native;
  let at = opening + 1;
  const { bytes, end } = reader;
  let digits = 0;
  for (; reader.has(at); at++) {
    const byte = bytes[at] ?? 0;
    if (hexDigit(byte) >= 0) digits += 1;
    else if (byte === 0x3e) break;
    else if (!isWhite(byte)) {
      reader.position = at;
      throw reader.syntaxError('not a hexadecimal digit');
    }
  }
  if (at >= end) {
    reader.position = end;
    throw reader.syntaxError('unterminated hexadecimal string');
  }
  reader.position = at + 1;
  const out = new Uint8Array((digits + 1) >> 1);
  let i = 0;
  for (let from = opening + 1; from < at; from++) {
    const digit = hexDigit(bytes[from] ?? 0);
    if (digit < 0) continue;
    out[i >> 1] = (out[i >> 1] ?? 0) | (i % 2 === 0 ? digit << 4 : digit);
    i += 1;
  }
  return out;
}

/**
 * Signatures are long and written without blanks: those are for Node to search and decode. Its decoder stops at what is no
 * digit, so a result that is too short says that something else is in there.
 */
function decodeNatively(reader: TokenReader, opening: number): Uint8Array | undefined {
  if (hexDigit(reader.peek(manyDigits)) < 0) return undefined;
  const length = reader.indexOf(0x3e, opening + 1, mostDigits) - opening - 1;
  if (length < manyDigits || length % 2 !== 0) return undefined;
  const decoded = Buffer.from(asBuffer(reader.bytes).toString('latin1', opening + 1, opening + 1 + length), 'hex');
  if (decoded.length * 2 !== length) return undefined;
  reader.position = opening + length + 2;
  return new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.length);
}
