import { hashNode, joinRightToLeft } from './hashing.js';

/**
 * A growing tree as the roots of its complete subtrees, largest first: enough to append to and to say the root of, in
 * O(log n) memory.
 */
export class Frontier {
  /** One for each bit that is set in the size, largest first. */
  readonly #subtrees: Uint8Array[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  append(leafHash: Uint8Array): void {
    let joined = leafHash;
    // Each subtree as large as the one that arrives grows together with it, as a carry in binary addition.
    for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) {
      const left = this.#subtrees.pop();
      if (left === undefined) throw new TypeError('a frontier has one subtree for each bit of its size');
      joined = hashNode(left, joined);
    }
    this.#subtrees.push(joined);
    this.#size += 1;
  }

  root(): Uint8Array {
    return joinRightToLeft(this.#subtrees);
  }
}
