import { asArray, asDictionary, asName, type PdfDictionary, type PdfPage, type PdfView, type Rectangle } from '#pdf/read';
import { rectangleOf } from './rectangle.js';

/** From this share of the page on, something lies over the page and not on it. */
const fullPage = 0.8;

/** Annotations that draw nothing of their own, or only when somebody opens them. */
const drawNothing = new Set(['Link', 'Popup']);

/** Pages (0-based) with an annotation over all of it: an image, a stamp or a form field that an update can take away. */
export function coveredPages(view: PdfView, pages: readonly PdfPage[]): number[] {
  return pages.filter((page) => annotationsOf(view, page).some((annotation) => covers(view, annotation, page.cropBox))).map(({ index }) => index);
}

function annotationsOf(view: PdfView, page: PdfPage): PdfDictionary[] {
  const items = asArray(view.get(page.dictionary, 'Annots'))?.items ?? [];
  return items.flatMap((item) => asDictionary(view.resolve(item)) ?? []);
}

/** Hidden ones count too: showing them is a change of one flag. */
function covers(view: PdfView, annotation: PdfDictionary, page: Rectangle): boolean {
  if (drawNothing.has(asName(view.get(annotation, 'Subtype')) ?? '')) return false;
  const box = rectangleOf(view, view.get(annotation, 'Rect'));
  if (box === undefined) return false;
  const width = Math.min(box.right, page.right) - Math.max(box.left, page.left);
  const height = Math.min(box.top, page.top) - Math.max(box.bottom, page.bottom);
  const area = (page.right - page.left) * (page.top - page.bottom);
  return width > 0 && height > 0 && area > 0 && (width * height) / area >= fullPage;
}
