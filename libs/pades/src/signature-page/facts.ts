import { formatMeetingDate } from '#minutes';
import { grey, ink } from '../drawing/palette.js';
import { type BlockStyle, drawLines, wrapText } from '../drawing/text-block.js';
import type { SignaturePageContent } from './content.js';
import { element } from './structure.js';
import type { PageTexts } from './texts.js';
import type { Column, PagesUnderWay } from './under-way.js';

/** Room for the label of a fact, points; the values stand to the right of it. */
export const labelWidth = 124;
export const labelStyle: BlockStyle = { weight: 'regular', size: 9, leading: 14, colour: grey };
const valueStyle: BlockStyle = { weight: 'regular', size: 9.5, leading: 14, colour: ink };
const hashStyle: BlockStyle = { ...valueStyle, size: 8.5 };
/** Below this, points, a label stands above its value. */
const narrow = 380;

/** What the page belongs to, as a table of labels and values. */
export function drawFacts({ flow, content, texts, setter, section }: PagesUnderWay, { x, width }: Column): void {
  const table = element('Table', section);
  const stacked = width < narrow;
  for (const [label, value, style] of factsOf(content, texts)) {
    const row = element('TR', table);
    const labelElement = element('TH', row);
    const valueElement = element('TD', row);
    const valueLines = wrapText(setter, value, style, stacked ? width : width - labelWidth);
    const labelLines = wrapText(setter, label, labelStyle, stacked ? width : labelWidth - 6);
    const top = flow.y;
    flow.content(labelElement, (writer) => (flow.y = drawLines(writer, labelLines, x, top, labelStyle)));
    const valueTop = stacked ? flow.y + 1.5 : top;
    flow.content(valueElement, (writer) => (flow.y = Math.min(stacked ? Infinity : flow.y, drawLines(writer, valueLines, stacked ? x : x + labelWidth, valueTop, style))));
    flow.y -= stacked ? 4 : 1.5;
  }
}

function factsOf(content: SignaturePageContent, texts: PageTexts): (readonly [string, string, BlockStyle])[] {
  const facts: (readonly [string, string, BlockStyle])[] = [
    [texts.minutes, content.title, valueStyle],
    [texts.meetingDate, formatMeetingDate(content.meetingDate, content.language), valueStyle],
    [texts.registrationNumber, content.registrationNumber, valueStyle],
    [texts.originalSha256, groupedHash(content.originalSha256), hashStyle],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** In groups of eight, so that people can compare it. */
export function groupedHash(sha256: string): string {
  return (sha256.match(/.{1,8}/g) ?? []).join(' ');
}
