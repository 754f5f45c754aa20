import type { PdfView } from '../../model.js';
import type { ResolvedValue } from '../../values.js';
import { CMap } from './cmap.js';

/** A string as a font shows it. */
export interface Measured {
  /** Unicode; U+FFFD for each code of which the font does not say what it is. */
  readonly text: string;
  /** Sum of the advances, in ems; downwards when the font writes vertically. */
  readonly advance: number;
  /** How many codes the string holds. */
  readonly codes: number;
  /** How many of them are the single byte 32, which word spacing applies to (9.3.3). */
  readonly wordSpaces: number;
}

export interface ContentFont {
  readonly vertical: boolean;
  /** Above and below the baseline, fractions of the em. */
  readonly ascent: number;
  readonly descent: number;
  /** String by string, not glyph by glyph: a page has ten thousand of these. */
  readonly measure: (bytes: Uint8Array) => Measured;
}

/** Decoded bytes of one CMap. */
const maxCMapBytes = 4 * 2 ** 20;

export function cmapOf(view: PdfView, value: ResolvedValue | undefined): CMap | undefined {
  return value?.kind === 'stream' ? CMap.read(view.streamData(value, maxCMapBytes)) : undefined;
}

/** /Ascent and /Descent of a font descriptor in glyph space (9.8), or what Latin text fonts have about. */
export function heights(view: PdfView, descriptor: ResolvedValue | undefined): { readonly ascent: number; readonly descent: number } {
  const number = (key: string) => {
    const value = descriptor?.kind === 'dictionary' ? view.get(descriptor, key) : undefined;
    return value?.kind === 'number' && Math.abs(value.value) <= 3000 ? value.value / 1000 : 0;
  };
  const ascent = number('Ascent');
  const descent = number('Descent');
  return { ascent: ascent > 0 ? ascent : 0.8, descent: descent < 0 ? descent : -0.2 };
}

/** No glyph is a hundred ems wide; a number that says so would carry boxes to infinity. */
export function bounded(advance: number): number {
  return Number.isFinite(advance) ? Math.max(-100, Math.min(100, advance)) : 0;
}
