import { PDFDocument, PDFName } from 'pdf-lib';
import { emptyAppearance } from '../appearance/empty-appearance.js';
import { signatoryForm, signatoryFormName } from '../appearance/signatory-form.js';
import { SharedResources } from '../drawing/resources.js';
import { FontPool } from '../fonts/font-pool.js';
import { reserveForSignatures } from '../fonts/signature-characters.js';
import type { SignaturePageContent } from './content.js';
import type { Card } from './groups.js';
import { layOutSignaturePages } from './lay-out.js';
import type { Box } from './page-flow.js';
import { a4Shape, type PageShape } from './page-shape.js';
import type { StructureElement } from './structure.js';
import { pageTexts } from './texts.js';

/** A PDF of its own, to be grafted: only its pages and the appearances named here matter. */
export interface DrawnSignaturePages {
  readonly bytes: Uint8Array;
  readonly pageCount: number;
  /** In signing order. */
  readonly fields: readonly DrawnField[];
  readonly links: readonly (Box & { readonly address: string })[];
  /** What the pages say; their content is marked for it when they were drawn `tagged`. */
  readonly structure: StructureElement;
}

export interface DrawnField {
  readonly card: Card;
  /** In points. */
  readonly box: Box;
  /** Object number in `bytes` (generation 0) of the form to be the empty field's /AP /N. */
  readonly emptyAppearance: number;
}

export interface DrawOptions {
  readonly shape?: PageShape;
  /** Whether the file that the pages will join has a structure tree. */
  readonly tagged?: boolean;
}

/**
 * Draws the signature pages and, for each signatory, the appearance of the empty box. The form with the signatory's name and
 * role is among that appearance's resources, unused until a signature shows it.
 * @throws PadesError missing-glyph | bad-content
 */
export async function drawSignaturePages(content: SignaturePageContent, { shape = a4Shape, tagged = false }: DrawOptions = {}): Promise<DrawnSignaturePages> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  const pool = new FontPool();
  reserveForSignatures(pool);
  const { pages, boxes, links, structure } = layOutSignaturePages(content, shape, tagged, pool);
  const texts = pageTexts(content.language);
  const resources = new SharedResources(context, pool);
  const fields = boxes.map(({ card, box }): DrawnField => {
    const form = signatoryForm(box.width, card.signatory, pool);
    // Plain, as the signed one will be: a /Filter that comes or goes is a change that DSS cannot name, and a certification forbids those.
    const empty = resources.form(emptyAppearance(box, texts.notYetSigned, pool), { ...box, plain: true }, { [signatoryFormName]: resources.form(form.content, form) });
    return { card, box: scaled(box, shape.scale), emptyAppearance: empty.objectNumber };
  });
  for (const page of pages) {
    const { node } = document.addPage([shape.width, shape.height]);
    node.set(PDFName.of('Resources'), resources.dictionary());
    node.set(PDFName.of('Contents'), context.register(context.flateStream(page.toString())));
  }
  resources.finish();
  const bytes = await document.save({ useObjectStreams: false });
  return { bytes, pageCount: pages.length, fields, links: links.map((link) => ({ ...link, ...scaled(link, shape.scale) })), structure };
}

function scaled(box: Box, factor: number): Box {
  return { page: box.page, x: box.x * factor, y: box.y * factor, width: box.width * factor, height: box.height * factor };
}
