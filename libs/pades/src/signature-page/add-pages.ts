import { openPdf, type PdfFile } from '#pdf/read';
import { array, dict, type IncrementalUpdate, name, ref, text, type WritableReference } from '#pdf/write';
import { PadesError } from '../pades-error.js';
import type { DrawnSignaturePages } from './draw.js';
import type { Box } from './page-flow.js';
import { settleAppearances } from './settle-appearances.js';
import { isTagged, joinStructureTree } from './tagging/join-structure-tree.js';

/** What a widget is called: `name` to programs (/T), `title` to people (/TU). */
export interface FieldNames {
  readonly name: string;
  readonly title: string;
}

/** Print and Locked (ISO 32000-2 Table 167): shown on paper, not to be moved. */
const widgetFlags = 4 + 128;

/** Print. */
const linkFlags = 4;

/**
 * Puts drawn pages behind the last page, a signature field in each box, the address as a link and, in a tagged file, all of it into the
 * structure tree.
 * @param fields in the order of `drawn.fields`
 */
export function addSignaturePages(update: IncrementalUpdate, document: PdfFile, drawn: DrawnSignaturePages, fields: readonly FieldNames[], language: string): void {
  const source = openPdf(drawn.bytes);
  const pages = update.graftPages(source, Array.from({ length: drawn.pageCount }, (_, index) => index));
  update.appendPages(pages);
  const annotations = pages.map((): WritableReference[] => []);
  const place = (box: Box, annotation: WritableReference): WritableReference => {
    const list = annotations[box.page];
    if (list === undefined) throw new PadesError('bad-content', 'a box without a page');
    list.push(annotation);
    return annotation;
  };
  const links = drawn.links.flatMap((box) => (isWebAddress(box.address) ? [place(box, update.add(linkTo(box, box.address, pages[box.page])))] : []));
  const widgets = drawn.fields.map(({ box, emptyAppearance }, index) => {
    const field = fields[index];
    const page = pages[box.page];
    if (field === undefined || page === undefined) throw new PadesError('bad-content', 'a box without field or page');
    const widget = dict({
      Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(field.name), TU: text(field.title), F: widgetFlags,
      Rect: rectangle(box), P: page, MK: dict({}), AP: dict({ N: update.graft(source, ref(emptyAppearance)) }),
    });
    return place(box, update.add(widget));
  });
  for (const [index, list] of annotations.entries()) {
    const page = pages[index];
    if (page !== undefined) update.addAnnotations(page, list);
  }
  update.addFields(widgets);
  settleAppearances(update, document);
  if (isTagged(document)) joinStructureTree(update, drawn.structure, { pages, widgets, links }, language);
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\/[\x21-\x7e]+$/u.test(address);
}

/** PDF/UA wants /Contents to say where a link leads (ISO 14289-1 7.18.5). */
function linkTo(box: Box, address: string, page: WritableReference | undefined) {
  return dict({
    Type: name('Annot'), Subtype: name('Link'), F: linkFlags, Rect: rectangle(box), P: page, Border: array([0, 0, 0]), Contents: text(address),
    A: dict({ S: name('URI'), URI: text(address) }),
  });
}

function rectangle({ x, y, width, height }: Box) {
  return array([x, y, x + width, y + height].map((value) => Math.round(value * 1000) / 1000));
}
