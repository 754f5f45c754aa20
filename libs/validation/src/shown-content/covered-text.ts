import {
  asArray, asDictionary, asName, asNumber, PdfError, type PageContent, type PdfDictionary, type PdfPage, type PdfView, type Rectangle, type TextRun,
} from '#pdf/read';
import type { ShownPages } from './shown-pages.js';

/** Annotations that mark text and let it through. */
const transparent = new Set(['Link', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut', 'Popup', 'Text']);
/** How much of a text must lie under something to be called hidden. */
const hiddenShare = 0.9;

/**
 * The first page (one-based) on which text lies under a picture, a white area or an annotation: what an update takes away or moves
 * later shows what was there all along. Scanned pages with recognised text under the picture look the same, so it
 * is told and decides nothing.
 */
export function pageWithCoveredText(view: PdfView, pages: readonly PdfPage[], shown: ShownPages): number | undefined {
  const found = pages.find((page) => hasCoveredText(view, page, shown));
  return found === undefined ? undefined : found.index + 1;
}

function hasCoveredText(view: PdfView, page: PdfPage, shown: ShownPages): boolean {
  try {
    const roomy = shown.look('roomy', view.revisionIndex, page);
    const above = annotationBoxes(view, page);
    const mayCover = above.length > 0 || roomy.images.length > 0 || roomy.fills.some(({ white }) => white);
    // Without fonts texts are wider than they are: only where something touches one is it worth knowing how wide.
    if (!mayCover || !roomy.texts.some((text) => covers(roomy, above, text, touches))) return false;
    const exact = shown.look('exact', view.revisionIndex, page);
    return exact.texts.some((text) => /[\p{L}\p{N}]/u.test(text.text) && covers(exact, above, text, hides));
  } catch (error) {
    if (error instanceof PdfError) return false;
    throw error;
  }
}

function covers(content: PageContent, above: readonly Rectangle[], text: TextRun, test: (cover: Rectangle, text: Rectangle) => boolean): boolean {
  if (!text.visible) return false;
  const painted = [...content.images, ...content.fills.filter(({ white }) => white)];
  return above.some((box) => test(box, text.box)) || painted.some(({ box, order, visible }) => visible && order > text.order && test(box, text.box));
}

function shared(a: Rectangle, b: Rectangle): number {
  return Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom));
}

const touches = (cover: Rectangle, text: Rectangle): boolean => shared(cover, text) > 0;
const hides = (cover: Rectangle, text: Rectangle): boolean => shared(cover, text) >= hiddenShare * (text.right - text.left) * (text.top - text.bottom) && shared(cover, text) > 0;

function annotationBoxes(view: PdfView, page: PdfPage): Rectangle[] {
  const annotations = asArray(view.get(page.dictionary, 'Annots'))?.items ?? [];
  return annotations.flatMap((item) => {
    const annotation = asDictionary(view.resolve(item));
    if (annotation === undefined || transparent.has(asName(view.get(annotation, 'Subtype')) ?? '') || view.get(annotation, 'AP') === undefined) return [];
    return rectOf(view, annotation);
  });
}

function rectOf(view: PdfView, annotation: PdfDictionary): Rectangle[] {
  const [a, b, c, d] = (asArray(view.get(annotation, 'Rect'))?.items ?? []).map((item) => asNumber(view.resolve(item)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
  return [{ left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) }];
}
