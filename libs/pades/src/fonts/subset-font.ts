import { createHash } from 'node:crypto';
import type { Subset } from '@cantoo/fontkit';
import { type PDFContext, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import type { FontFace } from './font-face.js';
import type { ShapedGlyph } from './shape.js';
import { toUnicodeCMap } from './to-unicode.js';

/**
 * The glyphs of one face that a document uses, embedded as a Type0 font (ISO 32000-1 9.7: Identity-H, CIDFontType2).
 * Everything PDF/A asks of a subset is written: subset tag, /Length1, /CIDToGIDMap, /CIDSet over all glyphs, /ToUnicode.
 */
export class SubsetFont {
  private readonly subset: Subset;
  private readonly widths: number[] = [];
  private readonly unicode: (readonly number[])[] = [];

  constructor(
    readonly resourceName: string,
    private readonly face: FontFace,
  ) {
    this.subset = face.font.createSubset();
  }

  /** One more than the highest code given out. */
  get codes(): number {
    return this.widths.length;
  }

  /** Includes the glyph and gives its two-byte code. */
  use(glyph: ShapedGlyph): number {
    const code = this.subset.includeGlyph(glyph.glyphId);
    this.widths[code] = glyph.width;
    if ((this.unicode[code]?.length ?? 0) === 0) this.unicode[code] = glyph.codePoints;
    return code;
  }

  embed(context: PDFContext): PDFRef {
    const program = this.subset.encode();
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
        ToUnicode: context.register(context.flateStream(toUnicodeCMap(this.unicode))),
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

/** maxp.numGlyphs of a TrueType program: composite glyphs bring components that we did not ask for. */
function numberOfGlyphs(program: Uint8Array): number {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const record = 12 + index * 16;
    if (view.getUint32(record) === 0x6d617870) return view.getUint16(view.getUint32(record + 8) + 4);
  }
  throw new Error('Font subset without a maxp table');
}

function allGlyphs(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8));
  for (let glyph = 0; glyph < count; glyph++) bits[glyph >> 3] = (bits[glyph >> 3] ?? 0) | (0x80 >> (glyph & 7));
  return bits;
}
