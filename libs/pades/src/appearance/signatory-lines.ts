import { grey, ink } from '../drawing/palette.js';
import { type BlockStyle, widthOf, wrapText } from '../drawing/text-block.js';
import type { SetText, TextSetter } from '../fonts/text-setter.js';

export interface NameAndRole {
  readonly name: string;
  readonly roleTitle: string;
}

/** Texts on one baseline, one after the other. */
export interface BoxLine {
  readonly parts: readonly { readonly text: SetText; readonly size: number; readonly colour: BlockStyle['colour'] }[];
  readonly leading: number;
}

const nameStyle: BlockStyle = { weight: 'semibold', size: 10, leading: 14.5, colour: ink };
const roleStyle: BlockStyle = { weight: 'regular', size: 9, leading: 11.5, colour: grey };

/** "Anna Ek, justerare" on one line where it fits `width` points, else name and role on lines of their own. */
export function signatoryLines({ name, roleTitle }: NameAndRole, width: number, setter: TextSetter): BoxLine[] {
  const nameLines = wrapText(setter, name, nameStyle, width);
  const [only] = nameLines;
  const role = setter.set(`, ${roleTitle}`, roleStyle.weight);
  if (only !== undefined && nameLines.length === 1 && widthOf(only, nameStyle.size) + widthOf(role, roleStyle.size) <= width) {
    return [{ parts: [part(only, nameStyle), part(role, roleStyle)], leading: nameStyle.leading }];
  }
  const roleLines = wrapText(setter, roleTitle, roleStyle, width);
  return [...nameLines.map((text) => lineOf(text, nameStyle)), ...roleLines.map((text) => lineOf(text, roleStyle))];
}

export function lineOf(text: SetText, style: BlockStyle): BoxLine {
  return { parts: [part(text, style)], leading: style.leading };
}

export function heightOf(lines: readonly BoxLine[]): number {
  return lines.reduce((sum, { leading }) => sum + leading, 0);
}

function part(text: SetText, { size, colour }: BlockStyle): BoxLine['parts'][number] {
  return { text, size, colour };
}
