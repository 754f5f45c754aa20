import type { XrefEntry } from './model.js';

const FREE = 0;
const OFFSET = 1;
const COMPRESSED = 2;

/**
 * The entries of one cross-reference section, as a read-only map over typed arrays: a file of 20,000 objects costs four
 * arrays, not 20,000 little objects. Numbers ascend.
 */
export class XrefEntries implements ReadonlyMap<number, XrefEntry> {
  constructor(
    private readonly numbers: Uint32Array,
    private readonly kinds: Uint8Array,
    /** Offset, container or next free number. */
    private readonly first: Float64Array,
    /** Generation or index. */
    private readonly second: Uint32Array,
  ) {}

  get size(): number {
    return this.numbers.length;
  }

  /** The highest object number, or -1. */
  get highest(): number {
    return this.numbers.at(-1) ?? -1;
  }

  get(objectNumber: number): XrefEntry | undefined {
    const at = this.#indexOf(objectNumber);
    return at < 0 ? undefined : this.#entryAt(at);
  }

  has(objectNumber: number): boolean {
    return this.#indexOf(objectNumber) >= 0;
  }

  *keys(): MapIterator<number> {
    yield* this.numbers;
  }

  *values(): MapIterator<XrefEntry> {
    for (let at = 0; at < this.size; at++) yield this.#entryAt(at);
  }

  *entries(): MapIterator<[number, XrefEntry]> {
    for (let at = 0; at < this.size; at++) yield [this.numbers[at] ?? 0, this.#entryAt(at)];
  }

  [Symbol.iterator](): MapIterator<[number, XrefEntry]> {
    return this.entries();
  }

  forEach(callback: (entry: XrefEntry, objectNumber: number, map: ReadonlyMap<number, XrefEntry>) => void): void {
    for (const [objectNumber, entry] of this) callback(entry, objectNumber, this);
  }

  /** Calls back for every number, without making an entry object. The offset is undefined unless it has one. */
  forEachPlace(callback: (objectNumber: number, offset: number | undefined, inUse: boolean) => void): void {
    for (let at = 0; at < this.size; at++) {
      const kind = this.kinds[at];
      callback(this.numbers[at] ?? 0, kind === OFFSET ? this.first[at] : undefined, kind !== FREE);
    }
  }

  #indexOf(objectNumber: number): number {
    const lowest = this.numbers[0];
    if (lowest === undefined || objectNumber < lowest) return -1;
    // Nearly every section is one run of numbers, or a few: try the place where the number would then stand.
    const guess = objectNumber - lowest;
    if (this.numbers[guess] === objectNumber) return guess;
    let from = 0;
    let to = Math.min(this.size, guess) - 1;
    while (from <= to) {
      const middle = (from + to) >> 1;
      const found = this.numbers[middle] ?? 0;
      if (found === objectNumber) return middle;
      if (found < objectNumber) from = middle + 1;
      else to = middle - 1;
    }
    return -1;
  }

  #entryAt(at: number): XrefEntry {
    const first = this.first[at] ?? 0;
    const second = this.second[at] ?? 0;
    if (this.kinds[at] === OFFSET) return { kind: 'offset', offset: first, generation: second };
    if (this.kinds[at] === COMPRESSED) return { kind: 'compressed', container: first, index: second };
    return { kind: 'free', nextFree: first, generation: second };
  }
}

export function sameEntry(a: XrefEntry, b: XrefEntry): boolean {
  if (a.kind === 'offset') return b.kind === 'offset' && a.offset === b.offset && a.generation === b.generation;
  if (a.kind === 'compressed') return b.kind === 'compressed' && a.container === b.container && a.index === b.index;
  return b.kind === 'free' && a.nextFree === b.nextFree && a.generation === b.generation;
}

/** Collects entries in any order; the first of two entries for one number stays. */
export class XrefEntriesBuilder {
  #numbers: number[] = [];
  #kinds: number[] = [];
  #first: number[] = [];
  #second: number[] = [];
  #ascending = true;
  #last = -1;
  readonly duplicates: number[] = [];

  get size(): number {
    return this.#numbers.length;
  }

  free(objectNumber: number, nextFree: number, generation: number): void {
    this.#add(objectNumber, FREE, nextFree, generation);
  }

  offset(objectNumber: number, offset: number, generation: number): void {
    this.#add(objectNumber, OFFSET, offset, generation);
  }

  /** "In use" at offset 0, where only the header can stand: several writers mean, and all readers take it for, free. */
  nowhere(objectNumber: number): void {
    this.free(objectNumber, 0, 0);
  }

  compressed(objectNumber: number, container: number, index: number): void {
    this.#add(objectNumber, COMPRESSED, container, index);
  }

  add(objectNumber: number, entry: XrefEntry): void {
    if (entry.kind === 'offset') this.offset(objectNumber, entry.offset, entry.generation);
    else if (entry.kind === 'compressed') this.compressed(objectNumber, entry.container, entry.index);
    else this.free(objectNumber, entry.nextFree, entry.generation);
  }

  build(): XrefEntries {
    if (!this.#ascending) this.#sort();
    return new XrefEntries(
      new Uint32Array(this.#numbers),
      new Uint8Array(this.#kinds),
      new Float64Array(this.#first),
      new Uint32Array(this.#second),
    );
  }

  #add(objectNumber: number, kind: number, first: number, second: number): void {
    if (objectNumber <= this.#last) this.#ascending = false;
    this.#last = objectNumber;
    this.#numbers.push(objectNumber);
    this.#kinds.push(kind);
    this.#first.push(first);
    this.#second.push(second);
  }

  #sort(): void {
    const numbers = this.#numbers;
    const order = numbers.map((_, at) => at).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
    const kept = order.filter((at, i) => {
      const before = order[i - 1];
      const duplicate = before !== undefined && numbers[before] === numbers[at];
      if (duplicate) this.duplicates.push(numbers[at] ?? 0);
      return !duplicate;
    });
    const pick = (from: readonly number[]) => kept.map((at) => from[at] ?? 0);
    this.#kinds = pick(this.#kinds);
    this.#first = pick(this.#first);
    this.#second = pick(this.#second);
    this.#numbers = pick(numbers);
    this.#ascending = true;
  }
}
