import type { PDFContext, PDFRef } from 'pdf-lib';
import type { FontFace, Weight } from './font-face.js';
import { hexCodes } from './hex-codes.js';
import { type ShapedRun, type ShapedText, shapeText } from './shape.js';
import { SubsetFont } from './subset-font.js';
import type { SetText, TextRun, TextSetter } from './text-setter.js';

/** Sets text in the project's fonts and remembers which glyphs were used, to embed just those. */
export class FontPool implements TextSetter {
  private readonly fonts = new Map<string, SubsetFont>();
  /** Shaping costs most of the work, and words come again and again. */
  private readonly shaped = new Map<string, ShapedText>();

  measure(text: string, weight: Weight): number {
    return this.shape(text, weight).width;
  }

  set(text: string, weight: Weight): SetText {
    const shaped = this.shape(text, weight);
    return { width: shaped.width, runs: shaped.runs.map((run) => this.setRun(run)) };
  }

  /** Makes room for characters that a later signature may need. Characters that the face lacks are left out. */
  reserve(characters: string, face: FontFace): void {
    const font = this.fontFor(face);
    for (const character of new Set(characters)) {
      if (!face.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) continue;
      const glyph = face.font.glyphForCodePoint(character.codePointAt(0) ?? 0);
      if (glyph === null) continue;
      const width = (glyph.advanceWidth * 1000) / face.font.unitsPerEm;
      font.use({ text: character, glyphs: [{ glyphId: glyph.id, width, advance: width, xOffset: 0, yOffset: 0 }] });
    }
  }

  /** Codes given out so far, by resource name. */
  codes(): ReadonlyMap<string, number> {
    return new Map([...this.fonts.values()].map((font) => [font.resourceName, font.codes]));
  }

  /** Embeds every font used. Call once, when all text has been set. */
  embed(context: PDFContext): ReadonlyMap<string, PDFRef> {
    return new Map([...this.fonts.values()].map((font) => [font.resourceName, font.embed(context)]));
  }

  private shape(text: string, weight: Weight): ShapedText {
    const key = `${weight} ${text}`;
    const known = this.shaped.get(key) ?? shapeText(text, weight);
    this.shaped.set(key, known);
    return known;
  }

  private fontFor(face: FontFace): SubsetFont {
    let font = this.fonts.get(face.key);
    if (font === undefined) {
      font = new SubsetFont(`F${String(this.fonts.size + 1)}`, face);
      this.fonts.set(face.key, font);
    }
    return font;
  }

  private setRun(run: ShapedRun): TextRun {
    const font = this.fontFor(run.face);
    const parts: string[] = [];
    let codes: number[] = [];
    // Kerning owed before the next glyph, in thousandths of an em; TJ numbers move left, hence the minus.
    let owed = 0;
    for (const cluster of run.clusters) {
      const { code, width, advance } = font.use(cluster);
      if (Math.abs(owed) > 0.5) {
        if (codes.length > 0) parts.push(hexCodes(codes));
        parts.push(String(-Math.round(owed)));
        codes = [];
        owed -= Math.round(owed);
      }
      codes.push(code);
      owed += advance - width;
    }
    if (codes.length > 0) parts.push(hexCodes(codes));
    if (Math.abs(owed) > 0.5) parts.push(String(-Math.round(owed)));
    return { font: font.resourceName, rightToLeft: run.rightToLeft, show: parts.join(' ') };
  }
}
