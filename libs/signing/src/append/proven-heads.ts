import type { Clock } from '#platform';

/** Certificates end and trust changes: what was judged longer ago is judged again. */
const freshMilliseconds = 10 * 60_000;
const mostHeads = 1_000;

/**
 * Heads that this very process has judged and found to be as they must, by the SHA-256 of the whole file: the next signature behind such a
 * head need not have it judged once more. Nothing is taken from the database or from another process.
 */
export class ProvenHeads {
  readonly #proven = new Map<string, { readonly at: number; readonly fields: string }>();

  constructor(private readonly clock: Clock) {}

  add(wholeSha256: string, signedFields: readonly string[]): void {
    this.#proven.delete(wholeSha256);
    this.#proven.set(wholeSha256, { at: this.clock.now().getTime(), fields: keyOf(signedFields) });
    const [oldest] = this.#proven.keys();
    if (this.#proven.size > mostHeads && oldest !== undefined) this.#proven.delete(oldest);
  }

  /** Whether that file was proven a short while ago to hold passing signatures on exactly these of our fields. */
  has(wholeSha256: string, signedFields: readonly string[]): boolean {
    const proven = this.#proven.get(wholeSha256);
    const age = proven === undefined ? Number.POSITIVE_INFINITY : this.clock.now().getTime() - proven.at;
    return age >= 0 && age < freshMilliseconds && proven?.fields === keyOf(signedFields);
  }
}

const keyOf = (fields: readonly string[]): string => JSON.stringify([...fields].sort());
