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
  /** What the glyphs say in reading order, where an extractor could not know it (ISO 32000-1 14.9.4). */
  readonly actualText?: string;
  readonly pieces: readonly TextPiece[];
}

export interface TextPiece {
  /** Operand of TJ, without the brackets. */
  readonly show: string;
  /** Thousandths of an em above the baseline. */
  readonly rise: number;
}

/** Knows how to set text in some fonts. @throws PadesError missing-glyph | bad-content */
export interface TextSetter {
  set(text: string, weight: Weight): SetText;
}
