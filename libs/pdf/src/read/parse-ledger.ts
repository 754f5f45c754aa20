import { PdfError } from './pdf-error.js';
import { WorkBudget } from './work-budget.js';

/** What one parse gave, and what it cost. */
export interface Priced<T> {
  readonly result: T;
  readonly bytes: number;
  readonly values: number;
}

/** Codes that say something about the bytes, so that reading them again would end the same way. */
const ofBytes = new Set<PdfError['code']>(['syntax', 'nesting-too-deep', 'object-too-large', 'object-not-at-offset', 'malformed-stream']);

/** A value takes two bytes at least; what a failed parse made of its bytes is not known better than this. */
const bytesPerValue = 2;

/**
 * Keeps account of what was parsed in one container. The caller keeps what it got; what failed fails again from here,
 * so nothing is parsed twice.
 */
export class ParseLedger {
  readonly #failed = new Map<number, PdfError>();
  readonly #bytes: WorkBudget;

  constructor(
    length: number,
    private readonly values: WorkBudget,
  ) {
    this.#bytes = WorkBudget.forBytes(length);
  }

  /** `key` names what is parsed. Throws what `parse` throws, the same again when asked again, and `limit-exceeded`. */
  run<T>(key: number, offset: number, parse: () => Priced<T>): T {
    const failed = this.#failed.get(key);
    if (failed !== undefined) throw failed;
    this.#bytes.requireLeft();
    this.values.requireLeft();
    try {
      const { result, bytes, values } = parse();
      this.#spend(bytes, values);
      return result;
    } catch (error) {
      if (error instanceof PdfError && ofBytes.has(error.code)) {
        this.#failed.set(key, error);
        const bytes = Math.max(0, (error.place.offset ?? offset) - offset);
        this.#spend(bytes, bytes / bytesPerValue);
      }
      throw error;
    }
  }

  #spend(bytes: number, values: number): void {
    this.#bytes.spend(bytes);
    this.values.spend(values);
  }
}
