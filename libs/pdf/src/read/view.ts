import type { IndirectObject, PdfPage, PdfView } from './model.js';
import type { ObjectStore } from './object-store.js';
import type { PageTrees } from './page-trees.js';
import { PdfError } from './pdf-error.js';
import type { PdfDictionary, PdfReference, PdfStream, PdfValue, ResolvedValue } from './values.js';

/** `PdfView` over the shared store. */
export class RevisionView implements PdfView {
  #pages: readonly PdfPage[] | undefined;
  #numbers: readonly number[] | undefined;

  constructor(
    readonly revisionIndex: number,
    readonly trailer: PdfDictionary,
    private readonly store: ObjectStore,
    private readonly trees: PageTrees,
  ) {}

  get catalogReference(): PdfReference {
    const root = this.trailer.get('Root');
    if (root?.kind !== 'reference') throw new PdfError('no-catalog', 'trailer has no /Root reference');
    return root;
  }

  get catalog(): PdfDictionary {
    const catalog = this.resolve(this.catalogReference);
    if (catalog.kind !== 'dictionary') throw new PdfError('no-catalog', 'catalog is not a dictionary');
    return catalog;
  }

  object(objectNumber: number, generation?: number): IndirectObject | undefined {
    const object = this.store.load(this.revisionIndex, objectNumber);
    return generation === undefined || object?.generation === generation ? object : undefined;
  }

  entry(objectNumber: number): ReturnType<PdfView['entry']> {
    return this.store.entryAt(this.revisionIndex, objectNumber);
  }

  resolve(value: PdfValue): ResolvedValue {
    return value.kind === 'reference' ? this.store.resolve(this.revisionIndex, value) : value;
  }

  get(dictionary: PdfDictionary, key: string): ResolvedValue | undefined {
    const value = dictionary.get(key);
    const resolved = value === undefined ? undefined : this.resolve(value);
    return resolved?.kind === 'null' ? undefined : resolved;
  }

  pages(): readonly PdfPage[] {
    this.#pages ??= this.trees.of(this);
    return this.#pages;
  }

  streamData(stream: PdfStream, maxBytes = this.store.limits.maxStreamBytes): Uint8Array {
    return this.store.decode(this.revisionIndex, stream, maxBytes);
  }

  objectNumbers(): readonly number[] {
    this.#numbers ??= this.#collectNumbers();
    return this.#numbers;
  }

  #collectNumbers(): readonly number[] {
    const inUse = new Map<number, boolean>();
    for (const revision of this.store.revisions.slice(0, this.revisionIndex + 1)) {
      revision.entries.forEachPlace((objectNumber, _offset, used) => inUse.set(objectNumber, used));
    }
    return [...inUse.keys()].filter((objectNumber) => inUse.get(objectNumber)).sort((a, b) => a - b);
  }
}
