import type { PDFContext, PDFRef } from 'pdf-lib';
import type { FontFace, Weight } from './font-face.js';
import { hexCodes } from './hex-codes.js';
import { type ShapedRun, shapeText } from './shape.js';
import { SubsetFont } from './subset-font.js';
import type { SetText, TextRun, TextSetter } from './text-setter.js';

/** Sets text in the project's fonts and remembers which glyphs were used, to embed just those. */
export class FontPool implements TextSetter {
  private readonly fonts = new Map<string, SubsetFont>();

  set(text: string, weight: Weight): SetText {
    const shaped = shapeText(text, weight);
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
      font.use({ glyphId: glyph.id, codePoints: glyph.codePoints, width, advance: width, xOffset: 0, yOffset: 0 });
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
    const pieces: PieceUnderWay[] = [];
    // Space owed before the next glyph, in thousandths of an em; TJ numbers move left, hence the minus in `move`.
    let owed = 0;
    for (const glyph of run.glyphs) {
      let current = pieces.at(-1);
      if (current?.rise !== glyph.yOffset) {
        current = new PieceUnderWay(glyph.yOffset);
        pieces.push(current);
      }
      owed += glyph.xOffset;
      if (Math.abs(owed) > 0.5) {
        current.move(Math.round(owed));
        owed -= Math.round(owed);
      }
      current.codes.push(font.use(glyph));
      owed += glyph.advance - glyph.width - glyph.xOffset;
    }
    if (Math.abs(owed) > 0.5) pieces.at(-1)?.move(Math.round(owed));
    const set = { font: font.resourceName, pieces: pieces.map((piece) => ({ show: piece.toOperand(), rise: piece.rise })) };
    return run.rightToLeft ? { ...set, actualText: run.text } : set;
  }
}

class PieceUnderWay {
  readonly codes: number[] = [];
  private readonly parts: string[] = [];

  constructor(readonly rise: number) {}

  move(right: number): void {
    this.flush();
    this.parts.push(String(-right));
  }

  toOperand(): string {
    this.flush();
    return this.parts.join(' ');
  }

  private flush(): void {
    if (this.codes.length > 0) this.parts.push(hexCodes(this.codes));
    this.codes.length = 0;
  }
}
