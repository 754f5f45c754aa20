import { PDFDocument, PDFName } from 'pdf-lib';
import { emptyAppearance } from '../appearance/empty-appearance.js';
import { signatoryForm, signatoryFormSize } from '../appearance/signatory-form.js';
import { signatoryFormName } from '../appearance/signed-appearance.js';
import { SharedResources } from '../drawing/resources.js';
import { FontPool } from '../fonts/font-pool.js';
import { reserveForSignatures } from '../fonts/signature-characters.js';
import type { SignaturePageContent } from './content.js';
import type { Card } from './groups.js';
import { layOutSignaturePages } from './lay-out.js';
import { a4, type Box } from './page-flow.js';
import { pageTexts } from './texts.js';

/** A PDF of its own, to be grafted: only its pages and the appearances named here matter. */
export interface DrawnSignaturePages {
  readonly bytes: Uint8Array;
  readonly pageCount: number;
  /** In signing order. */
  readonly fields: readonly DrawnField[];
}

export interface DrawnField {
  readonly card: Card;
  readonly box: Box;
  /** Object number in `bytes` (generation 0) of the form to be the empty field's /AP /N. */
  readonly emptyAppearance: number;
}

/**
 * Draws the signature pages and, for each signatory, the appearance of the empty box. The form with the signatory's name and
 * role is among that appearance's resources, unused until a signature shows it.
 * @throws PadesError missing-glyph | bad-content
 */
export async function drawSignaturePages(content: SignaturePageContent): Promise<DrawnSignaturePages> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  const pool = new FontPool();
  reserveForSignatures(pool);
  const { pages, boxes } = layOutSignaturePages(content, pool);
  const texts = pageTexts(content.language);
  const resources = new SharedResources(context, pool);
  const fields = boxes.map(({ card, box }): DrawnField => {
    const formSize = signatoryFormSize(box);
    const form = resources.form(signatoryForm(formSize, card.signatory, pool), formSize);
    const empty = resources.form(emptyAppearance(box, texts.notYetSigned, pool), box, { [signatoryFormName]: form });
    return { card, box, emptyAppearance: empty.objectNumber };
  });
  for (const page of pages) {
    const { node } = document.addPage([a4.width, a4.height]);
    node.set(PDFName.of('Resources'), resources.dictionary());
    node.set(PDFName.of('Contents'), context.register(context.flateStream(page.toString())));
  }
  resources.finish();
  return { bytes: await document.save({ useObjectStreams: false }), pageCount: pages.length, fields };
}
