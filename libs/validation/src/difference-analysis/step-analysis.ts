import type { PdfDictionary, PdfDocument, PdfReference, PdfValue, PdfView, ResolvedValue } from '#pdf/read';
import type { Change } from '../report/validation-report.js';
import { join } from './references-in.js';
import { nearTo } from './near-to.js';
import { pathsFrom, trailerNumber, type ReferenceIndex } from './reference-index.js';
import { present, sameValue } from './same-value.js';

/** Where a value stands: inside which object (0 is the trailer) and by which path from that object's top. */
export interface Place {
  readonly object: number;
  readonly path: string;
}

/** A value with its place, references followed. */
export interface Placed {
  readonly value: ResolvedValue | undefined;
  readonly place: Place;
  readonly reference?: PdfReference;
}

/**
 * Which other references to an object are harmless when the object changes as its rule allows.
 * `none`: only references that a rule came by. `back`: also references back to a page, field or parent, which cannot give
 * the object another meaning: elements of arrays, and keys that name a page, a parent or an annotation.
 */
export type Tolerance = 'none' | 'back';

const backReferenceKeys = new Set(['P', 'Pg', 'Parent', 'Obj', 'Popup', 'IRT', 'Data', 'Annotation', 'Page']);

export interface StepInput {
  readonly document: PdfDocument;
  readonly revisionIndex: number;
  readonly before: PdfView;
  readonly after: PdfView;
  readonly touched: readonly number[];
  /** At `before` when constructed; `StepAnalysis` moves it to `after`. */
  readonly index: ReferenceIndex;
}

/**
 * One step: what a revision did to the document as it stood. Rules walk both states from the trailer down, say which
 * differences they explain, and come by the references they follow. An object that changed is explained only when a rule
 * took it on *and* every reference that led to it before the step is one that rules came by (the all-paths rule, R7): what
 * is harmless as a form field may be a page's resource dictionary as well.
 */
export class StepAnalysis {
  readonly changes: Change[] = [];
  /** Objects that exist, are reachable in both states, and say something else now. */
  readonly changed = new Set<number>();
  /** Numbers that nothing used or named before: whoever refers to them now was allowed to by a rule. */
  readonly fresh = new Set<number>();
  readonly #explained = new Map<number, Tolerance>();
  readonly #cameBy = new Map<number, Set<string>>();
  readonly #referrersBefore = new Map<number, readonly number[]>();
  readonly #vanished = new Set<number>();
  readonly #filledIn = new Set<number>();
  #near: ReadonlySet<number> | undefined;

  constructor(readonly input: StepInput) {
    const { before, after, touched, index } = input;
    const reachableBefore = new Map<number, boolean>();
    for (const objectNumber of touched) {
      this.#referrersBefore.set(objectNumber, [...index.referrers(objectNumber)].filter((from) => from === trailerNumber || index.isReachable(from)));
      reachableBefore.set(objectNumber, index.isReachable(objectNumber));
    }
    index.advance(after, touched);
    for (const objectNumber of touched) {
      if (objectNumber === trailerNumber) continue;
      this.#classify(objectNumber, before, after, reachableBefore.get(objectNumber) ?? false);
    }
  }

  get revision(): number {
    return this.input.revisionIndex;
  }

  #classify(objectNumber: number, before: PdfView, after: PdfView, wasReachable: boolean): void {
    const was = before.object(objectNumber);
    const is = after.object(objectNumber);
    if (was === undefined && !wasReachable) {
      if (is !== undefined) this.fresh.add(objectNumber);
      return;
    }
    if (was !== undefined && is !== undefined && was.generation === is.generation && sameValue(this.input.document.bytes, was.value, is.value)) return;
    if (!wasReachable) {
      // Nothing showed it before, so whatever shows it now is judged as new.
      this.fresh.add(objectNumber);
      return;
    }
    if (!this.input.index.isReachable(objectNumber)) return;
    if (was === undefined) this.#filledIn.add(objectNumber);
    if (is === undefined) this.#vanished.add(objectNumber);
    this.changed.add(objectNumber);
  }

  get bytes(): Uint8Array {
    return this.input.document.bytes;
  }

  same(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
    if (a === undefined || b === undefined) return a === b;
    return sameValue(this.bytes, a, b);
  }

  /** Follows a key in the state before, and remembers coming by the reference. */
  before(place: Place, dictionary: PdfDictionary | undefined, key: string): Placed {
    return this.beforeValue({ object: place.object, path: join(place.path, key) }, present(dictionary, key));
  }

  beforeValue(place: Place, value: PdfValue | undefined): Placed {
    if (value?.kind !== 'reference') return { value: value?.kind === 'null' ? undefined : value, place };
    this.comeBy(value.objectNumber, place);
    return { value: notNull(this.input.before.resolve(value)), place: { object: value.objectNumber, path: '' }, reference: value };
  }

  after(dictionary: PdfDictionary | undefined, key: string): Placed {
    return this.afterValue(present(dictionary, key));
  }

  afterValue(value: PdfValue | undefined): Placed {
    if (value === undefined) return { value: undefined, place: { object: -1, path: '' } };
    const resolved = notNull(this.input.after.resolve(value));
    return value.kind === 'reference'
      ? { value: resolved, place: { object: value.objectNumber, path: '' }, reference: value }
      : { value: resolved, place: { object: -1, path: '' } };
  }

  /** A rule followed this reference, so it knows what the object means there. */
  comeBy(objectNumber: number, place: Place): void {
    const places = this.#cameBy.get(objectNumber) ?? new Set<string>();
    this.#cameBy.set(objectNumber, places.add(`${place.object}:${place.path}`));
  }

  /** A rule compared the whole object before and after and allows what it found. */
  explain(before: Placed, after: Placed, tolerance: Tolerance = 'none'): void {
    const { reference } = before;
    if (reference === undefined || after.reference?.objectNumber !== reference.objectNumber) return;
    if (!this.#explained.has(reference.objectNumber)) this.#explained.set(reference.objectNumber, tolerance);
  }

  /**
   * Whether something changed in this object or right behind it: in what it refers to, over at most a few plain
   * dictionaries, arrays and streams, as an appearance does. Pages, fields and annotations are no way through: each is
   * looked at on its own.
   */
  isNear(objectNumber: number): boolean {
    this.#near ??= nearTo(this.changed, this.input);
    return this.#near.has(objectNumber);
  }

  isFresh(reference: PdfReference | undefined): boolean {
    return reference !== undefined && this.fresh.has(reference.objectNumber);
  }

  isReachableAfter(reference: PdfReference): boolean {
    return this.input.index.isReachable(reference.objectNumber);
  }

  permit(change: Omit<Change, 'revision' | 'verdict'>): void {
    this.changes.push({ revision: this.revision, verdict: 'permitted', ...change });
  }

  forbid(change: Omit<Change, 'revision' | 'verdict'>): void {
    this.changes.push({ revision: this.revision, verdict: 'forbidden', ...change });
  }

  /** Changed objects that no rule took on, or that are reachable in a way no rule came by. */
  unexplained(): { readonly objectNumber: number; readonly path: string; readonly why: 'no-rule' | 'other-use' | 'freed' | 'filled-in' }[] {
    const found: ReturnType<StepAnalysis['unexplained']> = [];
    for (const objectNumber of this.changed) {
      const tolerance = this.#explained.get(objectNumber);
      const stray = this.#strayPath(objectNumber, tolerance ?? 'none');
      if (this.#vanished.has(objectNumber)) found.push({ objectNumber, path: stray ?? '', why: 'freed' });
      else if (this.#filledIn.has(objectNumber)) found.push({ objectNumber, path: stray ?? '', why: 'filled-in' });
      else if (tolerance === undefined) found.push({ objectNumber, path: stray ?? '', why: 'no-rule' });
      else if (stray !== undefined) found.push({ objectNumber, path: stray, why: 'other-use' });
    }
    return found;
  }

  /** The first path before the step by which something refers to the object and no rule came by. */
  #strayPath(objectNumber: number, tolerance: Tolerance): string | undefined {
    const known = this.#cameBy.get(objectNumber);
    for (const from of this.#referrersBefore.get(objectNumber) ?? []) {
      for (const path of pathsFrom(this.input.before, from, objectNumber)) {
        if (known?.has(`${from}:${path}`)) continue;
        if (tolerance === 'back' && isBackReference(path)) continue;
        return from === trailerNumber ? path : `${from}:${path}`;
      }
    }
    return undefined;
  }
}

function isBackReference(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return backReferenceKeys.has(last) || last.endsWith(']');
}

function notNull(value: ResolvedValue): ResolvedValue | undefined {
  return value.kind === 'null' ? undefined : value;
}
