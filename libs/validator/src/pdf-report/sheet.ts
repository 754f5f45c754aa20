import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from '@cantoo/fontkit';
import { type PDFDocument, type PDFFont, type PDFPage, rgb, type Color } from 'pdf-lib';

const resolveFrom = createRequire(import.meta.url);
const paper = { width: 595.28, height: 841.89, left: 62, right: 62, top: 72, bottom: 70 };

export const inks = {
  ink: rgb(0.11, 0.12, 0.14), muted: rgb(0.36, 0.39, 0.43), yes: rgb(0.07, 0.42, 0.24), no: rgb(0.68, 0.13, 0.13), unknown: rgb(0.55, 0.36, 0.02), rule: rgb(0.76, 0.79, 0.82),
} as const satisfies Readonly<Record<string, Color>>;

export type Ink = keyof typeof inks;

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly ink?: Ink;
  readonly indent?: number;
  /** Space above, in points. */
  readonly above?: number;
}

/** A pen that goes down the page, breaks lines, and takes a new page when one is full. */
export class Sheet {
  readonly pages: PDFPage[] = [];
  #y = 0;

  private constructor(
    private readonly pdf: PDFDocument,
    private readonly fonts: { readonly regular: PDFFont; readonly bold: PDFFont; readonly known: ReadonlySet<number> },
  ) {}

  static async open(pdf: PDFDocument): Promise<Sheet> {
    pdf.registerFontkit(fontkit);
    const regular = await embed(pdf, 'JSTRRA+NotoSans-Regular', '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
    const bold = await embed(pdf, 'JSTRRB+NotoSans-SemiBold', '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf');
    return new Sheet(pdf, { regular, bold, known: new Set(regular.getCharacterSet()) });
  }

  text(text: string, style: TextStyle = {}): void {
    const { size = 10, bold = false, ink = 'ink', indent = 0, above = 0 } = style;
    const font = bold ? this.fonts.bold : this.fonts.regular;
    const room = paper.width - paper.left - paper.right - indent;
    this.#y -= above;
    for (const line of breakLines(this.#drawable(text), (part) => font.widthOfTextAtSize(part, size), room)) {
      const page = this.#need(size * 1.4);
      page.drawText(line, { x: paper.left + indent, y: this.#y, size, font, color: inks[ink] });
    }
  }

  heading(text: string): void {
    // A heading does not stand alone at the foot of a page.
    this.#need(70, 0);
    this.text(text, { size: 13, bold: true, above: 16 });
    this.#y -= 2;
  }

  item(text: string): void {
    this.text(`•  ${text}`, { indent: 8, above: 1.5 });
  }

  fact(name: string, value: string): void {
    this.text(`${name}: ${value}`, { size: 9, ink: 'muted', indent: 8, above: 0.5 });
  }

  rule(): void {
    const page = this.#need(12);
    page.drawLine({ start: { x: paper.left, y: this.#y + 4 }, end: { x: paper.width - paper.right, y: this.#y + 4 }, thickness: 0.6, color: inks.rule });
  }

  /** At the foot of every page, once all are there. */
  foot(write: (page: number, count: number) => string): void {
    this.pages.forEach((page, index) => {
      const text = this.#drawable(write(index + 1, this.pages.length));
      page.drawText(text, { x: paper.left, y: 42, size: 7, font: this.fonts.regular, color: inks.muted });
    });
  }

  /** Moves the pen down by a line's height, onto a new page when this one is full. */
  #need(height: number, move = height): PDFPage {
    let page = this.pages.at(-1);
    if (page === undefined || this.#y - height < paper.bottom) {
      page = this.pdf.addPage([paper.width, paper.height]);
      this.pages.push(page);
      this.#y = paper.height - paper.top;
    }
    this.#y -= move;
    return page;
  }

  /** PDF/A-2 (ISO 19005-2 6.2.11.8) allows no missing glyph: what the font lacks is shown as a question mark. */
  #drawable(text: string): string {
    return [...text.slice(0, mostInText).normalize('NFC').replace(/\s/gu, ' ')].map((character) => (this.fonts.known.has(character.codePointAt(0) ?? 0) ? character : '?')).join('');
  }
}

/** A subset's name carries a tag (ISO 32000-1 9.6.4); without ligatures text is easier to search. */
function embed(pdf: PDFDocument, customName: string, file: string): Promise<PDFFont> {
  return pdf.embedFont(readFileSync(resolveFrom.resolve(file)), { subset: true, customName, features: { liga: false } });
}

/** No line of this paper holds more characters, and no text of a report is longer than this many of them. */
const mostInLine = 400;
const mostInText = 4000;

/** Breaks at spaces; a word wider than the line, such as a fingerprint, is cut where the line ends. */
export function breakLines(text: string, widthOf: (part: string) => number, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= mostInLine && widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    for (let end = endWithin(line, widthOf, room); end < line.length; end = endWithin(line, widthOf, room)) {
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return [...lines, line];
}

/** How much of a word fits. Measured in a few steps and never as a whole: names come from hostile files and may be endless. */
function endWithin(word: string, widthOf: (part: string) => number, room: number): number {
  let [low, high] = [1, Math.min(word.length, mostInLine)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(word.slice(0, middle)) <= room) low = middle;
    else high = middle - 1;
  }
  return low;
}
