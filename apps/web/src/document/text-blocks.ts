/** The part of a text item of pdf.js that matters here; `transform[5]` is the baseline, `height` the font size. */
export interface TextPiece {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  readonly transform: readonly number[];
}

export interface TextBlock {
  readonly kind: 'heading' | 'paragraph';
  readonly text: string;
}

interface Line {
  readonly text: string;
  readonly height: number;
  readonly baseline: number;
}

/**
 * Makes paragraphs of the loose pieces that a PDF page is written in, for reading aloud. It keeps every word and the order
 * of the file; it guesses only where a paragraph ends (a gap larger than the usual one) and what is a heading (larger type).
 */
export function toTextBlocks(pieces: readonly TextPiece[]): TextBlock[] {
  const lines = toLines(pieces);
  const usual = median(lines.map((line) => line.height));
  const blocks: TextBlock[] = [];
  let open: string[] = [];
  let kind: TextBlock['kind'] = 'paragraph';
  const close = (): void => {
    if (open.length > 0) blocks.push({ kind, text: open.reduce(joinLines) });
    open = [];
  };
  let previous: Line | undefined;
  for (const line of lines) {
    const lineKind = line.height > usual * 1.15 && line.text.length < 120 ? 'heading' : 'paragraph';
    if (previous === undefined || lineKind !== kind || startsParagraph(previous, line)) close();
    kind = lineKind;
    open.push(line.text);
    previous = line;
  }
  close();
  return blocks;
}

function toLines(pieces: readonly TextPiece[]): Line[] {
  const lines: Line[] = [];
  let text = '';
  let height = 0;
  let baseline = 0;
  const close = (): void => {
    const whole = text.replace(/\s+/g, ' ').trim();
    if (whole !== '') lines.push({ text: whole, height, baseline });
    text = '';
    height = 0;
  };
  for (const piece of pieces) {
    if (piece.str.trim() !== '') {
      height = Math.max(height, piece.height);
      baseline = piece.transform[5] ?? baseline;
    }
    text += piece.str;
    if (piece.hasEOL) close();
  }
  close();
  return lines;
}

/** A new paragraph: more air than between lines, a jump up (a column, a footer), or the start of a list item. */
function startsParagraph(previous: Line, line: Line): boolean {
  const gap = previous.baseline - line.baseline;
  if (gap < 0 || gap > Math.max(previous.height, line.height) * 1.75) return true;
  return /^(§\s?\d|\d{1,3}[.)]\s|[-–•]\s|att\s)/i.test(line.text);
}

/** A hyphen at the end of a line is kept: whether it belongs to the word cannot be known. */
function joinLines(before: string, line: string): string {
  return /[-\u00ad]$/.test(before) ? before + line : `${before} ${line}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
