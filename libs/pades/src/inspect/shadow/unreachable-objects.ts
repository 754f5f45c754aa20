import { asName, inspectBytes, type PdfDocument, type PdfValue } from '#pdf/read';
import { load, type Walk } from './object-walk.js';

export interface HiddenObjects {
  /** In the cross-reference, but nothing leads to them. Numbers, booleans and nulls are left out: they show nothing. */
  readonly unreachable: readonly number[];
  /** Of these: pages, page trees and catalogs, a second document in waiting. */
  readonly unreachablePages: readonly number[];
  /** `N G obj` in the bytes, where no cross-reference knows of an object. */
  readonly unlisted: number;
}

/** A gap longer than this is searched in part. */
const maxSearched = 4 * 1024 * 1024;

/** What is in the file and not in the document: content that an update could switch on later. */
export function hiddenObjects(document: PdfDocument, { reached }: Walk): HiddenObjects {
  const view = document.current;
  const structural = structuralObjects(document);
  const unreachable: number[] = [];
  const unreachablePages: number[] = [];
  for (const objectNumber of view.objectNumbers()) {
    if (objectNumber === 0 || reached.has(objectNumber) || structural.has(objectNumber)) continue;
    const value = load(view, objectNumber);
    if (value === undefined || typeof value === 'string' || !canShow(value)) continue;
    unreachable.push(objectNumber);
    if (value.kind === 'dictionary' && ['Page', 'Pages', 'Catalog'].includes(asName(value.get('Type')) ?? '')) unreachablePages.push(objectNumber);
  }
  return { unreachable, unreachablePages, unlisted: unlistedObjects(document) };
}

/** Containers and cross-reference streams carry the others; the first object of a linearized file and its hints describe the file. */
function structuralObjects(document: PdfDocument): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const { sections, entries } of document.revisions) {
    for (const { objectNumber } of sections) if (objectNumber !== undefined) numbers.add(objectNumber);
    for (const [, entry] of entries) if (entry.kind === 'compressed') numbers.add(entry.container);
  }
  return numbers;
}

function canShow(value: PdfValue): boolean {
  if (value.kind === 'stream') return !['XRef', 'ObjStm', 'Metadata'].includes(asName(value.dictionary.get('Type')) ?? '') && !isHintStream(value.dictionary.entries);
  if (value.kind === 'dictionary') return !value.entries.has('Linearized') && [...value.entries.values()].some(holdsSomething);
  return value.kind === 'array' && value.items.some(holdsSomething);
}

/** Writers leave empty lists and name trees behind. */
function holdsSomething(value: PdfValue): boolean {
  if (value.kind === 'array') return value.items.some(holdsSomething);
  if (value.kind === 'dictionary') return [...value.entries.values()].some(holdsSomething);
  return value.kind !== 'null';
}

/** ISO 32000-2 Annex F.4: the primary hint stream has /S, the place of the shared object hints, and no /Type. */
function isHintStream(entries: ReadonlyMap<string, PdfValue>): boolean {
  return entries.get('S')?.kind === 'number' && !entries.has('Type') && !entries.has('Subtype');
}

function unlistedObjects(document: PdfDocument): number {
  let found = 0;
  for (const { code, start, end } of inspectBytes(document)) {
    if (code !== 'unclaimed-bytes' || start === undefined || end === undefined) continue;
    const text = Buffer.from(document.bytes.subarray(start, Math.min(end, start + maxSearched))).toString('latin1');
    found += text.match(/\d+\s+\d+\s+obj\b/gu)?.length ?? 0;
  }
  return found;
}
