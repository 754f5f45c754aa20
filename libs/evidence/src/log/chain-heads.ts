const hashLength = 32;
const firstPrevious = Buffer.alloc(hashLength);

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

  /** A handle for the questions below; undefined before a case's first entry. */
  find(requestId: string): number | undefined {
    return this.#slots.get(requestId);
  }

  /** 0 before the first entry. */
  sequence(slot: number | undefined): number {
    return slot === undefined ? 0 : (this.#sequences[slot] as number);
  }

  /** The body that the case's entries named; undefined while none was shown. */
  bodyId(slot: number | undefined): string | undefined {
    return slot === undefined ? undefined : this.#bodies[(this.#bodyOf[slot] as number) - 1];
  }

  /** Whether the 32 bytes at `offset` are what the next entry has to stand on. */
  isHead(slot: number | undefined, hashes: Buffer, offset: number): boolean {
    const [own, start] = slot === undefined ? [firstPrevious, 0] : [this.#hashes, slot * hashLength];
    return own.compare(hashes, offset, offset + hashLength, start, start + hashLength) === 0;
  }

  /** `bodyId` is undefined where the entry itself is not shown: what was known stays. */
  advance(found: number | undefined, requestId: string, hashes: Buffer, offset: number, bodyId: string | undefined): void {
    const slot = found ?? this.#add(requestId);
    hashes.copy(this.#hashes, slot * hashLength, offset, offset + hashLength);
    this.#sequences[slot] = (this.#sequences[slot] as number) + 1;
    if (bodyId !== undefined) this.#bodyOf[slot] = this.#numberOf(bodyId);
  }

  #add(requestId: string): number {
    const slot = this.#slots.size;
    this.#slots.set(requestId, slot);
    if (slot === this.#sequences.length) this.#grow();
    return slot;
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
