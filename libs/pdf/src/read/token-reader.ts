import { endsToken, isWhite } from './characters.js';
import { FileBytes } from './file-bytes.js';
import { PdfError } from './pdf-error.js';

/** Longest run of digits that still makes an exact integer in JavaScript and in any field of a PDF file. */
const maxIntegerDigits = 15;

/** A cursor over a window of bytes. It never looks at or behind `end`, whatever the file claims. */
export class TokenReader {
  /** To be looked at only where `has` says so. */
  readonly bytes: Uint8Array;
  readonly end: number;
  /** Values read so far; see `parseValue`. */
  values = 0;
  readonly #file: FileBytes | undefined;
  /** All bytes from somewhere at or before `position` up to here are in memory. */
  #ready: number;

  constructor(
    source: Uint8Array | FileBytes,
    public position: number,
    end: number,
  ) {
    const file = source instanceof FileBytes ? source : undefined;
    this.bytes = source instanceof FileBytes ? source.bytes : source;
    this.end = Math.min(end, source.length);
    this.#file = file;
    this.#ready = file === undefined || file.isWhole ? this.end : Math.min(position, this.end);
  }

  /** Whether there is a byte at this place of the window, which is then in memory. Nothing is skipped in between. */
  has(at: number): boolean {
    return at < this.#ready || (at < this.end && this.#load(at));
  }

  #load(at: number): boolean {
    if (this.#file !== undefined) this.#ready = Math.min(this.#file.require(this.#ready, at + 1), this.end);
    return true;
  }

  /** Where a byte stands next in the window, at or behind `from` and less than `within` bytes from there; -1 when it does not. */
  indexOf(byte: number, from: number, within: number): number {
    const last = from + within;
    for (let start = from; start < last && this.has(start); ) {
      const ready = Math.min(this.#ready, last);
      const at = this.bytes.subarray(start, ready).indexOf(byte);
      if (at >= 0) return start + at;
      start = ready;
    }
    return -1;
  }

  /** Goes on further down the file, without bringing what lies between. */
  jump(position: number): void {
    this.position = position;
    this.#ready = Math.max(this.#ready, Math.min(position, this.end));
  }

  /** The byte at `position + ahead`, or -1 at the end of the window. */
  peek(ahead = 0): number {
    const at = this.position + ahead;
    return this.has(at) ? (this.bytes[at] ?? -1) : -1;
  }

  skipWhite(): void {
    const { bytes } = this;
    let at = this.position;
    while (this.has(at) && isWhite(bytes[at] ?? 0)) at += 1;
    this.position = at;
  }

  /** White space and comments (ISO 32000-2 7.2.4). */
  skipBlank(): void {
    for (;;) {
      this.skipWhite();
      if (this.peek() !== 0x25) return;
      this.skipComment();
    }
  }

  /** From `%` up to, not including, the end-of-line marker. */
  skipComment(): void {
    const { bytes } = this;
    let at = this.position;
    while (this.has(at) && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
    this.position = at;
  }

  /** One of CRLF, LF, CR; true when there was one. */
  skipEndOfLine(): boolean {
    if (this.peek() === 0x0d) {
      this.position += this.peek(1) === 0x0a ? 2 : 1;
      return true;
    }
    if (this.peek() !== 0x0a) return false;
    this.position += 1;
    return true;
  }

  /** Whether these very bytes come next. */
  startsWith(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.peek(i) !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Takes a keyword that ends where a token may end; true when it was there. */
  takeKeyword(keyword: string): boolean {
    if (!this.startsWith(keyword) || !endsToken(this.peek(keyword.length))) return false;
    this.position += keyword.length;
    return true;
  }

  /** Takes an unsigned integer that ends where a token may end; -1, and nothing taken, when there is none. */
  takeUnsigned(): number {
    const { bytes, position } = this;
    let value = 0;
    let at = position;
    for (; this.has(at); at += 1) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      if (at - position === maxIntegerDigits) return -1;
      value = value * 10 + digit;
    }
    if (at === position || (this.has(at) && !endsToken(bytes[at] ?? 0))) return -1;
    this.position = at;
    return value;
  }

  syntaxError(message: string): PdfError {
    return new PdfError('syntax', message, { offset: this.position });
  }
}
