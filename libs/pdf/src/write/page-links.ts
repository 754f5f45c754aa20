import { PdfError } from '../read/index.js';
import type { ObjectSink } from './pending.js';
import type { Writable, WritableReference } from './writable.js';

/** What a page would inherit from the root without saying so itself. Neutral values; the media box has none. */
const neutral: Readonly<Record<string, Writable>> = { Rotate: 0, Resources: { kind: 'dictionary', entries: new Map() } };

/** Appends to the root's /Kids and /Count (ISO 32000-2 7.7.3.2). Throws `malformed-page-tree`. */
export function appendPages(sink: ObjectSink, pages: readonly WritableReference[]): void {
  if (pages.length === 0) return;
  const catalog = sink.currentEntries(sink.document.current.catalogReference);
  const root = catalog.get('Pages');
  if (root === undefined || root === null || typeof root !== 'object' || root.kind !== 'reference') throw malformed('catalog has no /Pages reference');
  const node = sink.currentEntries(root);
  const kids = node.get('Kids');
  const present = sink.current(kids);
  const count = integerOf(sink.current(node.get('Count')));
  if (typeof present !== 'object' || present.kind !== 'array' || count === undefined) throw malformed('root of the page tree is malformed');
  const extended: Writable = { kind: 'array', items: [...present.items, ...pages] };
  const indirect = kids !== undefined && kids !== null && typeof kids === 'object' && kids.kind === 'reference' ? kids : undefined;
  if (indirect !== undefined) sink.put(indirect, extended);
  sink.patchDictionary(root, { Count: count + pages.length, ...(indirect === undefined ? { Kids: extended } : {}) });
  for (const page of pages) adopt(sink, page, root, node);
}

/** /Parent, and a value of its own for everything the root would otherwise hand down. */
function adopt(sink: ObjectSink, page: WritableReference, root: WritableReference, node: ReadonlyMap<string, Writable>): void {
  const own = sink.currentEntries(page);
  const defaults: Record<string, Writable> = {};
  for (const [key, value] of Object.entries(neutral)) if (!own.has(key)) defaults[key] = value;
  const mediaBox = own.get('MediaBox');
  if (mediaBox === undefined) throw new PdfError('invalid-value', 'page without /MediaBox', { objectNumber: page.objectNumber });
  if (!own.has('CropBox') && node.has('CropBox')) defaults['CropBox'] = mediaBox;
  sink.patchDictionary(page, { ...defaults, Parent: root });
}

function integerOf(value: ReturnType<ObjectSink['current']>): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'object' && value.kind === 'number' ? value.value : undefined;
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function malformed(message: string): PdfError {
  return new PdfError('malformed-page-tree', message);
}
