import { blue, grey, ink } from '../drawing/palette.js';
import { type BlockStyle, drawLines, widthOf, wrapText } from '../drawing/text-block.js';
import type { PageFlow } from './page-flow.js';
import { element } from './structure.js';
import type { PagesUnderWay } from './under-way.js';

const bodyStyle: BlockStyle = { weight: 'semibold', size: 9, leading: 12, colour: blue };
const numberStyle: BlockStyle = { weight: 'regular', size: 9, leading: 12, colour: grey };
const titleStyle: BlockStyle = { weight: 'semibold', size: 23, leading: 30, colour: ink };
const continuedStyle: BlockStyle = { weight: 'semibold', size: 12, leading: 16, colour: ink };
const documentStyle: BlockStyle = { weight: 'regular', size: 9, leading: 12.5, colour: grey };

/** Draws body, registration number and the page's title, as content. */
export function drawFirstHead(pages: PagesUnderWay): void {
  const { flow, content, texts, setter, section } = pages;
  const bodyElement = element('P', section);
  const numberElement = content.registrationNumber === '' ? undefined : element('P', section);
  const titleElement = element('H1', section);
  drawRunningHead(pages, (draw, part) => {
    const owner = part === 'body' ? bodyElement : numberElement;
    if (owner !== undefined) flow.content(owner, draw);
  });
  flow.y -= 16;
  const { left } = flow.frame;
  const lines = wrapText(setter, texts.title, titleStyle, flow.frame.measure);
  flow.content(titleElement, (writer) => (flow.y = drawLines(writer, lines, left, flow.y, titleStyle)));
  flow.y -= 7;
  drawRule(flow);
  flow.y -= 14;
}

/** The head of every further page repeats what it belongs to; it is decoration to assistive technology. */
export function drawContinuedHead(pages: PagesUnderWay): void {
  const { flow, content, texts, setter } = pages;
  const { left, measure } = flow.frame;
  flow.artifact((writer) => {
    drawRunningHead(pages, (draw) => draw(writer));
    flow.y -= 9;
    flow.y = drawLines(writer, wrapText(setter, texts.continued, continuedStyle, measure), left, flow.y, continuedStyle);
    flow.y = drawLines(writer, wrapText(setter, content.title, documentStyle, measure), left, flow.y - 1, documentStyle);
  }, 'Header');
  flow.y -= 6;
  drawRule(flow);
  flow.y -= 16;
}

type Draw = Parameters<PageFlow['content']>[1];

function drawRunningHead({ flow, content, setter }: PagesUnderWay, mark: (draw: Draw, part: 'body' | 'number') => void): void {
  const { left, right, measure } = flow.frame;
  const top = flow.y;
  const number = wrapText(setter, content.registrationNumber, numberStyle, measure * 0.4);
  const numberWidth = Math.max(0, ...number.map((line) => widthOf(line, numberStyle.size)));
  const body = wrapText(setter, content.bodyName, bodyStyle, measure - numberWidth - (number.length > 0 ? 18 : 0));
  mark((writer) => (flow.y = drawLines(writer, body, left, top, bodyStyle)), 'body');
  if (number.length === 0) return;
  mark((writer) => (flow.y = Math.min(flow.y, drawLines(writer, number, right - numberWidth, top, numberStyle))), 'number');
}

function drawRule(flow: PageFlow): void {
  const { left, right } = flow.frame;
  flow.artifact((writer) => writer.line(left, flow.y, right, flow.y, blue, 1.1));
}
