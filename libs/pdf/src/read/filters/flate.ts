import { inflateSync } from 'node:zlib';
import { PdfError } from '../pdf-error.js';

/** FlateDecode (ISO 32000-2 7.4.4), never more than `maxBytes` out. */
export function decodeFlate(data: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, maxBytes) });
  } catch (error) {
    // Not `instanceof Error`: zlib's errors may come from another realm than ours.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new PdfError('inflation-limit', 'decoded stream is too large');
    throw new PdfError('malformed-filter-data', 'not a whole zlib stream');
  }
}
