import { PdfError } from '../pdf-error.js';

/** A growing byte buffer that refuses to grow past its limit: the answer to every decompression bomb. */
export class ByteSink {
  #buffer: Uint8Array;
  #length = 0;

  constructor(
    expected: number,
    private readonly maxBytes: number,
  ) {
    this.#buffer = new Uint8Array(Math.min(Math.max(expected, 64), maxBytes));
  }

  push(byte: number): void {
    if (this.#length === this.#buffer.length) this.#grow(1);
    this.#buffer[this.#length] = byte;
    this.#length += 1;
  }

  pushAll(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#buffer.length) this.#grow(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #grow(by: number): void {
    const needed = this.#length + by;
    if (needed > this.maxBytes) throw new PdfError('inflation-limit', 'decoded stream is too large');
    const grown = new Uint8Array(Math.min(this.maxBytes, Math.max(needed, this.#buffer.length * 2)));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}
