import type { ContentWriter } from '../drawing/content-writer.js';
import { grey, ink } from '../drawing/palette.js';
import { type BlockStyle, drawLines, widthOf, wrapText } from '../drawing/text-block.js';
import type { SetText, TextSetter } from '../fonts/text-setter.js';
import { PadesError } from '../pades-error.js';
import type { SignaturePageContent } from './content.js';
import { drawFacts } from './facts.js';
import { type Card, type CardGroup, groupSteps } from './groups.js';
import { drawContinuedHead, drawFirstHead } from './head.js';
import { drawDivider, drawNotice, type LinkBox } from './notice.js';
import { type Box, PageFlow } from './page-flow.js';
import type { PageShape } from './page-shape.js';
import { drawRow, measureRow } from './row.js';
import { element, type StructureElement } from './structure.js';
import { pageTexts } from './texts.js';
import type { PagesUnderWay } from './under-way.js';

export interface LaidOutPages {
  readonly pages: readonly ContentWriter[];
  /** One box per signatory, in signing order, in layout units. */
  readonly boxes: readonly { readonly card: Card; readonly box: Box }[];
  readonly links: readonly LinkBox[];
  readonly structure: StructureElement;
}

const headingStyle: BlockStyle = { weight: 'semibold', size: 9.5, leading: 14, colour: ink };
const footStyle: BlockStyle = { weight: 'regular', size: 7.5, leading: 10, colour: grey };
const rowGap = 8;
const groupGap = 8;
/** From this width of text on, points, facts and notice stand side by side. */
const wide = 600;

/**
 * Lays the signature page out over as many pages as it takes.
 * @param tagged whether its content is marked for a structure tree
 * @throws PadesError bad-content when the texts of the head leave no room on a page
 */
export function layOutSignaturePages(content: SignaturePageContent, shape: PageShape, tagged: boolean, setter: TextSetter): LaidOutPages {
  const texts = pageTexts(content.language);
  const section = element('Sect');
  const links: LinkBox[] = [];
  const flow = new PageFlow(shape, tagged ? content.language : undefined, (started, page) => {
    const pages = { flow: started, content, texts, setter, section };
    if (page === 0) links.push(drawFirstPageHead(pages));
    else drawContinuedHead(pages);
    if (started.y < started.frame.bottom) throw new PadesError('bad-content', 'title, body and address are too long for the signature page');
    return started.y;
  });
  const pages: PagesUnderWay = { flow, content, texts, setter, section };
  const numbered = content.steps.length > 1;
  const boxes = groupSteps(content.steps, texts).flatMap((group) => drawGroup(pages, group, numbered));
  drawFeet(pages);
  return { pages: flow.pages, boxes, links, structure: section };
}

function drawFirstPageHead(pages: PagesUnderWay): LinkBox {
  const { flow } = pages;
  drawFirstHead(pages);
  const { left, measure } = flow.frame;
  const top = flow.y;
  const sideBySide = measure >= wide;
  drawFacts(pages, { x: left, width: sideBySide ? measure * 0.31 : measure });
  const below = flow.y;
  flow.y = sideBySide ? top : flow.y - 12;
  const link = drawNotice(pages, sideBySide ? { x: left + measure * 0.36, width: measure * 0.64 } : { x: left, width: measure });
  flow.y = Math.min(flow.y, below);
  drawDivider(flow);
  return link;
}

function drawGroup({ flow, texts, setter, section }: PagesUnderWay, group: CardGroup, numbered: boolean): LaidOutPages['boxes'] {
  const { left, measure } = flow.frame;
  const heading = wrapText(setter, group.heading, headingStyle, measure);
  const headingElement = element('H2', section);
  const list = element('L', section);
  const boxes = group.cards.map((card, index) => {
    const row = measureRow(card, flow.frame, numbered, setter);
    const page = flow.page;
    // A heading never stands alone at the foot of a page.
    flow.require(row.height + (index === 0 ? heading.length * headingStyle.leading + 6 : 0));
    if (index === 0) {
      flow.content(headingElement, (writer) => (flow.y = drawLines(writer, heading, left, flow.y, headingStyle)));
      flow.y -= 6;
    } else if (flow.page !== page) drawRepeatedHeading(flow, wrapText(setter, texts.repeated(group.heading), headingStyle, measure));
    if (flow.y - row.height < flow.frame.bottom) throw new PadesError('bad-content', 'a name or role is too long for a page');
    const box = drawRow(flow, row, numbered, setter, list);
    flow.y -= row.height + rowGap;
    return { card, box };
  });
  flow.y -= groupGap;
  return boxes;
}

function drawRepeatedHeading(flow: PageFlow, lines: readonly SetText[]): void {
  flow.artifact((writer) => (flow.y = drawLines(writer, lines, flow.frame.left, flow.y, headingStyle)));
  flow.y -= 6;
}

/** Below every page: the file it belongs to, and which page of how many it is. */
function drawFeet({ flow, content, texts, setter }: PagesUnderWay): void {
  const { left, right, footBaseline } = flow.frame;
  const [file] = wrapText(setter, texts.footFile(content.originalSha256.slice(0, 16)), footStyle, flow.frame.measure);
  for (const [index, page] of flow.pages.entries()) {
    const foot = setter.set(`${texts.title} ${texts.pageOf(index + 1, flow.pages.length)}`, 'regular');
    flow.artifact(
      (writer) => {
        if (file !== undefined) writer.text(left, footBaseline, footStyle.size, footStyle.colour, file);
        writer.text(right - widthOf(foot, footStyle.size), footBaseline, footStyle.size, footStyle.colour, foot);
      },
      'Footer',
      page,
    );
  }
}
