/** Codes from `low` to `high`, both included, all of the same number of bytes. */
export interface CodeRange<T> {
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly value: T;
}

/** Ranges to look codes up in; of ranges that overlap, which they may not, the one that starts last. */
export class RangeTable<T> {
  readonly #ranges: CodeRange<T>[] = [];
  #sorted = true;

  add(range: CodeRange<T>): void {
    this.#ranges.push(range);
    this.#sorted = false;
  }

  find(code: number, width: number): CodeRange<T> | undefined {
    if (!this.#sorted) this.#ranges.sort((a, b) => a.width - b.width || a.low - b.low);
    this.#sorted = true;
    let from = 0;
    let to = this.#ranges.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const range = this.#ranges[middle];
      if (range !== undefined && (range.width < width || (range.width === width && range.low <= code))) from = middle + 1;
      else to = middle;
    }
    const range = this.#ranges[from - 1];
    return range !== undefined && range.width === width && code <= range.high ? range : undefined;
  }
}
