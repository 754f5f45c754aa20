import { createHash } from 'node:crypto';
import { asReference, openPdf, PdfError, type PdfDictionary, type PdfReference, type PdfValue } from '#pdf/read';
import { inspectBytesForSigning } from '../inspect/inspect-document.js';
import type { FoundObject } from './found-object.js';
import { pagesMadeIndirect } from './page-kids.js';
import { isOfType, scanObjects, type Scan } from './scan-objects.js';
import { streamText, writePlainPdf, type PlainObject } from './write-plain-pdf.js';

/** Why a file is not rewritten. */
export type RepairRefusal =
  /** There is a signature in it, or what is left of one: a rewriting would destroy it. */
  | 'signed'
  | 'encrypted'
  /** No document can be made out, or more than one. */
  | 'ambiguous'
  /** Something that the document refers to is missing or damaged: pages could lose what stood on them. */
  | 'not-whole'
  /** The object numbers lie so far apart that a cross-reference without gaps (PF-06) would be larger than the file. */
  | 'scattered-numbers'
  /** What came out would be refused too. */
  | 'still-refused';

export type Repair =
  | { readonly repaired: true; readonly bytes: Uint8Array; readonly sha256: string; readonly pageCount: number; readonly objects: number }
  | { readonly repaired: false; readonly reason: RepairRefusal };

const no = (reason: RepairRefusal): Repair => ({ repaired: false, reason });

/**
 * Writes a broken, unsigned file anew: objects found by their own words, the last definition of each, everything that the document leads to and
 * nothing else, unchanged, behind one clean cross-reference. Whatever could lose or swap content is a refusal, not a guess.
 */
export function repairByRewriting(bytes: Uint8Array): Repair {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes('/ByteRange', 0, 'latin1')) return no('signed');
  const scan = scanObjects(bytes);
  if (scan.trailers.some((trailer) => (trailer.get('Encrypt')?.kind ?? 'null') !== 'null')) return no('encrypted');
  if ([...scan.objects.values()].some(({ value }) => holdsSignature(value))) return no('signed');
  const root = rootOf(scan);
  if (root === undefined || contradictsCrossReference(bytes, scan)) return no('ambiguous');
  const trailer = [...scan.trailers].reverse().find((one) => one.get('Root') !== undefined);
  const info = asReference(trailer?.get('Info'));
  const kept = reachable(scan, [root, ...(info === undefined || !scan.objects.has(info.objectNumber) ? [] : [info])]);
  if (kept === undefined) return no('not-whole');
  if (highestOf(kept) * bytesOfEntry > Math.max(leastTable, bytes.byteLength)) return no('scattered-numbers');
  const written = writePlainPdf(plainObjects(kept), trailerText(root, info, kept, trailer), versionOf(buffer));
  return judged(written, kept.length);
}

function holdsSignature(value: PdfValue): boolean {
  return value.kind === 'dictionary' && (value.get('ByteRange') !== undefined || isOfType(value, 'Sig') || isOfType(value, 'DocTimeStamp'));
}

/** What the newest trailer names, or else the only catalog there is. */
function rootOf({ objects, trailers }: Scan): PdfReference | undefined {
  for (const trailer of [...trailers].reverse()) {
    const root = asReference(trailer.get('Root'));
    const found = root === undefined ? undefined : objects.get(root.objectNumber);
    if (root !== undefined && found !== undefined && isOfType(found.value, 'Catalog')) return root;
  }
  const catalogs = [...objects.values()].filter(({ value }) => isOfType(value, 'Catalog'));
  const [only] = catalogs;
  if (catalogs.length !== 1 || only === undefined) return undefined;
  return { kind: 'reference', objectNumber: only.objectNumber, generation: only.generation, span: { start: 0, end: 0 } };
}

/** Where the cross-reference can be read after all, what it says must be what was found: else two readers see two documents. */
function contradictsCrossReference(bytes: Uint8Array, { objects }: Scan): boolean {
  try {
    const view = openPdf(bytes).current;
    return [...objects.values()].some(({ objectNumber, offset }) => {
      const entry = view.entry(objectNumber)?.entry;
      return entry?.kind === 'offset' && entry.offset !== offset && view.object(objectNumber) !== undefined;
    });
  } catch (error) {
    if (error instanceof PdfError) return false;
    throw error;
  }
}

/** Everything that the roots lead to. Undefined when something is missing or damaged. */
function reachable({ objects, damaged }: Scan, roots: readonly PdfReference[]): FoundObject[] | undefined {
  const kept = new Map<number, FoundObject>();
  const stack: PdfValue[] = [...roots];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value.kind === 'reference') {
      if (kept.has(value.objectNumber)) continue;
      const found = objects.get(value.objectNumber);
      if (found?.generation !== value.generation || damaged.has(value.objectNumber)) return undefined;
      kept.set(found.objectNumber, found);
      // A stream's length is written anew: what it said, and where, does not matter.
      stack.push(...(found.data === undefined ? [found.value] : [...(found.value as PdfDictionary).entries].filter(([key]) => key !== 'Length').map(([, entry]) => entry)));
    } else if (value.kind === 'array') for (const item of value.items) stack.push(item);
    else if (value.kind === 'dictionary') for (const entry of value.entries.values()) stack.push(entry);
  }
  return [...kept.values()];
}

/** One entry for each number up to the highest: a few bytes that name object 99999999 must not cost 2 GB. */
const bytesOfEntry = 20;
const leastTable = 1024 * 1024;

function highestOf(kept: readonly FoundObject[]): number {
  return kept.reduce((highest, { objectNumber }) => Math.max(highest, objectNumber), 0);
}

function plainObjects(kept: readonly FoundObject[]): PlainObject[] {
  return pagesMadeIndirect(kept, highestOf(kept) + 1).map(({ objectNumber, generation, value, text, data }) => ({
    objectNumber, generation, ...(data === undefined ? { text } : { text: streamText({ value, text, data }), data }),
  }));
}

function trailerText(root: PdfReference, info: PdfReference | undefined, kept: readonly FoundObject[], trailer: PdfDictionary | undefined): string {
  const identifiers = trailer?.get('ID');
  const strings = identifiers?.kind === 'array' ? identifiers.items.flatMap((item) => (item.kind === 'string' ? [`<${Buffer.from(item.bytes).toString('hex')}>`] : [])) : [];
  return [
    `/Root ${root.objectNumber} ${root.generation} R`,
    ...(info !== undefined && kept.some(({ objectNumber }) => objectNumber === info.objectNumber) ? [`/Info ${info.objectNumber} ${info.generation} R`] : []),
    ...(strings.length === 2 ? [`/ID [${strings.join(' ')}]`] : []),
  ].join(' ');
}

function versionOf(bytes: Buffer): string {
  return /%PDF-(\d\.\d)/u.exec(bytes.toString('latin1', 0, 2048))?.[1] ?? '1.7';
}

/** The result is looked at like any upload, and read once more as a whole. */
function judged(bytes: Uint8Array, objects: number): Repair {
  const { refusals, warnings, pageCount } = inspectBytesForSigning(bytes);
  if (warnings.some(({ code }) => code === 'damaged-objects')) return no('not-whole');
  if (refusals.length > 0) return no('still-refused');
  const view = openPdf(bytes).current;
  const tree = view.get(view.catalog, 'Pages');
  const count = tree?.kind === 'dictionary' ? view.get(tree, 'Count') : undefined;
  if (count?.kind === 'number' && count.value !== pageCount) return no('not-whole');
  return { repaired: true, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), pageCount, objects };
}
