import type { PdfView } from '../../model.js';
import { PdfError } from '../../pdf-error.js';
import type { PdfDictionary } from '../../values.js';
import { compositeFont } from './composite-font.js';
import { cmapOf, type ContentFont, type Measured } from './font-model.js';
import { simpleFont } from './simple-font.js';

function unexplained(bytes: Uint8Array, em: number): Measured {
  let wordSpaces = 0;
  for (const byte of bytes) if (byte === 0x20) wordSpaces += 1;
  return { text: '\ufffd'.repeat(bytes.length), advance: em * bytes.length, codes: bytes.length, wordSpaces };
}

/** A font whose data cannot be read: every byte takes room, and says nothing. */
export const unknownFont: ContentFont = {
  vertical: false,
  ascent: 0.8,
  descent: -0.2,
  measure: (bytes) => unexplained(bytes, 0.5),
};

/** Throws `PdfError` when objects or the CMap cannot be read. */
export function readFont(view: PdfView, dictionary: PdfDictionary): ContentFont {
  const toUnicode = cmapOf(view, view.get(dictionary, 'ToUnicode'));
  const subtype = view.get(dictionary, 'Subtype');
  return subtype?.kind === 'name' && subtype.value === 'Type0' ? compositeFont(view, dictionary, toUnicode) : simpleFont(view, dictionary, toUnicode);
}

/** In place of every font where only room matters: an em for each byte, which is more than text takes. */
export const roomyFont: ContentFont = {
  vertical: false,
  ascent: 1,
  descent: -0.4,
  measure: (bytes) => unexplained(bytes, 1),
};

/** Where an interpreter gets its fonts. */
export type FontSource = Pick<FontCache, 'font'>;

/** The fonts of one view: each is read once, however many pages use it. */
export class FontCache {
  readonly #fonts = new Map<PdfDictionary, ContentFont | undefined>();

  constructor(private readonly view: PdfView) {}

  /** Undefined when the font cannot be read. */
  font(dictionary: PdfDictionary): ContentFont | undefined {
    if (this.#fonts.has(dictionary)) return this.#fonts.get(dictionary);
    let font: ContentFont | undefined;
    try {
      font = readFont(this.view, dictionary);
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
    }
    this.#fonts.set(dictionary, font);
    return font;
  }
}
