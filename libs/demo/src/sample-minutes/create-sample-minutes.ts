import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont } from 'pdf-lib';
import { drawFurniture, drawLines, type Fonts } from './draw.js';
import { layOut } from './layout.js';
import { makePdfA2b } from './pdf-a.js';
import { sheet } from './styles.js';
import { closing } from './text-closing.js';
import { opening, runningHeader } from './text-opening.js';

const resolveFrom = createRequire(import.meta.url);
const written = new Date('2026-04-20T07:30:00Z');

/**
 * Minutes as a Swedish body might send them: invented people and places, the irregularities of real ones, no signature
 * page. PDF/A-2b, and the same bytes each time.
 */
export async function createSampleMinutes(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(fontkit);
  const fonts: Fonts = {
    regular: await embed(pdf, 'JSTRAA+NotoSans-Regular', '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    semibold: await embed(pdf, 'JSTRAB+NotoSans-SemiBold', '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  };
  makePdfA2b(pdf, { title: `Protokoll 2026-04-17, ${runningHeader}`, author: 'Samverkan Ekdalsbygden', tool: 'Justera', made: written });
  const pages = layOut([...opening, ...closing], (text, weight, size) => fonts[weight].widthOfTextAtSize(text, size));
  pages.forEach((lines, index) => {
    const page = pdf.addPage([sheet.width, sheet.height]);
    drawFurniture(page, fonts, runningHeader, 'Protokoll 2026-04-17', `Sida ${index + 1} (${pages.length})`);
    drawLines(page, lines, fonts);
  });
  return pdf.save();
}

/**
 * `customName` carries the tag that ISO 32000-1, 9.6.4 asks of a subset. Ligatures are off: "fi" as one glyph makes text
 * hard to search for some readers.
 */
function embed(pdf: PDFDocument, customName: string, file: string): Promise<PDFFont> {
  return pdf.embedFont(readFileSync(resolveFrom.resolve(file)), { subset: true, customName, features: { liga: false } });
}
