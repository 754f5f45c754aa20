import { PdfError } from '../pdf-error.js';
import { ByteSink } from './byte-sink.js';

/** RunLengthDecode (ISO 32000-2 7.4.5). */
export function decodeRunLength(data: Uint8Array, maxBytes: number): Uint8Array {
  const sink = new ByteSink(data.length, maxBytes);
  for (let at = 0; at < data.length; ) {
    const length = data[at] ?? 128;
    at += 1;
    if (length === 128) break;
    if (length < 128) {
      if (at + length + 1 > data.length) throw new PdfError('malformed-filter-data', 'run beyond the data');
      sink.pushAll(data.subarray(at, at + length + 1));
      at += length + 1;
    } else {
      const byte = data[at];
      if (byte === undefined) throw new PdfError('malformed-filter-data', 'run beyond the data');
      sink.pushAll(new Uint8Array(257 - length).fill(byte));
      at += 1;
    }
  }
  return sink.bytes();
}
