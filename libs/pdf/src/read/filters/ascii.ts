import { hexDigit, isWhite } from '../characters.js';
import { PdfError } from '../pdf-error.js';
import { ByteSink } from './byte-sink.js';

const endOfData = 0x3e;

/** ASCIIHexDecode (ISO 32000-2 7.4.2). */
export function decodeAsciiHex(data: Uint8Array, maxBytes: number): Uint8Array {
  const sink = new ByteSink(data.length >> 1, maxBytes);
  let high = -1;
  for (const byte of data) {
    if (byte === endOfData) break;
    if (isWhite(byte)) continue;
    const digit = hexDigit(byte);
    if (digit < 0) throw new PdfError('malformed-filter-data', 'not a hexadecimal digit');
    if (high < 0) high = digit;
    else {
      sink.push(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) sink.push(high * 16);
  return sink.bytes();
}

/** ASCII85Decode (ISO 32000-2 7.4.3). */
export function decodeAscii85(data: Uint8Array, maxBytes: number): Uint8Array {
  const sink = new ByteSink(Math.ceil((data.length * 4) / 5), maxBytes);
  let group = 0;
  let digits = 0;
  for (const byte of data) {
    if (byte === 0x7e) break; // ~>
    if (isWhite(byte)) continue;
    if (byte === 0x7a && digits === 0) {
      for (let i = 0; i < 4; i++) sink.push(0);
      continue;
    }
    if (byte < 0x21 || byte > 0x75) throw new PdfError('malformed-filter-data', 'not a base-85 digit');
    group = group * 85 + byte - 0x21;
    digits += 1;
    if (digits < 5) continue;
    if (group > 0xffffffff) throw new PdfError('malformed-filter-data', 'base-85 group out of range');
    pushBytes(sink, group, 4);
    group = 0;
    digits = 0;
  }
  if (digits === 1) throw new PdfError('malformed-filter-data', 'lone base-85 digit');
  if (digits > 1) {
    for (let i = digits; i < 5; i++) group = group * 85 + 84;
    pushBytes(sink, group, digits - 1);
  }
  return sink.bytes();
}

function pushBytes(sink: ByteSink, group: number, count: number): void {
  for (let i = 0; i < count; i++) sink.push(Math.floor(group / 2 ** (24 - 8 * i)) & 0xff);
}
