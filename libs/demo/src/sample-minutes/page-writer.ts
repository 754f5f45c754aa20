import { type PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import { runningHead } from './text.js';

const a4: [number, number] = [595.276, 841.89];
const left = 74;
const right = a4[0] - 74;
const top = a4[1] - 96;
const bottom = 84;

const ink = rgb(0.1, 0.1, 0.11);
const grey = rgb(0.42, 0.42, 0.44);
const rule = rgb(0.72, 0.72, 0.74);

export interface Style {
  readonly font: PDFFont;
  readonly size: number;
  readonly leading: number;
}

/** Sets text down the page and turns it when it is full. */
export class PageWriter {
  private readonly pages: PDFPage[] = [];
  private y = 0;

  constructor(
    private readonly document: PDFDocument,
    private readonly small: PDFFont,
  ) {
    this.turn();
  }

  space(points: number): void {
    this.y -= points;
  }

  /** Starts a new page unless `points` are left: a heading stays with what it heads. */
  keep(points: number): void {
    if (this.y - points < bottom) this.turn();
  }

  line(text: string, style: Style, indent = 0): void {
    this.keep(style.leading);
    this.y -= style.leading;
    this.page.drawText(text, { x: left + indent, y: this.y, font: style.font, size: style.size, color: ink });
  }

  /** A paragraph broken at spaces; `hanging` moves all but the first line. */
  paragraph(text: string, style: Style, indent = 0, hanging = 0): void {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      const room = right - left - indent - (lines.length > 0 ? hanging : 0);
      if (line !== '' && style.font.widthOfTextAtSize(longer, style.size) > room) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
    // No first or last line alone.
    if (lines.length > 1) this.keep(style.leading * 2);
    lines.forEach((each, index) => {
      if (index === lines.length - 2 && lines.length > 3) this.keep(style.leading * 2);
      this.line(each, style, indent + (index > 0 ? hanging : 0));
    });
  }

  /** First column to the left, the others to the right, ruled above and below. */
  table(rows: readonly (readonly string[])[], body: Style, strong: Style): void {
    const width = 86;
    this.keep(rows.length * body.leading + 12);
    this.ruler();
    rows.forEach((row, rowIndex) => {
      const style = rowIndex === 0 || rowIndex === rows.length - 1 ? strong : body;
      this.y -= body.leading;
      row.forEach((cell, column) => {
        const cellRight = right - (row.length - 1 - column) * width;
        const x = column === 0 ? left : cellRight - style.font.widthOfTextAtSize(cell, style.size);
        this.page.drawText(cell, { x, y: this.y, font: style.font, size: style.size, color: ink });
      });
      if (rowIndex === 0 || rowIndex >= rows.length - 2) this.ruler(4);
    });
    this.y -= 6;
  }

  /** Running head and page number, when all pages are there. */
  finish(): void {
    this.pages.forEach((page, index) => {
      page.drawText(runningHead, { x: left, y: a4[1] - 54, font: this.small, size: 9, color: grey });
      const number = `Sida ${String(index + 1)} (${String(this.pages.length)})`;
      page.drawText(number, { x: right - this.small.widthOfTextAtSize(number, 9), y: 46, font: this.small, size: 9, color: grey });
      page.drawLine({ start: { x: left, y: a4[1] - 62 }, end: { x: right, y: a4[1] - 62 }, thickness: 0.6, color: rule });
    });
  }

  private get page(): PDFPage {
    const page = this.pages.at(-1);
    if (page === undefined) throw new Error('a writer always has a page');
    return page;
  }

  private ruler(below = 0): void {
    this.y -= below;
    this.page.drawLine({ start: { x: left, y: this.y }, end: { x: right, y: this.y }, thickness: 0.5, color: rule });
    this.y -= 2;
  }

  private turn(): void {
    this.pages.push(this.document.addPage(a4));
    this.y = top;
  }
}
