import type { Weight } from './font-face.js';

/** A line of text ready for a content stream, independent of size. */
export interface SetText {
  /** Thousandths of an em. */
  readonly width: number;
  readonly runs: readonly TextRun[];
}

export interface TextRun {
  /** Name in the /Font resources. */
  readonly font: string;
  /** Glyphs stand as they are seen, which is the reverse of how they are read (ISO 32000-1 14.8.2.3.3). */
  readonly rightToLeft?: boolean;
  /** Operand of TJ, without the brackets. */
  readonly show: string;
}

/** Knows how to set text in some fonts. @throws PadesError missing-glyph | bad-content */
export interface TextSetter {
  set(text: string, weight: Weight): SetText;
  /** Width of what `set` would give, thousandths of an em; nothing is remembered as used. */
  measure(text: string, weight: Weight): number;
}
