import { hexDigit, isWhite } from './characters.js';
import type { TokenReader } from './token-reader.js';

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12, '(': 40, ')': 41, '\\': 92 };

/** `(...)`: ISO 32000-2 7.3.4.2. The reader stands on the opening parenthesis. */
export function readLiteralString(reader: TokenReader): Uint8Array {
  const opening = reader.position;
  reader.position += 1;
  const out: number[] = [];
  let depth = 1;
  for (;;) {
    const byte = reader.peek();
    if (byte === -1) {
      reader.position = opening;
      throw reader.syntaxError('unterminated string');
    }
    reader.position += 1;
    if (byte === 0x5c) {
      readEscape(reader, out);
    } else if (byte === 0x0d) {
      // An end-of-line marker inside a string is read as one line feed, however it is written.
      if (reader.peek() === 0x0a) reader.position += 1;
      out.push(0x0a);
    } else {
      if (byte === 0x28) depth += 1;
      if (byte === 0x29) depth -= 1;
      if (depth === 0) return Uint8Array.from(out);
      out.push(byte);
    }
  }
}

function readEscape(reader: TokenReader, out: number[]): void {
  const byte = reader.peek();
  if (reader.skipEndOfLine()) return; // a line continued on the next one
  if (byte >= 0x30 && byte <= 0x37) {
    let code = 0;
    for (let digits = 0; digits < 3; digits++) {
      const digit = reader.peek() - 0x30;
      if (digit < 0 || digit > 7) break;
      code = code * 8 + digit;
      reader.position += 1;
    }
    out.push(code & 0xff); // high-order overflow is ignored
    return;
  }
  const known = escapes[String.fromCharCode(byte)];
  // An unknown escape stands for the character alone; leave it to the main loop, where a parenthesis would count.
  if (known === undefined) return;
  out.push(known);
  reader.position += 1;
}

/** `<...>`: ISO 32000-2 7.3.4.3. The reader stands on the opening bracket. */
export function readHexString(reader: TokenReader): Uint8Array {
  const opening = reader.position;
  let at = opening + 1;
  const { bytes, end } = reader;
  let digits = 0;
  for (; at < end && bytes[at] !== 0x3e; at++) {
    const byte = bytes[at] ?? 0;
    if (hexDigit(byte) >= 0) digits += 1;
    else if (!isWhite(byte)) {
      reader.position = at;
      throw reader.syntaxError('not a hexadecimal digit');
    }
  }
  if (at >= end) throw reader.syntaxError('unterminated hexadecimal string');
  const out = new Uint8Array((digits + 1) >> 1);
  let i = 0;
  for (let from = opening + 1; from < at; from++) {
    const digit = hexDigit(bytes[from] ?? 0);
    if (digit < 0) continue;
    out[i >> 1] = (out[i >> 1] ?? 0) | (i % 2 === 0 ? digit << 4 : digit);
    i += 1;
  }
  reader.position = at + 1;
  return out;
}
