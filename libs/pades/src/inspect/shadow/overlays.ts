import { asArray, asDictionary, asName, pageContent, PdfError, type PageContent, type PdfDictionary, type PdfPage, type PdfView, type Rectangle } from '#pdf/read';
import { rectangleOf } from './rectangle.js';

/** From this share of the page on, something lies over the page and not on it. */
const fullPage = 0.8;

/** Annotations that draw nothing of their own, or only when somebody opens them. */
const drawNothing = new Set(['Link', 'Popup']);

/** Small against what a page may cost at all: intake looks at every page while somebody waits. */
const pageLimits = { maxOperators: 400_000, maxItems: 50_000, maxBytes: 16 * 2 ** 20 };
const maxPages = 1_000;
const limitProblems = new Set(['operators', 'items', 'depth', 'bytes']);

export interface Overlays {
  /** Pages, 0-based, with something over all of it: an annotation, or an image or area that is painted over text. */
  readonly pages: readonly number[];
  /** False when there is more on the pages than we look at. */
  readonly complete: boolean;
}

/** What lies over a whole page can be taken away by an update, and something else shows. */
export function overlays(view: PdfView, all: readonly PdfPage[]): Overlays {
  let complete = all.length <= maxPages;
  const pages = all.slice(0, maxPages).filter((page) => {
    if (annotationsOf(view, page).some((annotation) => annotationCovers(view, annotation, page.cropBox))) return true;
    const content = contentOf(view, page);
    if (content === undefined) return false;
    if (content.problems.some((problem) => limitProblems.has(problem))) complete = false;
    return hidesText(content, page.cropBox);
  });
  return { pages: pages.map(({ index }) => index), complete };
}

function contentOf(view: PdfView, page: PdfPage): PageContent | undefined {
  try {
    return pageContent(view, page, pageLimits);
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}

/** A background comes before the text, and recognised text of a scan is not to be seen: neither hides anything. */
function hidesText({ texts, images, fills }: PageContent, page: Rectangle): boolean {
  const seen = texts.filter(({ visible, text }) => visible && text.trim() !== '');
  const over = [...images, ...fills].filter(({ visible, box }) => visible && covers(box, page));
  return over.some(({ order, box }) => seen.some((text) => text.order < order && touch(text.box, box)));
}

function touch(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

function annotationsOf(view: PdfView, page: PdfPage): PdfDictionary[] {
  const items = asArray(view.get(page.dictionary, 'Annots'))?.items ?? [];
  return items.flatMap((item) => asDictionary(view.resolve(item)) ?? []);
}

/** Hidden ones count too: showing them is a change of one flag. */
function annotationCovers(view: PdfView, annotation: PdfDictionary, page: Rectangle): boolean {
  if (drawNothing.has(asName(view.get(annotation, 'Subtype')) ?? '')) return false;
  const box = rectangleOf(view, view.get(annotation, 'Rect'));
  return box !== undefined && covers(box, page);
}

function covers(box: Rectangle, page: Rectangle): boolean {
  const width = Math.min(box.right, page.right) - Math.max(box.left, page.left);
  const height = Math.min(box.top, page.top) - Math.max(box.bottom, page.bottom);
  const area = (page.right - page.left) * (page.top - page.bottom);
  return width > 0 && height > 0 && area > 0 && (width * height) / area >= fullPage;
}
