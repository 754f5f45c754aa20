import { formatMeetingDate } from '#minutes';
import { blue, grey, hairline, ink } from '../drawing/palette.js';
import { qrCode } from '../drawing/qr-code.js';
import { fitText, type TextStyle, widthOf, wrapText } from '../drawing/text-block.js';
import type { TextSetter } from '../fonts/text-setter.js';
import type { SignaturePageContent } from './content.js';
import { a4, contentWidth, margin, type PageFlow } from './page-flow.js';
import type { PageTexts } from './texts.js';

/** Room for the label of a fact, points; the values stand to the right of it. */
export const labelWidth = 128;
const codeSide = 92;
const codeColumn = 108;
const right = a4.width - margin;

/** Draws the head of signature page `page` (0-based) and returns the y below it. */
export function drawHead(flow: PageFlow, page: number, content: SignaturePageContent, texts: PageTexts, setter: TextSetter): number {
  drawRunningHead(flow, content, setter);
  if (page > 0) return drawTitle(flow, texts.continued, 15, setter) - 14;
  drawTitle(flow, texts.title, 25, setter);
  flow.y -= 12;
  drawFacts(flow, content, texts, setter);
  flow.y -= 16;
  drawNotice(flow, content, texts, setter);
  return flow.y - 22;
}

function drawRunningHead(flow: PageFlow, content: SignaturePageContent, setter: TextSetter): void {
  const number = setter.set(content.registrationNumber, 'regular');
  const room = contentWidth - widthOf(number, 9) - 16;
  const body = fitText(setter, content.bodyName, { weight: 'semibold', size: 9 }, room, 6);
  for (const line of body.lines) {
    flow.writer.text(margin, flow.y - 9, body.size, blue, line);
    if (line !== body.lines.at(-1)) flow.y -= body.size + 2;
  }
  flow.writer.text(right - widthOf(number, 9), flow.y - 9, 9, grey, number);
  flow.y -= 9;
}

function drawTitle(flow: PageFlow, title: string, size: number, setter: TextSetter): number {
  flow.y -= size + 12;
  flow.writer.text(margin, flow.y, size, ink, setter.set(title, 'semibold'));
  flow.y -= 12;
  flow.writer.line(margin, flow.y, right, flow.y, blue, 1.25);
  return flow.y;
}

function drawFacts(flow: PageFlow, content: SignaturePageContent, texts: PageTexts, setter: TextSetter): void {
  const facts: readonly (readonly [string, string])[] = [
    [texts.minutes, content.title],
    [texts.meetingDate, formatMeetingDate(content.meetingDate, content.language)],
    [texts.registrationNumber, content.registrationNumber],
    [texts.originalSha256, (content.originalSha256.match(/.{1,8}/g) ?? []).join(' ')],
  ];
  for (const [label, value] of facts) {
    if (value === '') continue;
    const style: TextStyle = label === texts.originalSha256 ? { weight: 'regular', size: 8.5 } : { weight: 'regular', size: 9.5 };
    const lines = wrapText(setter, value, style, contentWidth - labelWidth);
    flow.require(lines.length * 14);
    flow.writer.text(margin, flow.y - 11, 9, grey, setter.set(label, 'regular'));
    for (const line of lines) {
      flow.writer.text(margin + labelWidth, flow.y - 11, style.size, ink, line);
      flow.y -= 14;
    }
    flow.y -= 1.5;
  }
}

/** The notice to the left, the code and its address to the right. */
function drawNotice(flow: PageFlow, content: SignaturePageContent, texts: PageTexts, setter: TextSetter): void {
  const top = flow.y;
  const codeX = right - codeColumn;
  drawCode(flow, content.validationAddress, codeX, top);
  let codeY = top - codeSide - 13;
  flow.writer.text(codeX, codeY, 7.5, grey, setter.set(texts.checkHere, 'regular'));
  for (const line of wrapText(setter, content.validationAddress, { weight: 'semibold', size: 7.5 }, codeColumn)) {
    codeY -= 10;
    flow.writer.text(codeX, codeY, 7.5, ink, line);
  }
  const style: TextStyle = { weight: 'regular', size: 9.5 };
  for (const paragraph of texts.notice(content.notice, content.validationAddress)) {
    for (const line of wrapText(setter, paragraph, style, contentWidth - codeColumn - 24)) {
      flow.writer.text(margin, flow.y - 9, style.size, ink, line);
      flow.y -= 13.5;
    }
    flow.y -= 5;
  }
  flow.y = Math.min(flow.y + 5, codeY - 2) - 10;
  flow.writer.line(margin, flow.y, right, flow.y, hairline);
}

function drawCode(flow: PageFlow, address: string, x: number, top: number): void {
  const code = qrCode(address);
  const module = codeSide / code.size;
  flow.writer.rectangles(
    code.stretches.map(([column, row, width]) => [x + column * module, top - (row + 1) * module, width * module, module] as const),
    ink,
  );
}
