import { create } from 'qrcode';

export interface QrCode {
  /** Modules on a side. */
  readonly size: number;
  /** Dark stretches as [x, y, width] in modules, y counted from the top. */
  readonly stretches: readonly (readonly [number, number, number])[];
}

/** A QR code as horizontal stretches, to be drawn as vectors: sharp at any size and free of image colour spaces. */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const stretches: [number, number, number][] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (modules.get(y, x) === 0) continue;
      const start = x;
      while (x + 1 < modules.size && modules.get(y, x + 1) !== 0) x++;
      stretches.push([start, y, x - start + 1]);
    }
  }
  return { size: modules.size, stretches };
}
