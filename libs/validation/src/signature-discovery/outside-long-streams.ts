import { PdfError, type PdfDocument, type Revision, type Span } from '#pdf/read';
import type { ObjectPlace, ObjectsByOffset } from './objects-by-offset.js';

/** A shorter stretch is searched faster than its object is read. */
const longStretch = 16 * 1024;

/**
 * The file without the data of its long streams: nothing in there is an object of the document, and images are most of
 * what a file is. In file order; what cannot be read is not left out.
 */
export function* outsideLongStreams(document: PdfDocument, places: ObjectsByOffset): Generator<Span> {
  let open: Span | undefined;
  for (const revision of document.revisions) {
    const spans = revision.end - revision.start <= longStretch ? [revision] : ofRevision(document, revision, places.of(revision));
    for (const { start, end } of spans) {
      if (open !== undefined && open.end !== start) yield open;
      // Updates lie one behind the other: one search for all of them.
      open = open !== undefined && open.end === start ? { start: open.start, end } : { start, end };
    }
  }
  if (open !== undefined) yield open;
}

function* ofRevision(document: PdfDocument, revision: Revision, places: readonly ObjectPlace[]): Generator<Span> {
  let from = revision.start;
  for (const [position, { objectNumber, offset }] of places.entries()) {
    const end = places[position + 1]?.offset ?? revision.end;
    if (end - offset <= longStretch) continue;
    const data = dataOf(document, revision.index, objectNumber, offset);
    if (data === undefined) continue;
    yield { start: from, end: data.start };
    from = Math.max(from, Math.min(data.end, end));
  }
  yield { start: from, end: revision.end };
}

/** Where the data of the stream that starts at an offset lies; undefined for what is no stream. */
function dataOf(document: PdfDocument, revisionIndex: number, objectNumber: number, offset: number): Span | undefined {
  try {
    const object = document.at(revisionIndex).object(objectNumber);
    return object?.value.kind === 'stream' && object.span.start === offset && object.container === undefined ? { start: object.value.rawStart, end: object.value.rawEnd } : undefined;
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}
