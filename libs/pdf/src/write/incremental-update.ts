import { deflateSync } from 'node:zlib';
import { PdfError, type PdfFile } from '../read/index.js';
import { assemble, type FinishedUpdate } from './assemble.js';
import { addAnnotations, addFields } from './form-links.js';
import { Graft } from './graft.js';
import { appendPages } from './page-links.js';
import type { ObjectSink, Pending } from './pending.js';
import { entriesOf, type Writable, type WritableEntries, type WritableReference } from './writable.js';

export interface UpdateOptions {
  /** The second part of /ID in the new trailer; 16 bytes by convention. Without it /ID stays as it is. */
  readonly fileIdentifier?: Uint8Array;
}

/**
 * Starts one incremental update (ISO 32000-2 7.5.6) behind the newest revision. Throws `encrypted`, and
 * `not-appendable` where readers would not find, or would misread, what is appended.
 */
export function beginUpdate(document: PdfFile, options: UpdateOptions = {}): IncrementalUpdate {
  if (document.encrypted) throw new PdfError('encrypted', 'cannot write into an encrypted file');
  if (document.headerOffset > 0) throw new PdfError('not-appendable', 'bytes before the header shift every offset');
  if (document.findings.some(({ code }) => code === 'trailing-bytes')) {
    throw new PdfError('not-appendable', 'unexplained bytes behind the last revision');
  }
  return new IncrementalUpdate(document, options.fileIdentifier);
}

/** Objects to be appended, all plain and uncompressed (PF-12). Numbers are never reused (PF-08). */
export class IncrementalUpdate implements ObjectSink {
  readonly #pending = new Map<number, Pending>();
  readonly #grafts = new Map<PdfFile, Graft>();
  readonly #firstNumber: number;
  #nextNumber: number;
  #finished = false;

  constructor(
    readonly document: PdfFile,
    private readonly fileIdentifier: Uint8Array | undefined,
  ) {
    this.#firstNumber = firstFreeNumber(document);
    this.#nextNumber = this.#firstNumber;
  }

  /** A reference to an object still to be put. A number that is never put stays unused for good. */
  allocate(): WritableReference {
    if (this.#nextNumber > this.document.limits.maxObjectNumber) throw new PdfError('not-appendable', 'no object numbers left');
    const reference: WritableReference = { kind: 'reference', objectNumber: this.#nextNumber, generation: 0 };
    this.#nextNumber += 1;
    return reference;
  }

  /** Allocates and puts. */
  add(value: Writable): WritableReference {
    const reference = this.allocate();
    this.put(reference, value);
    return reference;
  }

  /** Writes an allocated object, or a new version of one in use. Throws `unknown-object`, `update-finished`. */
  put(reference: WritableReference, value: Writable): void {
    this.#set(reference, { kind: 'value', generation: reference.generation, value });
  }

  /** /Length and, with `compress`, /Filter are added. */
  putStream(reference: WritableReference, entries: WritableEntries, data: Uint8Array, options: { compress?: boolean } = {}): void {
    const dictionary = new Map(entriesOf(entries));
    if (options.compress === true) {
      if (dictionary.has('Filter')) throw new PdfError('invalid-value', 'stream already has a filter');
      dictionary.set('Filter', { kind: 'name', value: 'FlateDecode' });
    }
    this.putRawStream(reference, dictionary, options.compress === true ? deflateSync(data) : data);
  }

  /** Allocates and puts a stream. */
  addStream(entries: WritableEntries, data: Uint8Array, options: { compress?: boolean } = {}): WritableReference {
    const reference = this.allocate();
    this.putStream(reference, entries, data, options);
    return reference;
  }

  /** A stream whose data is encoded already, as its /Filter says. */
  putRawStream(reference: WritableReference, entries: ReadonlyMap<string, Writable>, data: Uint8Array): void {
    const withoutLength = new Map([...entries].filter(([key]) => key !== 'Length'));
    this.#set(reference, { kind: 'stream', generation: reference.generation, entries: withoutLength, data });
  }

  /**
   * The signature dictionary of this update, /ByteRange and /Contents added as placeholders for `contentsLength` bytes
   * of DER. One per update: a byte range ends at the end of its revision. Throws `invalid-value` for a second one.
   */
  putSignature(reference: WritableReference, entries: WritableEntries, options: { contentsLength: number }): void {
    const { contentsLength } = options;
    const dictionary = entriesOf(entries);
    if (dictionary.has('ByteRange') || dictionary.has('Contents')) throw new PdfError('invalid-value', 'placeholders are added here');
    if (!Number.isSafeInteger(contentsLength) || contentsLength < 1) throw new PdfError('invalid-value', 'no room for a signature');
    const second = [...this.#pending].some(([number, { kind }]) => kind === 'signature' && number !== reference.objectNumber);
    if (second) throw new PdfError('invalid-value', 'one signature per update');
    this.#set(reference, { kind: 'signature', generation: reference.generation, entries: dictionary, contentsLength });
  }

  /**
   * A new version of a dictionary (or a stream's dictionary) with these entries changed; undefined removes one. All
   * other entries, and the data of a stream, stay. Works on objects of this update too.
   */
  patchDictionary(reference: WritableReference, changes: WritableEntries): void {
    const entries = new Map(this.currentEntries(reference));
    for (const [key, value] of Object.entries(changes)) {
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
    }
    const pending = this.#pending.get(reference.objectNumber);
    const stored = pending === undefined ? this.#stored(reference) : undefined;
    if (pending !== undefined && pending.kind !== 'value') this.#set(reference, { ...pending, entries });
    else if (stored?.kind === 'stream') {
      this.putRawStream(reference, entries, this.document.slice(stored.rawStart, stored.rawEnd));
    } else this.put(reference, { kind: 'dictionary', entries });
  }

  /** Patches one entry of the catalog. */
  setCatalogEntry(key: string, value: Writable | undefined): void {
    this.patchDictionary(this.document.current.catalogReference, { [key]: value });
  }

  /**
   * Copies an object of another document, with everything it refers to, into this update. The same source object is
   * copied once, however often it is asked for; links to pages that were not grafted become null.
   */
  graft(source: PdfFile, reference: WritableReference): WritableReference {
    return this.#graftOf(source).object(reference);
  }

  /** Copies pages of another document: inherited attributes become their own, fields and structure stay behind. */
  graftPages(source: PdfFile, pageIndexes: readonly number[]): WritableReference[] {
    return this.#graftOf(source).pages(pageIndexes);
  }

  /** Makes pages the last ones: the root of the page tree gets new kids, nothing else of the tree changes. */
  appendPages(pages: readonly WritableReference[]): void {
    appendPages(this, pages);
  }

  /** Lists fields in the form, which is made where there is none, and sets /SigFlags 3 (ISO 32000-2 Table 225). */
  addFields(fields: readonly WritableReference[]): void {
    addFields(this, fields);
  }

  /** Lists annotations on a page, in the array where its annotations already are. */
  addAnnotations(page: WritableReference, annotations: readonly WritableReference[]): void {
    addAnnotations(this, page, annotations);
  }

  current(value: Writable | undefined): ReturnType<ObjectSink['current']> {
    let at = value;
    for (let hops = 0; at !== undefined && at !== null && typeof at === 'object' && at.kind === 'reference'; hops++) {
      if (hops >= this.document.limits.maxReferenceHops) throw new PdfError('circular-reference', 'references only point at references');
      at = this.#valueOf(at);
    }
    return at === null || at === undefined || (typeof at === 'object' && at.kind === 'null') ? undefined : at;
  }

  currentEntries(reference: WritableReference): ReadonlyMap<string, Writable> {
    const pending = this.#pending.get(reference.objectNumber);
    if (pending !== undefined && pending.kind !== 'value') return pending.entries;
    const value = this.#valueOf(reference);
    if (value === undefined || value === null) throw unknownObject(reference);
    if (typeof value === 'object' && value.kind === 'dictionary') return value.entries;
    if (typeof value === 'object' && value.kind === 'stream') return value.dictionary.entries;
    throw new PdfError('invalid-value', 'object is not a dictionary', { objectNumber: reference.objectNumber });
  }

  /** The bytes. The update takes nothing more after this. */
  finish(): FinishedUpdate {
    this.#requireOpen();
    this.#finished = true;
    return assemble(this.document, this.#pending, this.#nextNumber, this.fileIdentifier);
  }

  #valueOf(reference: WritableReference): Writable | undefined {
    const pending = this.#pending.get(reference.objectNumber);
    if (pending === undefined) return this.#stored(reference);
    return pending.kind === 'value' ? pending.value : { kind: 'dictionary', entries: pending.entries };
  }

  #stored(reference: WritableReference) {
    return this.document.current.object(reference.objectNumber, reference.generation)?.value;
  }

  #graftOf(source: PdfFile): Graft {
    const known = this.#grafts.get(source) ?? new Graft(source, this);
    this.#grafts.set(source, known);
    return known;
  }

  #set(reference: WritableReference, pending: Pending): void {
    this.#requireOpen();
    const { objectNumber, generation } = reference;
    const allocated = objectNumber >= this.#firstNumber && objectNumber < this.#nextNumber && generation === 0;
    if (!allocated && !this.#inUse(objectNumber, generation)) throw unknownObject(reference);
    this.#pending.set(objectNumber, pending);
  }

  #inUse(objectNumber: number, generation: number): boolean {
    const entry = this.document.current.entry(objectNumber)?.entry;
    if (entry === undefined || entry.kind === 'free') return false;
    return generation === (entry.kind === 'offset' ? entry.generation : 0);
  }

  #requireOpen(): void {
    if (this.#finished) throw new PdfError('update-finished', 'the update is finished');
  }
}

function unknownObject({ objectNumber }: WritableReference): PdfError {
  return new PdfError('unknown-object', 'neither allocated nor in use', { objectNumber });
}

/** Above everything any revision ever named, whatever /Size says. */
function firstFreeNumber(document: PdfFile): number {
  let highest = 0;
  for (const { entries, trailer, sections } of document.revisions) {
    const size = trailer.get('Size');
    if (size?.kind === 'number') highest = Math.max(highest, Math.ceil(size.value) - 1);
    for (const { objectNumber } of sections) highest = Math.max(highest, objectNumber ?? 0);
    for (const number of entries.keys()) highest = Math.max(highest, number);
  }
  return highest + 1;
}
