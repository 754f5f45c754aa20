import type { PdfPage, PdfView, Rectangle } from '../model.js';
import type { PdfStream } from '../values.js';
import { ContentSink } from './content-sink.js';
import { FontCache, roomyFont } from './fonts/font.js';
import { initialState } from './graphics-state.js';
import { drawForm, formMatrix, interpretPage, type Interpretation } from './interpreter.js';
import { Layers } from './layers.js';
import { boxAround, type Matrix } from './matrix.js';
import { rectangleOf } from '../page-tree.js';
import { defaultContentLimits, type ContentLimits, type PageContent } from './page-content.js';

interface Shared {
  readonly fonts: FontCache;
  readonly layers: Layers;
}

/** Fonts and layers of a view are read once for all its pages. */
const shared = new WeakMap<PdfView, Shared>();

function sharedOf(view: PdfView): Shared {
  const known = shared.get(view) ?? { fonts: new FontCache(view), layers: new Layers(view) };
  shared.set(view, known);
  return known;
}

/**
 * What a page's own content paints: texts in Unicode, images, filled areas, with their boxes in default user space, in
 * painting order. Annotations are not part of it; see `appearanceContent`. `view` is the state the page is of.
 * `problems` says whether something was left out. Throws `PdfError` only for what makes the page itself unreadable.
 */
export function pageContent(view: PdfView, page: PdfPage, limits: Partial<ContentLimits> = {}): PageContent {
  const run = begin(view, limits);
  interpretPage(run, page);
  return run.sink.content();
}

/**
 * As `pageContent`, without reading a font: texts say nothing and take more room than they do. Ten times as fast; good for
 * ruling out that something is covered.
 */
export function roomyPageContent(view: PdfView, page: PdfPage, limits: Partial<ContentLimits> = {}): PageContent {
  const run = { ...begin(view, limits), fonts: { font: () => roomyFont } };
  interpretPage(run, page);
  return run.sink.content();
}

/**
 * What an annotation's appearance stream paints when it is fitted into the annotation's rectangle (ISO 32000-2
 * 12.5.5), in default user space of the page.
 */
export function appearanceContent(view: PdfView, appearance: PdfStream, rect: Rectangle, limits: Partial<ContentLimits> = {}): PageContent {
  const run = begin(view, limits);
  const bounds = rectangleOf(view, view.get(appearance.dictionary, 'BBox'));
  const box = bounds === undefined ? rect : boxAround(formMatrix(view, appearance), bounds);
  const scaleX = (rect.right - rect.left) / (box.right - box.left || 1);
  const scaleY = (rect.top - rect.bottom) / (box.top - box.bottom || 1);
  const fit: Matrix = [scaleX, 0, 0, scaleY, rect.left - box.left * scaleX, rect.bottom - box.bottom * scaleY];
  drawForm(run, appearance, { state: initialState(fit, rect), resources: undefined, number: {} });
  return run.sink.content();
}

function begin(view: PdfView, limits: Partial<ContentLimits>): Interpretation {
  const bounds = { ...defaultContentLimits, ...limits };
  return { view, ...sharedOf(view), limits: bounds, sink: new ContentSink(bounds), open: new Set() };
}
