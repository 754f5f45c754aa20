import { asName, PdfError, type PdfDocument } from '#pdf/read';

/** Objects looked at, of those that nothing leads to. */
const maxObjects = 20_000;
const pageTypes = new Set(['Catalog', 'Pages', 'Page']);

/**
 * A second document inside the file: catalogs, page trees and pages that no reader shows, ready for an update to switch to
 * . Editors leave deleted pages behind as well, so it is told and decides nothing. A new revision of an object
 * takes the place of the old one and is not meant here.
 */
export function hasUnreachablePages(document: PdfDocument, reached: ReadonlySet<number>): boolean {
  const { current } = document;
  let looked = 0;
  for (const objectNumber of current.objectNumbers()) {
    if (reached.has(objectNumber)) continue;
    if (++looked > maxObjects) return false;
    try {
      const value = current.object(objectNumber)?.value;
      const type = value?.kind === 'dictionary' ? asName(value.get('Type')) : undefined;
      if (type !== undefined && pageTypes.has(type)) return true;
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
    }
  }
  return false;
}
