import type { Weight } from '../fonts/font-face.js';
import type { SetText, TextSetter } from '../fonts/text-setter.js';

export interface TextStyle {
  readonly weight: Weight;
  /** Points. */
  readonly size: number;
}

/** Breaks text into lines no wider than `maxWidth` points: at spaces, or inside a word that is wider than a line. */
export function wrapText(setter: TextSetter, text: string, style: TextStyle, maxWidth: number): SetText[] {
  const fits = (line: string) => widthOf(setter.set(line, style.weight), style.size) <= maxWidth;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = fits(word) ? [word] : breakWord(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => setter.set(each, style.weight));
}

/** One line, set smaller when it would be wider than `maxWidth`, down to `smallest`; below that it wraps at `smallest`. */
export function fitText(setter: TextSetter, text: string, style: TextStyle, maxWidth: number, smallest: number): { lines: SetText[]; size: number } {
  const set = setter.set(text, style.weight);
  const size = Math.min(style.size, (maxWidth * 1000) / Math.max(1, set.width));
  if (size >= smallest) return { lines: [set], size: Math.floor(size * 10) / 10 };
  return { lines: wrapText(setter, text, { ...style, size: smallest }, maxWidth), size: smallest };
}

/** Points. */
export function widthOf(text: SetText, size: number): number {
  return (text.width * size) / 1000;
}

/** Chinese, or an address: there is no space to break at. An address breaks behind a slash, dot or hyphen when it can. */
function breakWord(word: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      const natural = /^.*[/.\-](?=[^/.\-])/u.exec(piece)?.[0] ?? '';
      const cut = natural.length > piece.length / 3 ? natural : piece;
      pieces.push(cut);
      piece = piece.slice(cut.length);
    }
    piece += character;
  }
  return [...pieces, piece];
}
