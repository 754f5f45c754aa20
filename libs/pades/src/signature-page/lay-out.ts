import type { ContentWriter } from '../drawing/content-writer.js';
import { grey } from '../drawing/palette.js';
import { widthOf } from '../drawing/text-block.js';
import type { TextSetter } from '../fonts/text-setter.js';
import { drawCard, type MeasuredCard, measureCard } from './card.js';
import type { SignaturePageContent } from './content.js';
import { type Card, groupSteps } from './groups.js';
import { drawHead } from './head.js';
import { a4, type Box, footBaseline, margin, PageFlow } from './page-flow.js';
import { pageTexts } from './texts.js';

export interface LaidOutPages {
  readonly pages: readonly ContentWriter[];
  /** One box per signatory, in signing order. */
  readonly boxes: readonly { readonly card: Card; readonly box: Box }[];
}

const headingHeight = 20;
const rowGap = 16;

/** Lays the signature page out over as many pages as it takes. */
export function layOutSignaturePages(content: SignaturePageContent, setter: TextSetter): LaidOutPages {
  const texts = pageTexts(content.language);
  const flow = new PageFlow((pages, page) => drawHead(pages, page, content, texts, setter));
  const boxes: { card: Card; box: Box }[] = [];
  for (const group of groupSteps(content.steps, texts)) {
    const rows = inPairs(group.cards.map((card) => measureCard(card, setter)));
    for (const [rowIndex, row] of rows.entries()) {
      const rowHeight = Math.max(...row.map((card) => card.height));
      const withHeading = rowIndex === 0 && group.heading !== '';
      // A heading never stands alone at the foot of a page.
      flow.require(rowHeight + (withHeading ? headingHeight : 0));
      if (withHeading) {
        flow.writer.text(margin, flow.y - 10, 9, grey, setter.set(group.heading, 'semibold'));
        flow.y -= headingHeight;
      }
      for (const [column, card] of row.entries()) boxes.push({ card: card.card, box: drawCard(flow, card, column, rowHeight, setter) });
      flow.y -= rowHeight + rowGap;
    }
  }
  for (const [index, page] of flow.pages.entries()) {
    const foot = setter.set(`${texts.title} ${texts.pageOf(index + 1, flow.pages.length)}`, 'regular');
    page.text(a4.width - margin - widthOf(foot, 8), footBaseline, 8, grey, foot);
  }
  return { pages: flow.pages, boxes };
}

function inPairs(cards: readonly MeasuredCard[]): MeasuredCard[][] {
  const rows: MeasuredCard[][] = [];
  for (let index = 0; index < cards.length; index += 2) rows.push(cards.slice(index, index + 2));
  return rows;
}
