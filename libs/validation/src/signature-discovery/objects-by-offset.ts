import { PdfError, type IndirectObject, type PdfDocument, type Revision } from '#pdf/read';

export interface ObjectPlace {
  readonly objectNumber: number;
  readonly offset: number;
}

/** Which object of a revision holds a place in the file. Sorted once: a file may have many objects and many places to ask for. */
export class ObjectsByOffset {
  readonly #places = new Map<number, readonly ObjectPlace[]>();

  constructor(private readonly document: PdfDocument) {}

  /** The uncompressed objects that a revision's own sections list inside its own bytes, in file order. */
  of(revision: Revision): readonly ObjectPlace[] {
    const known = this.#places.get(revision.index) ?? listed(revision);
    this.#places.set(revision.index, known);
    return known;
  }

  revisionAt(offset: number): Revision | undefined {
    const { revisions } = this.document;
    let from = 0;
    let to = revisions.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((revisions[middle]?.end ?? 0) <= offset) from = middle + 1;
      else to = middle;
    }
    return revisions[from];
  }

  /** `unreadable` for one that is listed there and cannot be read; undefined where none is listed. */
  around(offset: number): IndirectObject | 'unreadable' | undefined {
    const revision = this.revisionAt(offset);
    const place = revision === undefined ? undefined : lastBefore(this.of(revision), offset);
    if (revision === undefined || place === undefined) return undefined;
    try {
      const object = this.document.at(revision.index).object(place.objectNumber);
      return object !== undefined && object.container === undefined && object.span.start <= offset && offset < object.span.end ? object : undefined;
    } catch (error) {
      if (error instanceof PdfError) return 'unreadable';
      throw error;
    }
  }
}

function listed(revision: Revision): ObjectPlace[] {
  const places: ObjectPlace[] = [];
  for (const [objectNumber, entry] of revision.entries) {
    if (entry.kind === 'offset' && entry.offset >= revision.start && entry.offset < revision.end) places.push({ objectNumber, offset: entry.offset });
  }
  return places.sort((a, b) => a.offset - b.offset);
}

function lastBefore(places: readonly ObjectPlace[], offset: number): ObjectPlace | undefined {
  let from = 0;
  let to = places.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((places[middle]?.offset ?? 0) <= offset) from = middle + 1;
    else to = middle;
  }
  return places[from - 1];
}
