import type { XrefEntry } from './model.js';
import type { ReadRevision } from './revisions.js';

export interface FoundEntry {
  readonly entry: XrefEntry;
  readonly revisionIndex: number;
}

/** With fewer updates than this, asking each of them is cheaper than any index. */
const fewUpdates = 8;

/** Finds the entry in force for a number at the end of a revision. */
export class EntryIndex {
  /** Object number to the updates (not the oldest revision) that have an entry for it, ascending. */
  #updates: Map<number, number[]> | undefined;

  constructor(private readonly revisions: readonly ReadRevision[]) {}

  find(revisionIndex: number, objectNumber: number): FoundEntry | undefined {
    const index = this.revisions.length <= fewUpdates ? this.#search(revisionIndex, objectNumber) : this.#lookUp(revisionIndex, objectNumber);
    const entry = index === undefined ? undefined : this.revisions[index]?.entries.get(objectNumber);
    return entry === undefined || index === undefined ? undefined : { entry, revisionIndex: index };
  }

  #search(revisionIndex: number, objectNumber: number): number | undefined {
    for (let index = revisionIndex; index >= 0; index--) if (this.revisions[index]?.entries.has(objectNumber) === true) return index;
    return undefined;
  }

  /** A file of 4,000 revisions must not make every look-up ask 4,000 tables. */
  #lookUp(revisionIndex: number, objectNumber: number): number {
    this.#updates ??= this.#build();
    const list = this.#updates.get(objectNumber) ?? [];
    let from = 0;
    let to = list.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((list[middle] ?? 0) <= revisionIndex) from = middle + 1;
      else to = middle;
    }
    return list[from - 1] ?? 0;
  }

  #build(): Map<number, number[]> {
    const updates = new Map<number, number[]>();
    for (const revision of this.revisions.slice(1)) {
      for (const objectNumber of revision.entries.keys()) {
        const list = updates.get(objectNumber);
        if (list === undefined) updates.set(objectNumber, [revision.index]);
        else list.push(revision.index);
      }
    }
    return updates;
  }
}
