import type { PdfPage, PdfView } from './model.js';
import type { ObjectStore } from './object-store.js';
import { readPages } from './page-tree.js';

interface KnownTree {
  readonly pages: readonly PdfPage[];
  /** Every number that was looked up to read it, of nodes, of what they inherit, of object streams and lengths. */
  readonly asked: ReadonlySet<number>;
  readonly root: { readonly objectNumber: number; readonly generation: number };
  /** The revisions from `from` to `to` say the same about all of `asked`. */
  from: number;
  to: number;
}

/**
 * Page trees of the revisions of one file. Most updates touch no page, and walking the tree of each anew would cost
 * revisions × pages. A tree that was read holds for another revision too when no revision on the way there has an entry
 * for a number that was looked up: then every look-up would end where it ended before.
 */
export class PageTrees {
  #known: KnownTree | undefined;

  constructor(private readonly store: ObjectStore) {}

  /** Throws what reading the tree throws. */
  of(view: PdfView): readonly PdfPage[] {
    if (this.#known !== undefined && this.#holds(this.#known, view)) return this.#known.pages;
    if (this.store.revisions.length === 1) return readPages(view, this.store.limits);
    const { result: pages, asked } = this.store.recordingLookUps(() => readPages(view, this.store.limits));
    this.#known = { pages, asked, root: view.catalogReference, from: view.revisionIndex, to: view.revisionIndex };
    return pages;
  }

  #holds(known: KnownTree, view: PdfView): boolean {
    const { objectNumber, generation } = view.catalogReference;
    if (known.root.objectNumber !== objectNumber || known.root.generation !== generation) return false;
    for (; known.to < view.revisionIndex; known.to += 1) if (this.#touches(known.to + 1, known.asked)) return false;
    for (; known.from > view.revisionIndex; known.from -= 1) if (this.#touches(known.from, known.asked)) return false;
    return true;
  }

  #touches(revisionIndex: number, numbers: ReadonlySet<number>): boolean {
    for (const objectNumber of this.store.revisions[revisionIndex]?.entries.keys() ?? []) if (numbers.has(objectNumber)) return true;
    return false;
  }
}
