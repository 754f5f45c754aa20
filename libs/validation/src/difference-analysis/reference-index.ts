import { PdfDictionary, type PdfValue, type PdfView } from '#pdf/read';
import { AnalysisError } from './analysis-error.js';
import { eachReference, pathsTo } from './references-in.js';

/** Most objects refer to nothing: one set for all of them. */
const none: ReadonlySet<number> = new Set();

/** Stands for the trailer among object numbers: object 0 is always free. */
export const trailerNumber = 0;

/** Longer chains are searched the slow way: the bound keeps a loop from going round for ever. */
const maxChain = 1000;

/**
 * Who refers to whom, for everything reachable from the trailer. It moves forward from revision to revision, so that the
 * cost of many signatures is the file once plus each update once.
 */
export class ReferenceIndex {
  readonly #outgoing = new Map<number, ReadonlySet<number>>();
  readonly #incoming = new Map<number, Set<number>>();
  /** The referrer by which an object was found first. */
  readonly #foundBy = new Map<number, number>();
  #view: PdfView;

  constructor(
    view: PdfView,
    private readonly maxObjects: number,
  ) {
    this.#view = view;
    this.#read(trailerNumber);
    this.#spread([trailerNumber]);
  }

  /** Objects (and the trailer) that refer to this one, whether it exists or not: a dangling reference counts too. */
  referrers(objectNumber: number): ReadonlySet<number> {
    return this.#incoming.get(objectNumber) ?? none;
  }

  /** Is there a chain of references from the trailer? Mostly the one by which the object was first found is still there. */
  isReachable(objectNumber: number): boolean {
    return this.#hasKnownChain(objectNumber) || this.#search(objectNumber);
  }

  #hasKnownChain(objectNumber: number): boolean {
    let at = objectNumber;
    for (let steps = 0; steps < maxChain; steps++) {
      if (at === trailerNumber) return true;
      const parent = this.#foundBy.get(at);
      if (parent === undefined || this.#outgoing.get(parent)?.has(at) !== true) return false;
      at = parent;
    }
    return false;
  }

  /** Backwards, from referrer to referrer. */
  #search(objectNumber: number): boolean {
    const seen = new Set<number>([objectNumber]);
    const open = [objectNumber];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === trailerNumber) return true;
      for (const referrer of this.referrers(next)) {
        if (seen.has(referrer)) continue;
        seen.add(referrer);
        open.push(referrer);
      }
    }
    return false;
  }

  /** Moves on to a later view in which only `touched` objects (and the trailer) may differ. */
  advance(view: PdfView, touched: Iterable<number>): void {
    this.#view = view;
    const known = [...touched].filter((objectNumber) => this.#outgoing.has(objectNumber));
    for (const objectNumber of [trailerNumber, ...known]) {
      for (const target of this.#outgoing.get(objectNumber) ?? []) this.#incoming.get(target)?.delete(objectNumber);
      this.#read(objectNumber);
    }
    this.#spread([trailerNumber, ...known]);
  }

  #spread(from: readonly number[]): void {
    const open = [...from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const target of this.#outgoing.get(next) ?? []) {
        if (this.#outgoing.has(target)) continue;
        this.#foundBy.set(target, next);
        this.#read(target);
        open.push(target);
      }
    }
  }

  #read(objectNumber: number): void {
    if (this.#outgoing.size > this.maxObjects) throw new AnalysisError('too-many-objects');
    const value = this.#valueOf(objectNumber);
    let targets: Set<number> | undefined;
    if (value !== undefined) eachReference(value, (target) => (targets ??= new Set()).add(target));
    this.#outgoing.set(objectNumber, targets ?? none);
    if (targets === undefined) return;
    for (const target of targets) {
      const referrers = this.#incoming.get(target);
      if (referrers === undefined) this.#incoming.set(target, new Set([objectNumber]));
      else referrers.add(objectNumber);
    }
  }

  #valueOf(objectNumber: number): PdfValue | undefined {
    return objectNumber === trailerNumber ? documentEntries(this.#view) : this.#view.object(objectNumber)?.value;
  }
}

/** The trailer without what no reader uses: LibreOffice leaves a stale reference there. */
const unusedTrailerKeys = new Set(['AdditionalStreams', 'DocChecksum']);

function documentEntries(view: PdfView): PdfValue {
  const { entries, span } = view.trailer;
  return new PdfDictionary(new Map([...entries].filter(([key]) => !unusedTrailerKeys.has(key))), span);
}

/** Every typed path by which `referrer` leads to the object, in that view. */
export function pathsFrom(view: PdfView, referrer: number, objectNumber: number): string[] {
  const value = referrer === trailerNumber ? documentEntries(view) : view.object(referrer)?.value;
  return value === undefined ? [] : pathsTo(value, objectNumber);
}
