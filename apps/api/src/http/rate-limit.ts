/**
 * A fixed-window counter per key, bounded in size. One process's memory: with several API processes the limit is per process, which is
 * enough against guessing (tokens have 256 bits, codes count their tries in the database) and against floods of large uploads.
 */
export class RateLimit {
  readonly #counts = new Map<string, { windowStart: number; count: number }>();

  constructor(
    private readonly limit: number,
    private readonly windowMilliseconds: number,
    private readonly maxKeys = 10_000,
  ) {}

  /** Counts one use of `key` at `now` (ms); returns the seconds to wait when the limit is passed, else 0. */
  use(key: string, now: number): number {
    const entry = this.#counts.get(key);
    if (!entry || now - entry.windowStart >= this.windowMilliseconds) {
      if (this.#counts.size >= this.maxKeys) this.#dropOldest(now);
      this.#counts.set(key, { windowStart: now, count: 1 });
      return 0;
    }
    entry.count += 1;
    return entry.count > this.limit ? Math.ceil((entry.windowStart + this.windowMilliseconds - now) / 1000) : 0;
  }

  /** How much is left of the window that `use` counted in: `limit`, `remaining` uses and `reset` in seconds (RateLimit header fields). */
  standing(key: string, now: number): { readonly limit: number; readonly remaining: number; readonly reset: number } {
    const entry = this.#counts.get(key);
    const { count, windowStart } = entry ?? { count: 0, windowStart: now };
    return { limit: this.limit, remaining: Math.max(0, this.limit - count), reset: Math.max(0, Math.ceil((windowStart + this.windowMilliseconds - now) / 1000)) };
  }

  #dropOldest(now: number): void {
    for (const [key, entry] of this.#counts) {
      if (now - entry.windowStart >= this.windowMilliseconds) this.#counts.delete(key);
    }
    const oldest = this.#counts.keys().next();
    if (this.#counts.size >= this.maxKeys && oldest.value !== undefined) this.#counts.delete(oldest.value);
  }
}
