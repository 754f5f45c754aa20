import { PdfError } from '../pdf-error.js';
import type { PdfDictionary, PdfValue, ResolvedValue } from '../values.js';
import { decodeAscii85, decodeAsciiHex } from './ascii.js';
import { decodeFlate } from './flate.js';
import { decodeLzw } from './lzw.js';
import { undoPredictor } from './predictor.js';
import { decodeRunLength } from './run-length.js';

/** More filters in a row than this is a bomb: each may multiply by a thousand. */
const maxFilters = 8;

type Resolve = (value: PdfValue) => ResolvedValue;

/**
 * Undoes the filters of a stream (ISO 32000-2 7.4), never producing more than `maxBytes` in any step.
 * Throws `unsupported-filter` for image codecs and /Crypt, `malformed-filter-data`, `inflation-limit`.
 */
export function decodeStream(raw: Uint8Array, dictionary: PdfDictionary, resolve: Resolve, maxBytes: number): Uint8Array {
  if (dictionary.get('F') !== undefined) throw new PdfError('unsupported-filter', 'stream data in another file');
  const filters = listOf(dictionary.get('Filter'), resolve);
  const parameters = listOf(dictionary.get('DecodeParms'), resolve);
  if (filters.length > maxFilters) throw new PdfError('limit-exceeded', 'too many filters');
  let data = raw;
  filters.forEach((filter, i) => {
    if (filter.kind !== 'name') throw new PdfError('malformed-filter-data', 'filter is not a name');
    data = applyFilter(filter.value, data, parameters[i], resolve, maxBytes);
  });
  if (data.length > maxBytes) throw new PdfError('inflation-limit', 'stream is too large');
  return data;
}

function listOf(value: PdfValue | undefined, resolve: Resolve): ResolvedValue[] {
  if (value === undefined) return [];
  const resolved = resolve(value);
  if (resolved.kind === 'null') return [];
  return resolved.kind === 'array' ? resolved.items.map(resolve) : [resolved];
}

function applyFilter(
  filter: string,
  data: Uint8Array,
  parameters: ResolvedValue | undefined,
  resolve: Resolve,
  maxBytes: number,
): Uint8Array {
  const parameter = (key: string, otherwise: number): number => {
    const value = parameters?.kind === 'dictionary' ? parameters.get(key) : undefined;
    const resolved = value === undefined ? undefined : resolve(value);
    return resolved?.kind === 'number' ? resolved.value : otherwise;
  };
  const unpredicted = (decoded: Uint8Array) =>
    undoPredictor(decoded, {
      predictor: parameter('Predictor', 1),
      colors: parameter('Colors', 1),
      bitsPerComponent: parameter('BitsPerComponent', 8),
      columns: parameter('Columns', 1),
    });
  switch (filter) {
    case 'FlateDecode':
      return unpredicted(decodeFlate(data, maxBytes));
    case 'LZWDecode':
      return unpredicted(decodeLzw(data, parameter('EarlyChange', 1), maxBytes));
    case 'ASCIIHexDecode':
      return decodeAsciiHex(data, maxBytes);
    case 'ASCII85Decode':
      return decodeAscii85(data, maxBytes);
    case 'RunLengthDecode':
      return decodeRunLength(data, maxBytes);
    default:
      throw new PdfError('unsupported-filter', 'no decoder for this filter');
  }
}
