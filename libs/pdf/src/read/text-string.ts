import { asBuffer } from './file-bytes.js';
import type { PdfString } from './values.js';

/** PDFDocEncoding where it differs from Latin-1 (ISO 32000-2 Annex D.3). U+FFFD marks undefined codes. */
const pdfDocEncoding: ReadonlyMap<number, number> = new Map([
  ...[0x02d8, 0x02c7, 0x02c6, 0x02d9, 0x02dd, 0x02db, 0x02da, 0x02dc].map((unicode, i) => [0x18 + i, unicode] as const),
  ...[
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d, 0x2018,
    0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0xfffd,
    0x20ac,
  ].map((unicode, i) => [0x80 + i, unicode] as const),
  [0x7f, 0xfffd],
  [0xad, 0xfffd],
]);

const characters: readonly string[] = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(pdfDocEncoding.get(byte) ?? byte));

const utf16 = new TextDecoder('utf-16be');
const utf8 = new TextDecoder('utf-8');

/** Language escapes, U+001B … U+001B, are markup, not text (ISO 32000-2 7.9.2.2). */
const languageEscape = /\u001b[^\u001b]{0,16}\u001b/gu;

/** Printable ASCII, which is the same in every encoding: most names and dates. */
function isPlain(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

/** A text string's text (ISO 32000-2 7.9.2.2): UTF-16BE or UTF-8 by its byte order mark, else PDFDocEncoding. */
export function decodeTextString(string: PdfString | Uint8Array): string {
  const bytes = string instanceof Uint8Array ? string : string.bytes;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.decode(bytes).replace(languageEscape, '');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8.decode(bytes);
  if (isPlain(bytes)) return asBuffer(bytes).toString('latin1');
  let text = '';
  for (const byte of bytes) text += characters[byte] ?? '';
  return text;
}
