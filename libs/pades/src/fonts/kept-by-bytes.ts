import type { PdfFile } from '#pdf/read';

/**
 * What was read from bytes, kept by those very bytes: the same bytes say the same again, in whatever file they stand. The latest are kept, and no
 * view of a file: it would keep the whole file in memory.
 */
export class KeptByBytes<T> {
  readonly #kept: { readonly raw: Uint8Array; readonly value: T }[] = [];

  constructor(private readonly most: number) {}

  /** What the bytes from `start` were read as; `end`: no more and no fewer than up to there. */
  find(document: PdfFile, start: number, end?: number): T | undefined {
    return this.#kept.find(({ raw }) => (end === undefined || end - start === raw.length) && Buffer.compare(raw, document.slice(start, start + raw.length)) === 0)?.value;
  }

  keep(document: PdfFile, start: number, end: number, value: T): T {
    this.#kept.push({ raw: Uint8Array.from(document.slice(start, end)), value });
    if (this.#kept.length > this.most) this.#kept.shift();
    return value;
  }
}
