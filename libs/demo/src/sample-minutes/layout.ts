import type { Block } from './blocks.js';
import { sheet, styles, type BlockStyle, type Weight } from './styles.js';

/** Width of `text` in points. */
export type Measure = (text: string, weight: Weight, size: number) => number;

/** Text on one baseline, `x` from the left edge of the page. */
export interface Run {
  readonly text: string;
  readonly weight: Weight;
  readonly x: number;
  /** A list's dash, not part of the text. */
  readonly marker?: true;
}

/** A line placed on a page; `baseline` counts from the lower edge, as PDF does. */
export interface PlacedLine {
  readonly runs: readonly Run[];
  readonly baseline: number;
  readonly style: BlockStyle;
  /** Which block the line belongs to. */
  readonly block: number;
}

type Lines = readonly (readonly Run[])[];

interface SetBlock {
  readonly style: BlockStyle;
  readonly lines: Lines;
}

const floor = sheet.bottom;
const ceiling = sheet.height - sheet.top;

/** Breaks the blocks into lines and the lines into pages; no heading ends a page, no line of a paragraph stands alone. */
export function layOut(blocks: readonly Block[], measure: Measure): readonly (readonly PlacedLine[])[] {
  const set = blocks.map((block) => ({ style: styleOf(block), lines: breakLines(block, measure) }));
  const pages: PlacedLine[][] = [[]];
  let y = ceiling;
  const turn = (): void => {
    pages.push([]);
    y = ceiling;
  };
  set.forEach(({ style, lines }, index) => {
    const gap = (): number => (y === ceiling ? 0 : style.before);
    if (y - gap() - roomNeeded(set, index) < floor) turn();
    y -= gap();
    let rest = lines;
    while (rest.length > 0) {
      const count = linesThatStay(rest.length, Math.floor((y - floor) / style.leading));
      for (const runs of rest.slice(0, count)) {
        y -= style.leading;
        pages.at(-1)?.push({ runs, baseline: y + style.leading - style.size, style, block: index });
      }
      rest = rest.slice(count);
      if (rest.length > 0) turn();
    }
  });
  return pages;
}

/** A led label ("Frånvarande: …") has its text in the weight of the body: only the lead is bold. */
function styleOf(block: Block): BlockStyle {
  const style = styles[block.kind];
  return block.lead === undefined ? style : { ...style, weight: 'regular' };
}

/** Height that must be free before block `index` may start on this page. */
function roomNeeded(set: readonly SetBlock[], index: number): number {
  const block = set[index];
  if (block === undefined) return 0;
  const { style, lines } = block;
  const next = set[index + 1];
  if (style.keepWithNext && next !== undefined) return lines.length * style.leading + next.style.before + roomNeeded(set, index + 1);
  return (lines.length <= 3 ? lines.length : 2) * style.leading;
}

/** Of `total` lines with room for `fit`: how many stay, so that at least two go over together. */
function linesThatStay(total: number, fit: number): number {
  if (fit >= total) return total;
  return Math.max(1, Math.min(fit, total - 2));
}

function breakLines(block: Block, measure: Measure): Lines {
  const style = styleOf(block);
  const start = sheet.left + style.indent;
  const end = sheet.width - sheet.right;
  const words = [
    ...split(block.lead ?? '').map((text) => ({ text, weight: 'semibold' as const })),
    ...split(block.text).map((text) => ({ text, weight: style.weight })),
  ];
  const lines: Run[][] = [[]];
  let x = start;
  for (const word of words) {
    const line = lines.at(-1) ?? [];
    const last = line.at(-1);
    const space = last === undefined ? 0 : measure(' ', 'regular', style.size);
    const width = measure(word.text, word.weight, style.size);
    if (last !== undefined && x + space + width > end) {
      lines.push([{ ...word, x: start }]);
      x = start + width;
      continue;
    }
    // Words of one weight become one run, with a real space: extracted text must read as it looks.
    if (last?.weight === word.weight) line[line.length - 1] = { ...last, text: `${last.text} ${word.text}` };
    else line.push({ ...word, x: x + space });
    x += space + width;
  }
  if (style.marker !== undefined) lines[0]?.unshift({ text: style.marker, weight: 'regular', x: start - 13, marker: true });
  return lines;
}

const split = (text: string): string[] => text.split(' ').filter((word) => word !== '');
