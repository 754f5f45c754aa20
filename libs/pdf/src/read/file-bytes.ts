/** Where a file's bytes come from when they are not to be held in memory. */
export interface ByteSource {
  /** Bytes. Must not change while the document is in use. */
  readonly length: number;
  /** How many bytes to read at once at least; 16 kB unless said otherwise. */
  readonly pageBytes?: number;
  /** Fills all of `target` with the file's bytes from `offset` on. Must throw when it cannot; what it throws passes through the reader. */
  read(target: Uint8Array, offset: number): void;
}

/** A section, a catalog and a field of a usual file each lie within one. */
const usualPageBytes = 16 * 1024;

/** What is searched at once for the last section. */
const searchBytes = 64 * 1024;

/**
 * The file as the reader sees it: one array as long as the file, in which offsets are offsets of the file. Of a source
 * only those pages are there that somebody has asked for. The others were never touched, and memory that was never
 * touched is not committed by any operating system that Node runs on; so a file of any size costs what its structure costs.
 *
 * Nobody may look at a byte that was not asked for with `require`, `view` or a `TokenReader`.
 */
export class FileBytes {
  readonly length: number;
  readonly #source: ByteSource | undefined;
  readonly #pageBytes: number;
  /** One per page: 1 when it is there. */
  readonly #present: Uint8Array;

  private constructor(
    readonly bytes: Uint8Array,
    source: ByteSource | undefined,
  ) {
    this.length = bytes.length;
    this.#source = source;
    this.#pageBytes = source?.pageBytes ?? usualPageBytes;
    this.#present = new Uint8Array(source === undefined ? 0 : Math.ceil(bytes.length / this.#pageBytes));
  }

  static whole(bytes: Uint8Array): FileBytes {
    return new FileBytes(bytes, undefined);
  }

  static lazy(source: ByteSource): FileBytes {
    return new FileBytes(new Uint8Array(source.length), source);
  }

  /** Everything is there already. */
  get isWhole(): boolean {
    return this.#source === undefined;
  }

  /** Brings bytes `start` to `end`. Returns up to where (`end` or later) they are there now. */
  require(start: number, end: number): number {
    const to = Math.min(end, this.length);
    if (this.#source === undefined || start >= to) return to;
    const pageBytes = this.#pageBytes;
    const last = Math.floor((to - 1) / pageBytes);
    for (let page = Math.floor(start / pageBytes); page <= last; page++) {
      if (this.#present[page] === 1) continue;
      let next = page + 1;
      while (next <= last && this.#present[next] !== 1) next += 1;
      this.#source.read(this.bytes.subarray(page * pageBytes, next * pageBytes), page * pageBytes);
      this.#present.fill(1, page, next);
      page = next - 1;
    }
    return Math.min((last + 1) * pageBytes, this.length);
  }

  /** Bytes `start` to `end`: not a copy. */
  view(start: number, end: number): Uint8Array {
    this.require(start, end);
    return this.bytes.subarray(start, end);
  }

  /** Where `text` (ASCII) stands last, or -1. */
  lastIndexOf(text: string): number {
    if (this.#source === undefined) return asBuffer(this.bytes).lastIndexOf(text, undefined, 'latin1');
    // Searched, not kept: a file that ends in a gigabyte of something else must not cost a gigabyte.
    const window = Buffer.alloc(Math.min(this.length, searchBytes));
    for (let end = this.length; end > 0; ) {
      const start = Math.max(0, end - window.length);
      const part = window.subarray(0, end - start);
      this.#source.read(part, start);
      const at = part.lastIndexOf(text, undefined, 'latin1');
      if (at >= 0) return start + at;
      // The text may stand across the edge.
      end = start === 0 ? 0 : start + text.length - 1;
    }
    return -1;
  }
}

/** A view, not a copy: Buffer's native search is what makes 100 MB of trailing bytes cheap to cross. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
