import { PdfError, type PdfFile, type PdfPage, type PdfValue } from '../read/index.js';
import type { ObjectSink } from './pending.js';
import type { Writable, WritableReference } from './writable.js';

/** Keys that tie an object to the document it stood in: its page tree, its threads, its structure tree. */
const pageTies = new Set(['Parent', 'B', 'StructParents']);
const otherTies = new Set(['StructParent', 'StructParents']);

/** Copies objects of one document into an update, each once. */
export class Graft {
  readonly #copies = new Map<number, WritableReference>();
  readonly #waiting: { readonly from: number; readonly to: WritableReference }[] = [];

  constructor(
    private readonly source: PdfFile,
    private readonly sink: ObjectSink,
  ) {
    if (source.encrypted) throw new PdfError('encrypted', 'cannot copy from an encrypted file');
  }

  object(reference: WritableReference): WritableReference {
    const copy = this.#map(reference);
    if (copy === null) throw new PdfError('unknown-object', 'nothing to copy', { objectNumber: reference.objectNumber });
    this.#copyWaiting();
    return copy;
  }

  pages(indexes: readonly number[]): WritableReference[] {
    const pages = this.source.current.pages();
    const chosen = indexes.map((index) => {
      const page = pages[index];
      if (page === undefined) throw new PdfError('unknown-object', 'no such page');
      return page;
    });
    // All pages first: links between them then lead to the copies.
    const targets = chosen.map((page) => ({ page, isNew: !this.#copies.has(page.reference.objectNumber), to: this.#reserve(page) }));
    for (const { page, isNew, to } of targets) if (isNew) this.#copyPage(page, to);
    this.#copyWaiting();
    return targets.map(({ to }) => to);
  }

  #reserve(page: PdfPage): WritableReference {
    const known = this.#copies.get(page.reference.objectNumber) ?? this.sink.allocate();
    this.#copies.set(page.reference.objectNumber, known);
    return known;
  }

  #copyPage(page: PdfPage, to: WritableReference): void {
    const entries = new Map<string, Writable>();
    for (const [key, value] of page.dictionary.entries) {
      if (!pageTies.has(key)) entries.set(key, key === 'Annots' ? this.#annotations(value) : this.#value(value));
    }
    const box = ({ left, bottom, right, top }: PdfPage['mediaBox']): Writable => ({ kind: 'array', items: [left, bottom, right, top] });
    if (!entries.has('MediaBox')) entries.set('MediaBox', box(page.mediaBox));
    if (!entries.has('CropBox') && page.cropBox !== page.mediaBox) entries.set('CropBox', box(page.cropBox));
    if (!entries.has('Rotate') && page.rotate !== 0) entries.set('Rotate', page.rotate);
    if (!entries.has('Resources') && page.resources !== undefined) entries.set('Resources', this.#value(page.resources));
    this.sink.put(to, { kind: 'dictionary', entries });
  }

  /** Widgets belong to fields, and those stay behind. */
  #annotations(value: PdfValue): Writable {
    const view = this.source.current;
    const list = view.resolve(value);
    if (list.kind !== 'array') return null;
    const kept = list.items.filter((item) => {
      const annotation = view.resolve(item);
      const subtype = annotation.kind === 'dictionary' ? view.get(annotation, 'Subtype') : undefined;
      return subtype?.kind === 'name' && subtype.value !== 'Widget';
    });
    return { kind: 'array', items: kept.map((item) => this.#value(item)) };
  }

  #copyWaiting(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const object = this.source.current.object(next.from);
      if (object === undefined) throw new PdfError('unknown-object', 'object vanished', { objectNumber: next.from });
      const { value } = object;
      if (value.kind === 'stream') {
        const raw = this.source.slice(value.rawStart, value.rawEnd);
        this.sink.putRawStream(next.to, this.#entries(value.dictionary.entries), raw);
      } else {
        this.sink.put(next.to, this.#value(value));
      }
    }
  }

  #entries(entries: ReadonlyMap<string, PdfValue>): Map<string, Writable> {
    const copied = new Map<string, Writable>();
    for (const [key, value] of entries) if (!otherTies.has(key)) copied.set(key, this.#value(value));
    return copied;
  }

  #value(value: PdfValue): Writable {
    if (value.kind === 'reference') return this.#map(value);
    if (value.kind === 'array') return { kind: 'array', items: value.items.map((item) => this.#value(item)) };
    if (value.kind === 'dictionary') return { kind: 'dictionary', entries: this.#entries(value.entries) };
    return value;
  }

  /** The copy of what a reference leads to; null for what is missing and for pages that do not come along. */
  #map(reference: WritableReference): WritableReference | null {
    const { objectNumber, generation } = reference;
    const known = this.#copies.get(objectNumber);
    if (known !== undefined) return known;
    const object = this.source.current.object(objectNumber, generation);
    if (object === undefined || object.value.kind === 'null' || this.#isPageOrNode(object.value)) return null;
    if (this.#copies.size > this.source.limits.maxTreeNodes) throw new PdfError('limit-exceeded', 'too many objects to copy');
    const to = this.sink.allocate();
    this.#copies.set(objectNumber, to);
    this.#waiting.push({ from: objectNumber, to });
    return to;
  }

  #isPageOrNode(value: PdfValue): boolean {
    const type = value.kind === 'dictionary' ? value.get('Type') : undefined;
    return type?.kind === 'name' && (type.value === 'Page' || type.value === 'Pages');
  }
}
