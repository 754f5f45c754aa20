import { PdfError } from '../pdf-error.js';
import { ByteSink } from './byte-sink.js';

const clear = 256;
const endOfData = 257;
const maxCodes = 4096;

/** LZWDecode (ISO 32000-2 7.4.4). `earlyChange` is 1 unless the parameters say 0. */
export function decodeLzw(data: Uint8Array, earlyChange: number, maxBytes: number): Uint8Array {
  const sink = new ByteSink(data.length * 3, maxBytes);
  let table: Uint8Array[] = [];
  let width = 9;
  let previous: Uint8Array | undefined;
  let bits = 0;
  let held = 0;
  const reset = () => {
    table = [];
    width = 9;
    previous = undefined;
  };
  for (const byte of data) {
    held = (held << 8) | byte;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    held &= (1 << bits) - 1;
    if (code === endOfData) return sink.bytes();
    if (code === clear) {
      reset();
      continue;
    }
    const current = sequence(code, table, previous);
    sink.pushAll(current);
    if (previous !== undefined && table.length + 258 < maxCodes) table.push(append(previous, current[0] ?? 0));
    previous = current;
    width = widthFor(table.length + 258 + earlyChange);
  }
  return sink.bytes();
}

function sequence(code: number, table: readonly Uint8Array[], previous: Uint8Array | undefined): Uint8Array {
  if (code < 256) return Uint8Array.of(code);
  const known = table[code - 258];
  if (known !== undefined) return known;
  if (code - 258 === table.length && previous !== undefined) return append(previous, previous[0] ?? 0);
  throw new PdfError('malformed-filter-data', 'LZW code out of range');
}

function append(sequenceSoFar: Uint8Array, byte: number): Uint8Array {
  const longer = new Uint8Array(sequenceSoFar.length + 1);
  longer.set(sequenceSoFar);
  longer[sequenceSoFar.length] = byte;
  return longer;
}

function widthFor(codes: number): number {
  if (codes >= 2048) return 12;
  if (codes >= 1024) return 11;
  return codes >= 512 ? 10 : 9;
}
