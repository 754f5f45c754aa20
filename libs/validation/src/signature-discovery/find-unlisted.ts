import { asDictionary, PdfError, type IndirectObject, type PdfDocument, type Revision } from '#pdf/read';
import { formatFailure } from '../format-checking/format-failure.js';
import type { FoundSignature } from './found-signature.js';
import { outsideLongStreams } from './outside-long-streams.js';

/**
 * The name every signature dictionary has in plain bytes (it may not be compressed, BB-08). The search is for the part
 * that fits into Node's fast search, which is about six times as fast as for the whole word.
 */
const needle = '/ByteRa';
const wholeName = '/ByteRange';
const maxFound = 1000;

/**
 * Signature dictionaries that no field of the newest revision leads to: removed by an update, or never in a field.
 * Occurrences inside streams (attached files) and outside any object are not signatures of this document.
 *
 * @param known starts of the objects that are known already
 */
export function findUnlisted(document: PdfDocument, known: ReadonlySet<number>): FoundSignature[] {
  const found = new Map<number, FoundSignature>();
  for (const at of occurrences(document)) {
    if (found.size >= maxFound) break;
    const holder = objectAround(document, at);
    const dictionary = asDictionary(holder?.value);
    if (holder === undefined || dictionary === undefined || known.has(holder.span.start) || found.has(holder.span.start)) continue;
    if (!dictionary.entries.has('ByteRange')) continue;
    const redefined = document.current.entry(holder.objectNumber)?.entry;
    const isOverwritten = redefined?.kind !== 'offset' || redefined.offset !== holder.span.start;
    found.set(holder.span.start, {
      fieldName: null, field: undefined, value: undefined, dictionary,
      objectNumber: holder.objectNumber,
      revisionIndex: holder.revisionIndex,
      span: holder.span,
      page: null, rect: null,
      findings: [formatFailure(isOverwritten ? 'signature-dictionary-redefined' : removedOrNever(document, holder), 'R5')],
    });
  }
  return [...found.values()];
}

function* occurrences(document: PdfDocument): Generator<number> {
  const { bytes } = document;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { start, end } of outsideLongStreams(document)) {
    // A window that ends inside the word would miss it, hence the few bytes more; what lies behind is looked at by itself.
    const window = buffer.subarray(start, Math.min(end + wholeName.length - 1, buffer.length));
    for (let at = window.indexOf(needle, 0, 'latin1'); at >= 0 && start + at < end; at = window.indexOf(needle, at + 1, 'latin1')) {
      if (window.toString('latin1', at, at + wholeName.length) === wholeName) yield start + at;
    }
  }
}

function removedOrNever(document: PdfDocument, holder: IndirectObject): 'signature-field-removed' | 'signature-not-in-a-field' {
  return holder.revisionIndex < document.revisions.length - 1 ? 'signature-field-removed' : 'signature-not-in-a-field';
}

/** The object of the revision at hand whose bytes hold the offset; undefined when none does. */
function objectAround(document: PdfDocument, offset: number): IndirectObject | undefined {
  const revision = document.revisions.find(({ start, end }) => start <= offset && offset < end);
  if (revision === undefined) return undefined;
  const objectNumber = lastBefore(revision, offset);
  if (objectNumber === undefined) return undefined;
  try {
    const object = document.at(revision.index).object(objectNumber);
    return object !== undefined && object.container === undefined && object.span.start <= offset && offset < object.span.end ? object : undefined;
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}

function lastBefore(revision: Revision, offset: number): number | undefined {
  let best: { readonly objectNumber: number; readonly start: number } | undefined;
  for (const [objectNumber, entry] of revision.entries) {
    if (entry.kind !== 'offset' || entry.offset > offset) continue;
    if (best === undefined || entry.offset > best.start) best = { objectNumber, start: entry.offset };
  }
  return best?.objectNumber;
}
