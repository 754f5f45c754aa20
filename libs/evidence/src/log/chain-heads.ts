const hashLength = 32;

/** Where each case's chain stands. Hashes lie in one array: a million cases must not be a million objects. */
export class ChainHeads {
  readonly #slots = new Map<string, number>();
  readonly #bodies: string[] = [];
  readonly #bodyNumbers = new Map<string, number>();
  #hashes = Buffer.alloc(hashLength * 1024);
  #sequences = new Uint32Array(1024);
  #bodyOf = new Uint32Array(1024);

  get size(): number {
    return this.#slots.size;
  }

  /** The newest entry of a case so far; undefined before its first. */
  get(requestId: string): { readonly sequence: number; readonly entryHash: string; readonly bodyId: string | undefined } | undefined {
    const slot = this.#slots.get(requestId);
    if (slot === undefined) return undefined;
    const entryHash = this.#hashes.toString('hex', slot * hashLength, (slot + 1) * hashLength);
    return { sequence: this.#sequences[slot] as number, entryHash, bodyId: this.#bodies[(this.#bodyOf[slot] as number) - 1] };
  }

  /** `bodyId` left out where the entry itself is not shown: what was known stays. */
  set(requestId: string, sequence: number, entryHash: string, bodyId: string | undefined): void {
    let slot = this.#slots.get(requestId);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(requestId, slot);
      if (slot === this.#sequences.length) this.#grow();
    }
    this.#hashes.write(entryHash, slot * hashLength, 'hex');
    this.#sequences[slot] = sequence;
    if (bodyId !== undefined) this.#bodyOf[slot] = this.#numberOf(bodyId);
  }

  #numberOf(bodyId: string): number {
    const known = this.#bodyNumbers.get(bodyId);
    if (known !== undefined) return known;
    this.#bodies.push(bodyId);
    this.#bodyNumbers.set(bodyId, this.#bodies.length);
    return this.#bodies.length;
  }

  #grow(): void {
    const capacity = this.#sequences.length * 2;
    const hashes = Buffer.alloc(hashLength * capacity);
    hashes.set(this.#hashes);
    const [sequences, bodyOf] = [new Uint32Array(capacity), new Uint32Array(capacity)];
    sequences.set(this.#sequences);
    bodyOf.set(this.#bodyOf);
    [this.#hashes, this.#sequences, this.#bodyOf] = [hashes, sequences, bodyOf];
  }
}
