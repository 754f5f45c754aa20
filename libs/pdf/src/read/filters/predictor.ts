import { PdfError } from '../pdf-error.js';

export interface PredictorParameters {
  readonly predictor: number;
  readonly colors: number;
  readonly bitsPerComponent: number;
  readonly columns: number;
}

/** Undoes a predictor (ISO 32000-2 7.4.4.4): 2 is TIFF, 10 to 15 are PNG with the algorithm named in every row. */
export function undoPredictor(data: Uint8Array, parameters: PredictorParameters): Uint8Array {
  const { predictor, colors, bitsPerComponent, columns } = parameters;
  if (predictor === 1) return data;
  const bitsPerPixel = colors * bitsPerComponent;
  const known = [1, 2, 4, 8, 16].includes(bitsPerComponent);
  // Bounds keep a row's size exact and allocation within the data: a row longer than the data is no row.
  if (!known || !(colors >= 1 && colors <= 64) || !(columns >= 1 && columns <= 2 ** 24)) {
    throw new PdfError('malformed-filter-data', 'predictor parameters out of range');
  }
  const rowLength = Math.ceil((bitsPerPixel * columns) / 8);
  const pixelLength = Math.max(1, bitsPerPixel >> 3);
  if (predictor === 2) return undoTiff(data, rowLength, pixelLength, bitsPerComponent);
  if (predictor >= 10 && predictor <= 15) return undoPng(data, rowLength, pixelLength);
  throw new PdfError('malformed-filter-data', 'unknown predictor');
}

function undoTiff(data: Uint8Array, rowLength: number, pixelLength: number, bitsPerComponent: number): Uint8Array {
  if (bitsPerComponent !== 8) throw new PdfError('unsupported-filter', 'TIFF predictor with other than 8 bits');
  const out = Uint8Array.from(data);
  for (let row = 0; row < out.length; row += rowLength) {
    const end = Math.min(row + rowLength, out.length);
    for (let at = row + pixelLength; at < end; at++) out[at] = (out[at] ?? 0) + (out[at - pixelLength] ?? 0);
  }
  return out;
}

function undoPng(data: Uint8Array, rowLength: number, pixelLength: number): Uint8Array {
  const rows = Math.ceil(data.length / (rowLength + 1));
  if (data.length % (rowLength + 1) === 1) throw new PdfError('malformed-filter-data', 'predictor row without data');
  const out = new Uint8Array(data.length - rows);
  for (let row = 0; row < rows; row++) {
    const from = row * (rowLength + 1);
    const to = row * rowLength;
    const length = Math.min(rowLength, out.length - to);
    const algorithm = data[from] ?? 0;
    if (algorithm > 4) throw new PdfError('malformed-filter-data', 'unknown PNG predictor');
    for (let i = 0; i < length; i++) {
      const left = i >= pixelLength ? (out[to + i - pixelLength] ?? 0) : 0;
      const up = row > 0 ? (out[to + i - rowLength] ?? 0) : 0;
      const upLeft = row > 0 && i >= pixelLength ? (out[to + i - rowLength - pixelLength] ?? 0) : 0;
      out[to + i] = (data[from + 1 + i] ?? 0) + predicted(algorithm, left, up, upLeft);
    }
  }
  return out;
}

function predicted(algorithm: number, left: number, up: number, upLeft: number): number {
  if (algorithm === 1) return left;
  if (algorithm === 2) return up;
  if (algorithm === 3) return (left + up) >> 1;
  return algorithm === 4 ? paeth(left, up, upLeft) : 0;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const byLeft = Math.abs(estimate - left);
  const byUp = Math.abs(estimate - up);
  const byUpLeft = Math.abs(estimate - upLeft);
  if (byLeft <= byUp && byLeft <= byUpLeft) return left;
  return byUp <= byUpLeft ? up : upLeft;
}
