import { asDictionary, PdfError, readObjectAt, type IndirectObject, type PdfDocument } from '#pdf/read';
import { formatFailure } from '../format-checking/format-failure.js';
import type { FoundSignature } from './found-signature.js';
import { ObjectsByOffset } from './objects-by-offset.js';
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
  const places = new ObjectsByOffset(document);
  let attempts = 0;
  for (const at of occurrences(document, places)) {
    if (found.size >= maxFound) break;
    const listed = places.around(at);
    if (listed === undefined && ++attempts > maxAttempts) throw new RangeError('too many signatures outside of everything');
    const holder = listed === 'unreadable' ? undefined : (listed ?? unclaimedAround(document, places, at));
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

function* occurrences(document: PdfDocument, places: ObjectsByOffset): Generator<number> {
  const { bytes } = document;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { start, end } of outsideLongStreams(document, places)) {
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

/** Longest way back from a word to the object it stands in; a signature dictionary with its /Contents is shorter. */
const farthest = 2 ** 20;
/** Places outside every listed object that are looked at. An honest file has none. */
const maxAttempts = 2000;

/**
 * An object that no cross-reference section leads to: a chain that goes past a signed revision, or a copy behind the
 * end. Readers that rebuild a file find it all the same.
 */
function unclaimedAround(document: PdfDocument, places: ObjectsByOffset, offset: number): IndirectObject | undefined {
  const buffer = Buffer.from(document.bytes.buffer, document.bytes.byteOffset, offset);
  const nearest = Math.max(0, offset - farthest);
  const keyword = buffer.subarray(nearest).lastIndexOf(' obj', undefined, 'latin1') + nearest;
  if (keyword < nearest) return undefined;
  const start = /\d{1,10} \d{1,5}$/u.exec(buffer.toString('latin1', Math.max(0, keyword - 17), keyword));
  const parsed = start === null ? undefined : readAt(document, keyword - start[0].length, offset + farthest);
  if (parsed === undefined || parsed.span.end <= offset) return undefined;
  const revisionIndex = places.revisionAt(offset)?.index ?? document.revisions.length - 1;
  return { objectNumber: parsed.objectNumber, generation: parsed.generation, value: parsed.value, span: parsed.span, revisionIndex };
}

function readAt(document: PdfDocument, offset: number, end: number): ReturnType<typeof readObjectAt> | undefined {
  try {
    return readObjectAt(document.bytes, offset, Math.min(end, document.bytes.length));
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}
