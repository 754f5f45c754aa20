/** How many may wait for an answer at the same time, per key and in all. Who does not fit in is answered at once. */
export class WaitingRoom {
  readonly #waiting = new Map<string, number>();
  #all = 0;

  constructor(private readonly perKey: number, private readonly inAll: number) {}

  /** Runs `wait` if there is room, else `atOnce`. */
  async enter<T>(key: string, wait: () => Promise<T>, atOnce: () => Promise<T>): Promise<T> {
    const count = this.#waiting.get(key) ?? 0;
    if (count >= this.perKey || this.#all >= this.inAll) return atOnce();
    this.#waiting.set(key, count + 1);
    this.#all += 1;
    try {
      return await wait();
    } finally {
      this.#all -= 1;
      const left = (this.#waiting.get(key) ?? 1) - 1;
      if (left > 0) this.#waiting.set(key, left);
      else this.#waiting.delete(key);
    }
  }
}
