import { boxHeight } from '../appearance/signed-box.js';
import { blue, grey, ink, white } from '../drawing/palette.js';
import { type BlockStyle, drawLines, widthOf, wrapText } from '../drawing/text-block.js';
import type { SetText, TextSetter } from '../fonts/text-setter.js';
import type { Card } from './groups.js';
import type { Box, PageFlow, PageFrame } from './page-flow.js';
import { element, type StructureElement } from './structure.js';

const nameStyle: BlockStyle = { weight: 'semibold', size: 10.5, leading: 14, colour: ink };
const roleStyle: BlockStyle = { weight: 'regular', size: 9, leading: 12.5, colour: grey };
const numberSize = 8.5;
const discRadius = 8;
const discIndent = 25;
/** Name and role stand this much below the upper edge of the box beside them. */
const textDrop = 6;
const gutter = 16;

export interface MeasuredRow {
  readonly card: Card;
  readonly name: readonly SetText[];
  readonly role: readonly SetText[];
  readonly boxHeight: number;
  readonly height: number;
}

/** Who signs stands on the left, the box to sign in on the right. */
export function columnsOf(frame: PageFrame): { readonly who: number; readonly box: number } {
  const who = Math.round(frame.measure * 0.41);
  return { who, box: frame.measure - who };
}

export function measureRow(card: Card, frame: PageFrame, numbered: boolean, setter: TextSetter): MeasuredRow {
  const columns = columnsOf(frame);
  const width = columns.who - gutter - (numbered ? discIndent : 0);
  const name = wrapText(setter, card.signatory.name, nameStyle, width);
  const role = wrapText(setter, card.signatory.roleTitle, roleStyle, width);
  const who = textDrop + name.length * nameStyle.leading + role.length * roleStyle.leading;
  const box = boxHeight(columns.box, card.signatory, setter);
  return { card, name, role, boxHeight: box, height: Math.max(who, box) };
}

/** Prints step, name and role as an item of `list`; returns the box beside them, which belongs to the signature field. */
export function drawRow(flow: PageFlow, row: MeasuredRow, numbered: boolean, setter: TextSetter, list: StructureElement): Box {
  const { left } = flow.frame;
  const columns = columnsOf(flow.frame);
  const item = element('LI', list);
  const top = flow.y - textDrop;
  if (numbered) drawStep(flow, row.card.step + 1, setter, item, left, top - nameStyle.leading / 2);
  const body = element('LBody', item);
  const x = numbered ? left + discIndent : left;
  let y = top;
  flow.content(element('P', body), (writer) => (y = drawLines(writer, row.name, x, y, nameStyle)));
  flow.content(element('P', body), (writer) => (y = drawLines(writer, row.role, x, y, roleStyle)));
  element('Form', body).kids.push({ type: 'widget', index: row.card.index });
  return { page: flow.page, x: left + columns.who, y: flow.y - row.boxHeight, width: columns.box, height: row.boxHeight };
}

function drawStep(flow: PageFlow, step: number, setter: TextSetter, item: StructureElement, x: number, centreY: number): void {
  const number = setter.set(String(step), 'semibold');
  flow.artifact((writer) => writer.disc(x + discRadius, centreY, discRadius, blue));
  flow.content(element('Lbl', item), (writer) => writer.text(x + discRadius - widthOf(number, numberSize) / 2, centreY - numberSize * 0.36, numberSize, white, number));
}
