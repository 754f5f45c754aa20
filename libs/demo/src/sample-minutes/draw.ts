import { rgb, type Color, type PDFFont, type PDFPage } from 'pdf-lib';
import type { PlacedLine } from './layout.js';
import type { Tagging } from './tagging.js';
import { sheet, type BlockStyle, type Weight } from './styles.js';

export type Fonts = Readonly<Record<Weight, PDFFont>>;

const colors: Readonly<Record<BlockStyle['color'] | 'rule', Color>> = {
  ink: rgb(0.11, 0.12, 0.14),
  muted: rgb(0.36, 0.39, 0.43),
  accent: rgb(0.09, 0.24, 0.36),
  rule: rgb(0.76, 0.79, 0.82),
};

const small = 8.5;

/** Lines of one block that stand together are one piece of content. A space ends each line but the last: text must not run together when read. */
export function drawLines(page: PDFPage, lines: readonly PlacedLine[], fonts: Fonts, tagging: Tagging): void {
  let start = 0;
  while (start < lines.length) {
    const block = lines[start]?.block ?? 0;
    let end = start;
    while (lines[end]?.block === block) end++;
    const together = lines.slice(start, end);
    const runs = together.flatMap(({ runs: own, baseline, style }, index) =>
      own.map((run, place) => ({ ...run, text: index < together.length - 1 && place === own.length - 1 ? `${run.text} ` : run.text, baseline, style })),
    );
    for (const part of ['marker', 'text'] as const) {
      const shown = runs.filter(({ marker }) => (marker === true) === (part === 'marker'));
      if (shown.length === 0) continue;
      tagging.content(page, block, part, () => {
        for (const { text, weight, x, baseline, style } of shown) page.drawText(text, { x, y: baseline, size: style.size, font: fonts[weight], color: colors[style.color] });
      });
    }
    start = end;
  }
}

/** What stands on every page: who met and when above, "Sida 1 (5)" below. */
export function drawFurniture(page: PDFPage, fonts: Fonts, texts: { readonly header: string; readonly headerRight: string; readonly foot: string }, tagging: Tagging): void {
  const font = fonts.regular;
  const y = sheet.height - 58;
  const right = sheet.width - sheet.right;
  const line = { size: small, font, color: colors.muted };
  tagging.artifact(page, 'Header', () => {
    page.drawText(texts.header, { ...line, x: sheet.left, y });
    page.drawText(texts.headerRight, { ...line, x: right - font.widthOfTextAtSize(texts.headerRight, small), y });
    page.drawLine({ start: { x: sheet.left, y: y - 9 }, end: { x: right, y: y - 9 }, thickness: 0.6, color: colors.rule });
  });
  tagging.artifact(page, 'Footer', () => page.drawText(texts.foot, { ...line, x: right - font.widthOfTextAtSize(texts.foot, small), y: 46 }));
}
