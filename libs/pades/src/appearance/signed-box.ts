import type { ContentWriter } from '../drawing/content-writer.js';
import { widthOf } from '../drawing/text-block.js';
import type { TextSetter } from '../fonts/text-setter.js';
import { type BoxLine, heightOf, type NameAndRole, signatoryLines } from './signatory-lines.js';

export interface AppearanceSize {
  readonly width: number;
  readonly height: number;
}

/** Text of a box stands between these, points from its left and right edges. */
export const boxInset = { left: 14, right: 10 } as const;

/** Least distance of the text from the upper and lower edges together. */
export const boxPadding = 10;

/** Of a remark, which `signed-appearance` sets. */
const remarkLeading = 9.5;

/** Time, method and a line of remark. */
const belowName = 11.5 + 11.5 + remarkLeading;

/** More lines for somebody who may remark: the longest remark then stands in its usual size on an A4 page. */
const moreRemarkLines = 3;

/** What a box needs at least to look like one. */
const lowest = 56;

export function textWidthOf(boxWidth: number): number {
  return boxWidth - boxInset.left - boxInset.right;
}

/** Height of the box in which this signatory's name, the time, the method and a remark (a line where none is foreseen) will have room. */
export function boxHeight(boxWidth: number, signatory: NameAndRole & { readonly mayRemark?: boolean }, setter: TextSetter): number {
  const lines = signatoryLines(signatory, textWidthOf(boxWidth), setter);
  const more = signatory.mayRemark === true ? moreRemarkLines * remarkLeading : 0;
  return Math.max(lowest, heightOf(lines) + belowName + more + boxPadding);
}

/** Draws lines from `top` down, enlarged `factor` times; returns the y below them. */
export function drawBoxLines(writer: ContentWriter, lines: readonly BoxLine[], left: number, top: number, factor = 1): number {
  let y = top;
  for (const { parts, leading } of lines) {
    const largest = Math.max(...parts.map(({ size }) => size));
    const baseline = y - (leading / 2 + largest * 0.36) * factor;
    let x = left;
    for (const { text, size, colour } of parts) {
      writer.text(x, baseline, size * factor, colour, text);
      x += widthOf(text, size * factor);
    }
    y -= leading * factor;
  }
  return y;
}
