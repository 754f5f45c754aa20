import type { SetText, TextSetter } from '../fonts/text-setter.js';
import type { Weight } from '../fonts/font-face.js';
import type { Colour, ContentWriter } from './content-writer.js';

export interface TextStyle {
  readonly weight: Weight;
  /** Points. */
  readonly size: number;
}

/** A style with its line distance and colour. */
export interface BlockStyle extends TextStyle {
  readonly leading: number;
  readonly colour: Colour;
}

/**
 * Breaks text into lines no wider than `maxWidth` points: at spaces, or inside a word that is wider than a line. A line broken at a space
 * keeps that space at its end, so that the words stay apart for whoever reads the text without seeing the lines.
 */
export function wrapText(setter: TextSetter, text: string, style: TextStyle, maxWidth: number): SetText[] {
  const widthIn = (part: string) => (setter.measure(part, style.weight) * style.size) / 1000;
  const space = widthIn(' ');
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const wordWidth = widthIn(word);
    if (line !== '' && width + space + wordWidth <= maxWidth) {
      line += ` ${word}`;
      width += space + wordWidth;
      continue;
    }
    if (line !== '') lines.push(`${line} `);
    const pieces = wordWidth <= maxWidth ? [word] : breakWord(word, (part) => widthIn(part) <= maxWidth);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    width = pieces.length === 1 ? wordWidth : widthIn(line);
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => setter.set(each, style.weight));
}

/** One line, set smaller when it would be wider than `maxWidth`, down to `smallest`; below that it wraps at `smallest`. */
export function fitText(setter: TextSetter, text: string, style: TextStyle, maxWidth: number, smallest: number): { lines: SetText[]; size: number } {
  const size = Math.min(style.size, (maxWidth * 1000) / Math.max(1, setter.measure(text, style.weight)));
  if (size >= smallest) return { lines: [setter.set(text, style.weight)], size: Math.floor(size * 10) / 10 };
  return { lines: wrapText(setter, text, { ...style, size: smallest }, maxWidth), size: smallest };
}

/** Draws lines below `top`, each on its own baseline; returns the y below the last. */
export function drawLines(writer: ContentWriter, lines: readonly SetText[], x: number, top: number, style: BlockStyle): number {
  let y = top;
  for (const line of lines) {
    // Cap height is about 0.71 em, so text and top edge look aligned whatever the size.
    writer.text(x, y - style.leading / 2 - style.size * 0.36, style.size, style.colour, line);
    y -= style.leading;
  }
  return y;
}

/** Points. */
export function widthOf(text: SetText, size: number): number {
  return (text.width * size) / 1000;
}

/** Chinese, or an address: there is no space to break at. An address breaks behind a slash, dot or hyphen when it can. */
function breakWord(word: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && !fits(piece + segment)) {
      const natural = /^.*[/.\-](?=[^/.\-])/u.exec(piece)?.[0] ?? '';
      const cut = natural.length > piece.length / 3 ? natural : piece;
      pieces.push(cut);
      piece = piece.slice(cut.length);
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Never between a letter and its marks. */
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
