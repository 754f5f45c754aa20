import { decodeStream } from './filters/decode-stream.js';
import { parseIndirectObject, type ParsedObject } from './indirect-object.js';
import type { PdfLimits } from './limits.js';
import type { FileBytes } from './file-bytes.js';
import { EntryIndex, type FoundEntry } from './entry-index.js';
import type { IndirectObject } from './model.js';
import { ObjectStream } from './object-stream.js';
import { ParseLedger, type Priced } from './parse-ledger.js';
import { PdfError } from './pdf-error.js';
import type { ReadRevision } from './revisions.js';
import type { PdfReference, PdfStream, ResolvedValue, PdfValue } from './values.js';
import { WorkBudget } from './work-budget.js';

/** Loads objects when they are asked for and keeps them, for all views of one document. */
export class ObjectStore {
  readonly #byOffset = new Map<number, IndirectObject>();
  /** By offset of the container, then by index. */
  readonly #compressed = new Map<number, Map<number, IndirectObject>>();
  readonly #entries: EntryIndex;
  readonly #ledger: ParseLedger;
  readonly #valueBudget: WorkBudget;
  readonly #containers = new Map<number, ObjectStream>();
  readonly #loading = new Set<number>();
  #structureBytes = 0;
  #lookUps: Set<number> | undefined;

  constructor(
    readonly file: FileBytes,
    readonly revisions: readonly ReadRevision[],
    readonly limits: PdfLimits,
    private readonly encrypted: boolean,
  ) {
    this.#entries = new EntryIndex(revisions);
    this.#valueBudget = new WorkBudget(limits.maxValues);
    this.#ledger = new ParseLedger(file.length, this.#valueBudget);
  }

  /** The newest entry for a number, as seen at the end of a revision. */
  entryAt(revisionIndex: number, objectNumber: number): FoundEntry | undefined {
    this.#lookUps?.add(objectNumber);
    return this.#entries.find(revisionIndex, objectNumber);
  }

  /** Does something, and says which numbers it looked up: as long as the entries of these stay, it would do the same again. */
  recordingLookUps<T>(work: () => T): { readonly result: T; readonly asked: ReadonlySet<number> } {
    const outer = this.#lookUps;
    const asked = new Set<number>();
    this.#lookUps = asked;
    try {
      return { result: work(), asked };
    } finally {
      this.#lookUps = outer;
      if (outer !== undefined) for (const objectNumber of asked) outer.add(objectNumber);
    }
  }

  /** Undefined when free or unknown. Throws what reading it throws, `object-redefined`, `circular-reference`. */
  load(revisionIndex: number, objectNumber: number): IndirectObject | undefined {
    const found = this.entryAt(revisionIndex, objectNumber);
    if (found === undefined || found.entry.kind === 'free') return undefined;
    if (found.entry.kind === 'compressed') return this.#loadCompressed(revisionIndex, objectNumber, found);
    const { offset, generation } = found.entry;
    const object = this.#loadAt(offset, objectNumber);
    if (object.objectNumber !== objectNumber || object.generation !== generation) {
      throw new PdfError('object-not-at-offset', 'another object stands at this offset', { offset, objectNumber });
    }
    this.#requireSameLength(revisionIndex, object);
    return object;
  }

  /** The revision whose bytes hold this offset; undefined behind the last. */
  revisionHolding(offset: number): number | undefined {
    let from = 0;
    let to = this.revisions.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (offset < (this.revisions[middle]?.end ?? 0)) to = middle;
      else from = middle + 1;
    }
    return offset < (this.revisions[from]?.end ?? 0) ? from : undefined;
  }

  #loadAt(offset: number, objectNumber: number): IndirectObject {
    const known = this.#byOffset.get(offset);
    if (known !== undefined) return known;
    const revisionIndex = this.revisionHolding(offset);
    if (revisionIndex === undefined) {
      throw new PdfError('object-not-at-offset', 'offset behind the last revision', { offset, objectNumber });
    }
    const parsed = this.#guarded(offset, () => this.#ledger.run(offset, offset, () => this.#parse(offset, revisionIndex)));
    const object: IndirectObject = {
      objectNumber: parsed.objectNumber,
      generation: parsed.generation,
      value: parsed.value,
      span: parsed.span,
      revisionIndex,
    };
    this.#byOffset.set(offset, object);
    return object;
  }

  #parse(offset: number, revisionIndex: number): Priced<ParsedObject> {
    const end = this.revisions[revisionIndex]?.end ?? 0;
    const result = parseIndirectObject(this.file, offset, end, {
      maxNesting: this.limits.maxNesting,
      length: (reference) => this.#integerAt(revisionIndex, reference),
    });
    const { value, span, values } = result;
    // The data of a stream is stepped over, not read.
    return { result, values, bytes: span.end - offset - (value.kind === 'stream' ? value.rawEnd - value.rawStart : 0) };
  }

  /** A stream whose /Length lies in an object stream whose /Length … : each may be asked for once at a time. */
  #guarded(offset: number, parse: () => ParsedObject): ParsedObject {
    if (this.#loading.has(offset)) throw new PdfError('circular-reference', 'object needs itself to be read', { offset });
    // Each level costs stack: the same bound as for references that point at references.
    if (this.#loading.size >= this.limits.maxReferenceHops) throw new PdfError('limit-exceeded', 'chain of lengths too long', { offset });
    this.#loading.add(offset);
    try {
      return parse();
    } finally {
      this.#loading.delete(offset);
    }
  }

  #integerAt(revisionIndex: number, reference: PdfReference): number | undefined {
    const object = this.load(revisionIndex, reference.objectNumber);
    const value = object?.generation === reference.generation ? object.value : undefined;
    return value?.kind === 'number' && value.isInteger ? value.value : undefined;
  }

  /** A later revision may redefine the length of an earlier stream: then it is not one stream any more, but two. */
  #requireSameLength(revisionIndex: number, object: IndirectObject): void {
    // In its own revision it is what the stream was read with; looked up all the same when it is recorded what was.
    if (object.value.kind !== 'stream' || (revisionIndex === object.revisionIndex && this.#lookUps === undefined)) return;
    const length = object.value.dictionary.get('Length');
    if (length?.kind !== 'reference') return;
    if (this.#integerAt(revisionIndex, length) === object.value.rawEnd - object.value.rawStart) return;
    throw new PdfError('object-redefined', 'the length of a stream was changed by a later revision', {
      offset: object.span.start,
      objectNumber: object.objectNumber,
    });
  }

  #loadCompressed(revisionIndex: number, objectNumber: number, found: FoundEntry): IndirectObject | undefined {
    if (found.entry.kind !== 'compressed') return undefined;
    const { container, index } = found.entry;
    const then = this.entryAt(found.revisionIndex, container)?.entry;
    const now = this.entryAt(revisionIndex, container)?.entry;
    if (then?.kind !== 'offset') {
      throw new PdfError('malformed-object-stream', 'container is not an object of the file', { objectNumber });
    }
    if (now?.kind !== 'offset' || now.offset !== then.offset) {
      throw new PdfError('object-redefined', 'object stream was replaced under its objects', { objectNumber });
    }
    const holder = this.load(found.revisionIndex, container);
    if (holder === undefined) throw new PdfError('malformed-object-stream', 'no container', { objectNumber });
    const known = this.#compressed.get(then.offset)?.get(index);
    if (known?.objectNumber === objectNumber) return known;
    const stream = this.#container(found.revisionIndex, then.offset, holder);
    const value = stream.object(index, objectNumber, this.limits.maxNesting);
    const object: IndirectObject = { objectNumber, generation: 0, value, span: value.span, revisionIndex: holder.revisionIndex, container };
    const kept = this.#compressed.get(then.offset) ?? new Map<number, IndirectObject>();
    this.#compressed.set(then.offset, kept.set(index, object));
    return object;
  }

  #container(revisionIndex: number, offset: number, holder: IndirectObject): ObjectStream {
    const known = this.#containers.get(offset);
    if (known !== undefined) return known;
    if (holder.value.kind !== 'stream') throw new PdfError('malformed-object-stream', 'container is not a stream', { offset });
    const left = this.limits.maxStructureBytes - this.#structureBytes;
    const data = this.decode(revisionIndex, holder.value, Math.min(left, this.limits.maxStreamBytes));
    this.#structureBytes += data.length;
    const stream = ObjectStream.read(data, holder.value.dictionary, this.#valueBudget);
    this.#containers.set(offset, stream);
    return stream;
  }

  decode(revisionIndex: number, stream: PdfStream, maxBytes: number): Uint8Array {
    if (this.encrypted) throw new PdfError('encrypted', 'streams of an encrypted file are not decrypted');
    const raw = this.file.view(stream.rawStart, stream.rawEnd);
    return decodeStream(raw, stream.dictionary, (value) => this.resolve(revisionIndex, value), maxBytes);
  }

  /** Follows references; missing objects and loops of references are null and `circular-reference`. */
  resolve(revisionIndex: number, value: PdfValue): ResolvedValue {
    let at = value;
    for (let hops = 0; at.kind === 'reference'; hops++) {
      if (hops >= this.limits.maxReferenceHops) {
        throw new PdfError('circular-reference', 'references only point at references', { objectNumber: at.objectNumber });
      }
      const object = this.load(revisionIndex, at.objectNumber);
      if (object?.generation !== at.generation) return { kind: 'null', span: at.span };
      at = object.value;
    }
    return at;
  }
}
