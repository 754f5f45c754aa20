import { PDFName, PDFOperator, PDFOperatorNames, type PDFDocument, type PDFPage, PDFNumber, type PDFRef } from 'pdf-lib';
import type { Block, BlockKind } from './blocks.js';

type Part = 'marker' | 'text';
interface Piece {
  readonly page: number;
  readonly id: number;
}

/** What a block is in the structure tree (ISO 32000-1 14.8.4); items of a list are gathered under one /L. */
const types: Readonly<Record<BlockKind, 'H1' | 'H2' | 'P' | 'LI'>> = {
  title: 'H1', heading: 'H2', paragraph: 'P', meta: 'P', label: 'P', decisionLabel: 'P', name: 'LI', decision: 'LI', bullet: 'LI',
};

/** Marks what is drawn and builds the structure tree, as word processors do; `undefined` blocks: an untagged file, nothing is marked. */
export class Tagging {
  private readonly pieces = new Map<string, Piece[]>();
  private readonly counts: number[] = [];

  constructor(private readonly pdf: PDFDocument, private readonly blocks: readonly Block[] | undefined) {}

  content(page: PDFPage, block: number, part: Part, draw: () => void): void {
    const kind = this.blocks?.[block]?.kind;
    if (kind === undefined) {
      draw();
      return;
    }
    const index = this.pdf.getPages().indexOf(page);
    const id = this.counts[index] ?? 0;
    this.counts[index] = id + 1;
    const key = `${String(block)} ${part}`;
    this.pieces.set(key, [...(this.pieces.get(key) ?? []), { page: index, id }]);
    this.marked(page, types[kind] === 'LI' ? (part === 'marker' ? 'Lbl' : 'LBody') : types[kind], { MCID: id }, draw);
  }

  artifact(page: PDFPage, subtype: 'Header' | 'Footer', draw: () => void): void {
    if (this.blocks === undefined) draw();
    else this.marked(page, 'Artifact', { Type: 'Pagination', Subtype: subtype, Attached: [subtype === 'Header' ? 'Top' : 'Bottom'] }, draw);
  }

  private marked(page: PDFPage, tag: string, properties: Record<string, string | number | string[]>, draw: () => void): void {
    page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(tag), this.pdf.context.obj(properties).toString()]));
    draw();
    page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent));
  }

  /** Call when everything is drawn. */
  finish(): void {
    const { blocks, pdf } = this;
    if (blocks === undefined) return;
    const { context, catalog } = pdf;
    const root = context.nextRef();
    const document = context.nextRef();
    const parents: PDFRef[][] = pdf.getPages().map(() => []);
    const kids: PDFRef[] = [];
    let list: { readonly reference: PDFRef; readonly items: PDFRef[] } | undefined;
    for (const [index, { kind }] of blocks.entries()) {
      if (types[kind] !== 'LI') {
        list = undefined;
        kids.push(this.element(types[kind], document, this.own(index, 'text'), parents));
        continue;
      }
      if (list === undefined || blocks[index - 1]?.kind !== kind) {
        list = { reference: context.nextRef(), items: [] };
        kids.push(list.reference);
      }
      list.items.push(this.item(index, list.reference, parents));
      context.assign(list.reference, context.obj({ Type: 'StructElem', S: 'L', P: document, K: list.items }));
    }
    context.assign(document, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: kids }));
    const nums = parents.flatMap((owners, page) => [PDFNumber.of(page), context.register(context.obj(owners))]);
    const tree = context.register(context.obj({ Nums: nums }));
    context.assign(root, context.obj({ Type: 'StructTreeRoot', K: document, ParentTree: tree, ParentTreeNextKey: parents.length }));
    catalog.set(PDFName.of('StructTreeRoot'), root);
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
    for (const [index, page] of pdf.getPages().entries()) {
      page.node.set(PDFName.of('StructParents'), PDFNumber.of(index));
      page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
    }
  }

  private item(block: number, list: PDFRef, parents: PDFRef[][]): PDFRef {
    const { context } = this.pdf;
    const item = context.nextRef();
    const marker = this.own(block, 'marker');
    const kids = [...(marker.length === 0 ? [] : [this.element('Lbl', item, marker, parents)]), this.element('LBody', item, this.own(block, 'text'), parents)];
    context.assign(item, context.obj({ Type: 'StructElem', S: 'LI', P: list, K: kids }));
    return item;
  }

  private own(block: number, part: Part): readonly Piece[] {
    return this.pieces.get(`${String(block)} ${part}`) ?? [];
  }

  /** An element may run over pages: then its content is named with its page. */
  private element(type: string, parent: PDFRef, pieces: readonly Piece[], parents: PDFRef[][]): PDFRef {
    const { context } = this.pdf;
    const reference = context.nextRef();
    const pages = this.pdf.getPages();
    for (const { page, id } of pieces) {
      const owners = parents[page];
      if (owners !== undefined) owners[id] = reference;
    }
    const first = pieces[0]?.page ?? 0;
    const kids = pieces.map(({ page, id }) => (page === first ? PDFNumber.of(id) : context.obj({ Type: 'MCR', Pg: pages[page]?.ref ?? null, MCID: id })));
    context.assign(reference, context.obj({ Type: 'StructElem', S: type, P: parent, Pg: pages[first]?.ref ?? null, K: kids }));
    return reference;
  }
}
