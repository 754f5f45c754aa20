import { asArray, asDictionary, asNumber, PdfError, type PageContent, type PdfDictionary, type PdfDocument, type PdfValue, type PdfView, type Rectangle } from '#pdf/read';
import type { Change } from '../report/validation-report.js';
import type { Reading, ShownPages } from './shown-pages.js';

/** Less than this, in points, is two things beside each other. */
const touching = 1;
/** A box of text reaches from its deepest descender to above its capitals; less than this share of it is no letter. */
const textShare = 0.25;

export interface OverlapResult {
  readonly changes: readonly Change[];
  /** Some page could not be read to its end: what is covered there is not known. */
  readonly incomplete: boolean;
}

/**
 * R10: what new or changed visible annotations and signature boxes lie over. Compared with what the page showed when it
 * was first signed: page content cannot change after that without being forbidden.
 *
 * @param signedRevision index of the first signed revision
 * @param shown keeps what was read
 */
export function markOverlaps(document: PdfDocument, changes: readonly Change[], signedRevision: number, shown: ShownPages): OverlapResult {
  const pages = new SignedPages(document, signedRevision, shown);
  const marked = changes.map((change) => {
    const { rect, page, verdict } = change;
    if (verdict !== 'permitted' || rect === undefined || page === undefined) return change;
    const covers = [...pages.under(page, rect), ...(annotationsUnder(document, change, page, rect) ? ['annotation' as const] : [])];
    return covers.length === 0 ? change : { ...change, covers };
  });
  return { changes: marked, incomplete: pages.incomplete };
}

class SignedPages {
  readonly #known: Readonly<Record<Reading, Map<number, PageContent | undefined>>> = { roomy: new Map(), exact: new Map() };
  incomplete = false;

  constructor(
    private readonly document: PdfDocument,
    private readonly revision: number,
    private readonly shown: ShownPages,
  ) {}

  under(page: number, corners: Corners): ('text' | 'image')[] {
    // Not four numbers: it is shown somewhere or nowhere.
    if (!corners.every(Number.isFinite)) return ['text'];
    const box = boxOf(corners);
    // Reading fonts is most of the cost, and most boxes stand where nothing is.
    const roomy = this.#content('roomy', page);
    if (roomy === undefined || (!coversText(roomy, box) && !coversImage(roomy, box))) return [];
    const exact = this.#content('exact', page);
    if (exact === undefined) return [];
    return [...(coversText(exact, box) ? ['text' as const] : []), ...(coversImage(exact, box) ? ['image' as const] : [])];
  }

  #content(reading: Reading, page: number): PageContent | undefined {
    const known = this.#known[reading];
    if (!known.has(page)) known.set(page, this.#read(reading, page));
    const content = known.get(page);
    if (content === undefined || content.problems.some((problem) => problem !== 'unknown-layer' && problem !== 'unreadable-font')) this.incomplete = true;
    return content;
  }

  #read(reading: Reading, page: number): PageContent | undefined {
    try {
      const found = this.document.at(this.revision).pages()[page - 1];
      return found === undefined ? undefined : this.shown.keep(reading, this.revision, found);
    } catch (error) {
      if (error instanceof PdfError) return undefined;
      throw error;
    }
  }
}

type Corners = readonly [number, number, number, number];

function boxOf([x1, y1, x2, y2]: Corners): Rectangle {
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
}

/** Annotations that were there before: an earlier signature's box can be covered as page text can. */
function annotationsUnder(document: PdfDocument, change: Change, page: number, corners: Corners): boolean {
  try {
    const view = document.at(change.revision - 1);
    const found = view.pages()[page - 1];
    const annotations = found === undefined ? undefined : asArray(view.get(found.dictionary, 'Annots'));
    const box = boxOf(corners);
    return (annotations?.items ?? []).some((item) => {
      if (item.kind === 'reference' && item.objectNumber === change.objectNumber) return false;
      const rect = rectOf(view, asDictionary(view.resolve(item)));
      return rect !== undefined && width(rect, box) > touching && height(rect, box) > touching;
    });
  } catch (error) {
    if (error instanceof PdfError) return true;
    throw error;
  }
}

function rectOf(view: PdfView, annotation: PdfDictionary | undefined): Rectangle | undefined {
  const items = annotation === undefined ? undefined : asArray(view.get(annotation, 'Rect'))?.items;
  if (items === undefined) return undefined;
  const a = numberAt(view, items, 0);
  const b = numberAt(view, items, 1);
  const c = numberAt(view, items, 2);
  const d = numberAt(view, items, 3);
  return a === undefined || b === undefined || c === undefined || d === undefined ? undefined : boxOf([a, b, c, d]);
}

function numberAt(view: PdfView, items: readonly PdfValue[], index: number): number | undefined {
  const item = items[index];
  return item === undefined ? undefined : asNumber(view.resolve(item));
}

/** Lines to write on and dots to fill in are there to be covered. */
const says = /[\p{L}\p{N}\ufffd]/u;

function coversText(content: PageContent, box: Rectangle): boolean {
  return content.texts.some(({ box: text, visible, text: said }) => visible && width(text, box) > touching && height(text, box) > textShare * (text.top - text.bottom) && says.test(said));
}

function coversImage(content: PageContent, box: Rectangle): boolean {
  return content.images.some(({ box: image, visible }) => visible && width(image, box) > touching && height(image, box) > touching);
}

function width(a: Rectangle, b: Rectangle): number {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left);
}

function height(a: Rectangle, b: Rectangle): number {
  return Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom);
}
