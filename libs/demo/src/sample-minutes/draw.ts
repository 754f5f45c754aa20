import { rgb, type Color, type PDFFont, type PDFPage } from 'pdf-lib';
import type { PlacedLine } from './layout.js';
import { sheet, type BlockStyle, type Weight } from './styles.js';

export type Fonts = Readonly<Record<Weight, PDFFont>>;

const colors: Readonly<Record<BlockStyle['color'] | 'rule', Color>> = {
  ink: rgb(0.11, 0.12, 0.14),
  muted: rgb(0.36, 0.39, 0.43),
  accent: rgb(0.09, 0.24, 0.36),
  rule: rgb(0.76, 0.79, 0.82),
};

const small = 8.5;

export function drawLines(page: PDFPage, lines: readonly PlacedLine[], fonts: Fonts): void {
  for (const { runs, baseline, style } of lines) {
    for (const { text, weight, x } of runs) {
      page.drawText(text, { x, y: baseline, size: style.size, font: fonts[weight], color: colors[style.color] });
    }
  }
}

/** What stands on every page: who met and when above, "Sida 1 (5)" below. */
export function drawFurniture(page: PDFPage, fonts: Fonts, header: string, headerRight: string, pageText: string): void {
  const font = fonts.regular;
  const y = sheet.height - 58;
  const right = sheet.width - sheet.right;
  const line = { size: small, font, color: colors.muted };
  page.drawText(header, { ...line, x: sheet.left, y });
  page.drawText(headerRight, { ...line, x: right - font.widthOfTextAtSize(headerRight, small), y });
  page.drawLine({ start: { x: sheet.left, y: y - 9 }, end: { x: right, y: y - 9 }, thickness: 0.6, color: colors.rule });
  page.drawText(pageText, { ...line, x: right - font.widthOfTextAtSize(pageText, small), y: 46 });
}
