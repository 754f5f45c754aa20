import { createHash } from 'node:crypto';
import { type PDFContext, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import type { FontFace } from './font-face.js';
import type { Cluster } from './clusters.js';
import { CompositeGlyphs, type GlyphPart, numberOfGlyphs } from './composite-glyphs.js';
import { toUnicodeCMap } from './to-unicode.js';

/** How a cluster is shown: by one code, and how far that goes by its font and by kerning, in thousandths of an em. */
export interface UsedCluster {
  readonly code: number;
  /** What /W says of the code. */
  readonly width: number;
  readonly advance: number;
}

/**
 * The glyphs of one face that a document uses, embedded as a Type0 font (ISO 32000-1 9.7: Identity-H, CIDFontType2).
 * Each code means exactly one stretch of text: a cluster of several glyphs, a glyph moved from its place (a mark), or a glyph that serves
 * another letter too, becomes a glyph of its own made of them. So whoever extracts text needs nothing but /ToUnicode, and finds one baseline.
 * Everything PDF/A asks of a subset is written: subset tag, /Length1, /CIDToGIDMap, /CIDSet over all glyphs, /ToUnicode.
 */
export class SubsetFont {
  private readonly widths: number[] = [];
  /** By code. */
  private readonly meanings: string[] = [];
  private readonly composed: CompositeGlyphs;

  constructor(
    readonly resourceName: string,
    private readonly face: FontFace,
  ) {
    this.composed = new CompositeGlyphs(face.font);
  }

  /** One more than the highest code given out. */
  get codes(): number {
    return this.widths.length;
  }

  /** Includes the cluster's glyphs and gives its two-byte code. */
  use({ text, glyphs }: Cluster): UsedCluster {
    const [only] = glyphs;
    if (only !== undefined && glyphs.length === 1 && only.xOffset === 0 && only.yOffset === 0) {
      const code = this.composed.includeGlyph(only.glyphId);
      if (this.meanings[code] === undefined || this.meanings[code] === text) {
        this.remember(code, text, only.width);
        return { code, width: only.width, advance: only.advance };
      }
    }
    const scale = this.face.font.unitsPerEm / 1000;
    const parts: GlyphPart[] = [];
    let pen = 0;
    for (const { glyphId, advance, xOffset, yOffset } of glyphs) {
      parts.push({ glyphId, x: Math.round((pen + xOffset) * scale), y: Math.round(yOffset * scale) });
      pen += advance;
    }
    const advance = Math.max(0, Math.round(pen * scale));
    const code = this.composed.include(parts, advance, text);
    this.remember(code, text, advance / scale);
    return { code, width: advance / scale, advance: advance / scale };
  }

  private remember(code: number, text: string, width: number): void {
    this.widths[code] = width;
    this.meanings[code] = text;
  }

  embed(context: PDFContext): PDFRef {
    const program = this.composed.encode();
    const { font } = this.face;
    const scale = 1000 / font.unitsPerEm;
    const baseFont = `${subsetTag(program)}+${font.postscriptName ?? 'Font'}`;
    const descriptor = context.obj({
      Type: 'FontDescriptor',
      FontName: baseFont,
      // Symbolic: the codes are glyph numbers, not a standard encoding (ISO 32000-1 Table 123).
      Flags: 4,
      FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((value) => Math.round(value * scale)),
      ItalicAngle: font.italicAngle,
      Ascent: Math.round(font.ascent * scale),
      Descent: Math.round(font.descent * scale),
      CapHeight: Math.round((font.capHeight || font.ascent) * scale),
      StemV: 80,
      FontFile2: context.register(context.flateStream(program, { Length1: program.length })),
      CIDSet: context.register(context.flateStream(allGlyphs(numberOfGlyphs(program)))),
    });
    const descendant = context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: baseFont,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      CIDToGIDMap: 'Identity',
      FontDescriptor: context.register(descriptor),
      // Code 0 is .notdef, never shown; codes of mere components have no entry and are never shown either.
      W: [1, Array.from({ length: Math.max(0, this.widths.length - 1) }, (_, index) => rounded(this.widths[index + 1] ?? 0))],
    });
    return context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: baseFont,
        Encoding: PDFName.of('Identity-H'),
        DescendantFonts: [context.register(descendant)],
        ToUnicode: context.register(context.flateStream(toUnicodeCMap(this.meanings))),
      }),
    );
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Six capital letters, the same for the same glyphs: preparing twice gives the same bytes (ISO 32000-1 9.6.4). */
function subsetTag(program: Uint8Array): string {
  return Array.from(createHash('sha256').update(program).digest().subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

function allGlyphs(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8));
  for (let glyph = 0; glyph < count; glyph++) bits[glyph >> 3] = (bits[glyph >> 3] ?? 0) | (0x80 >> (glyph & 7));
  return bits;
}
