import { blue, grey, hairline, ink } from '../drawing/palette.js';
import { qrCode } from '../drawing/qr-code.js';
import { type BlockStyle, drawLines, wrapText } from '../drawing/text-block.js';
import type { Box, PageFlow } from './page-flow.js';
import { element } from './structure.js';
import type { Column, PagesUnderWay } from './under-way.js';

const noticeStyle: BlockStyle = { weight: 'regular', size: 9.5, leading: 13.6, colour: ink };
const captionStyle: BlockStyle = { weight: 'regular', size: 7.5, leading: 10.5, colour: grey };
const addressStyle: BlockStyle = { weight: 'semibold', size: 7.5, leading: 10, colour: blue };
const codeSide = 88;
const codeColumn = 104;
const gutter = 24;

/** Where the address stands: becomes a link. */
export type LinkBox = Box & { readonly address: string };

/** The notice on the left, the code with its address on the right. */
export function drawNotice(pages: PagesUnderWay, { x, width }: Column): LinkBox {
  const { flow, content, texts, setter, section } = pages;
  const top = flow.y;
  for (const paragraph of texts.notice(content.notice, content.validationAddress)) {
    const lines = wrapText(setter, paragraph, noticeStyle, width - codeColumn - gutter);
    flow.content(element('P', section), (writer) => (flow.y = drawLines(writer, lines, x, flow.y, noticeStyle)));
    flow.y -= 5;
  }
  const below = flow.y + 5;
  const link = drawCodeColumn(pages, x + width - codeColumn, top - 3);
  flow.y = Math.min(below, flow.y);
  return link;
}

/** Hairline between head and signatures. */
export function drawDivider(flow: PageFlow): void {
  flow.y -= 11;
  flow.artifact((writer) => writer.line(flow.frame.left, flow.y, flow.frame.right, flow.y, hairline));
  flow.y -= 15;
}

function drawCodeColumn({ flow, content, texts, setter, section }: PagesUnderWay, x: number, top: number): LinkBox {
  const address = content.validationAddress;
  const code = qrCode(address);
  const module = codeSide / code.size;
  const { scale } = flow;
  const box = [x, top - codeSide, x + codeSide, top].map((value) => value * scale) as [number, number, number, number];
  const figure = element('Figure', section, { alternative: texts.codeAlternative(address), box });
  flow.content(figure, (writer) =>
    writer.rectangles(
      code.stretches.map(([column, row, length]) => [x + column * module, top - (row + 1) * module, length * module, module] as const),
      ink,
    ),
  );
  flow.y = top - codeSide - 6;
  const caption = element('P', section);
  const captionLines = wrapText(setter, texts.checkHere, captionStyle, codeColumn);
  flow.content(caption, (writer) => (flow.y = drawLines(writer, captionLines, x, flow.y, captionStyle)));
  const link = element('Link', caption);
  const addressLines = wrapText(setter, address, addressStyle, codeColumn);
  const addressTop = flow.y;
  flow.content(link, (writer) => (flow.y = drawLines(writer, addressLines, x, flow.y, addressStyle)));
  link.kids.push({ type: 'link', index: 0 });
  return { address, page: flow.page, x, y: flow.y, width: codeColumn, height: addressTop - flow.y };
}
