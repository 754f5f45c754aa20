import { blue, grey, ink, white } from '../drawing/palette.js';
import { type TextStyle, widthOf, wrapText } from '../drawing/text-block.js';
import type { SetText, TextSetter } from '../fonts/text-setter.js';
import type { Card } from './groups.js';
import { type Box, contentWidth, margin, type PageFlow } from './page-flow.js';

export const columnGap = 20;
export const columnWidth = (contentWidth - columnGap) / 2;

/** Height of the box that a signature fills, points. */
export const fieldHeight = 58;

const textIndent = 25;
const nameStyle: TextStyle = { weight: 'semibold', size: 10.5 };
const roleStyle: TextStyle = { weight: 'regular', size: 9 };
const nameLeading = 13.5;
const roleLeading = 11.5;
const gap = 7;

export interface MeasuredCard {
  readonly card: Card;
  readonly name: readonly SetText[];
  readonly role: readonly SetText[];
  readonly height: number;
}

export function measureCard(card: Card, setter: TextSetter): MeasuredCard {
  const name = wrapText(setter, card.signatory.name, nameStyle, columnWidth - textIndent);
  const role = wrapText(setter, card.signatory.roleTitle, roleStyle, columnWidth - textIndent);
  return { card, name, role, height: name.length * nameLeading + role.length * roleLeading + gap + fieldHeight };
}

/**
 * Prints step, name and role; returns the box below them, which belongs to the signature field. `rowHeight` lines up
 * the boxes of a row whatever the length of the names.
 */
export function drawCard(flow: PageFlow, measured: MeasuredCard, column: number, rowHeight: number, setter: TextSetter): Box {
  const x = margin + column * (columnWidth + columnGap);
  let y = flow.y - (rowHeight - measured.height);
  const step = setter.set(String(measured.card.step + 1), 'semibold');
  flow.writer.disc(x + 8.5, y - 10, 8.5, blue).text(x + 8.5 - widthOf(step, 8.5) / 2, y - 13, 8.5, white, step);
  for (const line of measured.name) {
    flow.writer.text(x + textIndent, y - 10, nameStyle.size, ink, line);
    y -= nameLeading;
  }
  for (const line of measured.role) {
    flow.writer.text(x + textIndent, y - 8.5, roleStyle.size, grey, line);
    y -= roleLeading;
  }
  return { page: flow.page, x, y: y - gap - fieldHeight, width: columnWidth, height: fieldHeight };
}
