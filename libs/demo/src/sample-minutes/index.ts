import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont } from 'pdf-lib';
import { makePdfA2b } from './pdf-a.js';
import { PageWriter, type Style } from './page-writer.js';
import { type Block, blocks, contact, placeAndDate, runningHead } from './text.js';

const resolveFrom = createRequire(import.meta.url);

/**
 * Finalized minutes in Swedish as a PDF/A-2b of several pages: real typography, invented people (see text.ts for the traps they hold). The
 * same bytes every time.
 */
export async function createSampleMinutes(): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit.default);
  const regular = await embed(document, '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf', 'JSTRAA+NotoSans-Regular');
  const strong = await embed(document, '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf', 'JSTRAB+NotoSans-SemiBold');
  const body: Style = { font: regular, size: 10.5, leading: 15.5 };
  const writer = new PageWriter(document, regular);
  writer.space(6);
  writer.line(runningHead, { font: strong, size: 21, leading: 24 });
  writer.space(10);
  writer.line(placeAndDate, body);
  writer.line(contact, body);
  writer.space(10);
  for (const block of blocks) write(writer, block, body, { ...body, font: strong });
  writer.finish();
  makePdfA2b(document, { title: `Protokoll, ${runningHead} 27 mars 2026`, author: 'Sekretariatet i Sju Sjöar', tool: 'Justera sample minutes', made: new Date('2026-03-30T08:15:00Z') });
  return document.save({ useObjectStreams: false });
}

async function embed(document: PDFDocument, file: string, customName: string): Promise<PDFFont> {
  return document.embedFont(readFileSync(resolveFrom.resolve(file)), { subset: true, customName });
}

function write(writer: PageWriter, block: Block, body: Style, strong: Style): void {
  switch (block.kind) {
    case 'item':
      writer.keep(80);
      writer.space(15);
      writer.paragraph(block.text, { ...strong, size: 13, leading: 18 }, 0, 18);
      writer.space(3);
      return;
    case 'decision':
      writer.keep(44);
      writer.space(1);
      writer.line(block.text, strong);
      writer.space(2);
      return;
    case 'paragraph':
      writer.paragraph(block.text, body);
      writer.space(6);
      return;
    case 'people':
      for (const line of block.lines) writer.line(line, body);
      writer.space(8);
      return;
    case 'list':
      for (const item of block.items) writer.paragraph(`- ${item}`, body, 12, 9);
      writer.space(6);
      return;
    case 'table':
      writer.keep(170);
      writer.line(block.caption, { ...strong, size: 9.5 });
      writer.space(5);
      writer.table(block.rows, { ...body, size: 9.5 }, { ...strong, size: 9.5 });
      writer.space(6);
  }
}
