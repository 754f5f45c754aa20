import { PdfError } from './pdf-error.js';

/**
 * Bytes that may be read for structure. Objects and sections of an honest file do not overlap, so each byte is read
 * once; a hostile file can nest a thousand objects inside one another's bytes and make every one of them cost the rest
 * of the file. Four times over is more than any honest file needs.
 */
export class WorkBudget {
  #left: number;

  constructor(available: number) {
    this.#left = 4 * available + 2 ** 20;
  }

  /** Throws `limit-exceeded`. */
  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new PdfError('limit-exceeded', 'objects overlap too often');
  }
}
