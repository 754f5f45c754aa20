import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont } from 'pdf-lib';
import { makePdfA, type PdfAConformance } from '#pades';
import { drawFurniture, drawLines, type Fonts } from './draw.js';
import { layOut } from './layout.js';
import { addCidSets } from './cid-set.js';
import { sheet } from './styles.js';
import { Tagging } from './tagging.js';
import { closing } from './text-closing.js';
import { opening, runningHeader } from './text-opening.js';

const resolveFrom = createRequire(import.meta.url);
const written = new Date('2026-04-20T07:30:00Z');

export interface SampleOptions {
  /** 2a unless said otherwise: tagged, as word processors make it. */
  readonly conformance?: PdfAConformance;
  /** Claims PDF/UA-1 too; only where tagged. */
  readonly accessible?: boolean;
}

/**
 * Minutes as a Swedish body might send them: invented people and places, the irregularities of real ones, no signature
 * page. PDF/A, and the same bytes each time.
 */
export async function createSampleMinutes({ conformance = '2a', accessible = false }: SampleOptions = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(fontkit);
  const fonts: Fonts = {
    regular: await embed(pdf, 'JSTRAA+NotoSans-Regular', '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    semibold: await embed(pdf, 'JSTRAB+NotoSans-SemiBold', '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  };
  makePdfA(pdf, { title: `Protokoll 2026-04-17, ${runningHeader}`, author: 'Samverkan Ekdalsbygden', tool: 'Justera', language: 'sv-SE', made: written }, conformance, accessible);
  const blocks = [...opening, ...closing];
  const tagging = new Tagging(pdf, conformance === '2a' ? blocks : undefined);
  const pages = layOut(blocks, (text, weight, size) => fonts[weight].widthOfTextAtSize(text, size));
  pages.forEach((lines, index) => {
    const page = pdf.addPage([sheet.width, sheet.height]);
    drawFurniture(page, fonts, { header: runningHeader, headerRight: 'Protokoll 2026-04-17', foot: `Sida ${index + 1} (${pages.length})` }, tagging);
    drawLines(page, lines, fonts, tagging);
  });
  tagging.finish();
  await pdf.flush();
  if (conformance === '1b') addCidSets(pdf);
  // PDF/A-1 is PDF 1.4, which knows no object streams.
  return pdf.save({ useObjectStreams: conformance !== '1b' });
}

/**
 * `customName` carries the tag that ISO 32000-1, 9.6.4 asks of a subset. Ligatures are off: "fi" as one glyph makes text
 * hard to search for some readers.
 */
function embed(pdf: PDFDocument, customName: string, file: string): Promise<PDFFont> {
  return pdf.embedFont(readFileSync(resolveFrom.resolve(file)), { subset: true, customName, features: { liga: false } });
}
