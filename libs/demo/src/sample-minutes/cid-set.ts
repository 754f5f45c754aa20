import { PDFDict, type PDFDocument, PDFName, PDFRawStream, decodePDFRawStream } from 'pdf-lib';

/** PDF/A-1 asks each subset font to say which glyphs it holds (ISO 19005-1 6.3.5). Call when the fonts are embedded. */
export function addCidSets({ context }: PDFDocument): void {
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.lookup(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) continue;
    const program = object.lookup(PDFName.of('FontFile2'));
    if (!(program instanceof PDFRawStream)) continue;
    const count = glyphCount(decodePDFRawStream(program).decode());
    const bits = new Uint8Array(Math.ceil(count / 8));
    for (let glyph = 0; glyph < count; glyph++) bits[glyph >> 3] = (bits[glyph >> 3] ?? 0) | (0x80 >> (glyph & 7));
    object.set(PDFName.of('CIDSet'), context.register(context.flateStream(bits)));
  }
}

/** numGlyphs of the table `maxp` (OpenType 1.9). */
function glyphCount(program: Uint8Array): number {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16;
    if (view.getUint32(record) === 0x6d617870) return view.getUint16(view.getUint32(record + 8) + 4);
  }
  throw new Error('Font program without a maxp table');
}
