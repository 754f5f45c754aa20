import { hashNode, joinRightToLeft } from './hashing.js';
import { nodesOf, type TreeNode } from './nodes.js';

/** Levels of the tree in one tile, and the hashes in a full one. */
export const tileHeight = 8;
export const tileWidth = 2 ** tileHeight;

/** Where a node lies: `width` hashes from `offset` on in a tile, to be joined. */
export interface TilePlace {
  readonly tileLevel: number;
  readonly tileIndex: number;
  readonly offset: number;
  readonly width: number;
}

/**
 * A full tile: the hashes of `tileWidth` neighbouring nodes of level `tileLevel · tileHeight`, and their root. Tiles never
 * change, so the inner nodes of a log are kept as one row for 256 leaves.
 */
export interface Tile {
  readonly tileLevel: number;
  readonly tileIndex: number;
  readonly hashes: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export function placeOf({ level, index }: TreeNode): TilePlace {
  const tileLevel = Math.floor(level / tileHeight);
  const width = 2 ** (level - tileLevel * tileHeight);
  const first = index * width;
  return { tileLevel, tileIndex: Math.floor(first / tileWidth), offset: first % tileWidth, width };
}

/** Joins a power of two of neighbouring hashes. */
export function joinComplete(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, i) => hashNode(row[2 * i] as Uint8Array, row[2 * i + 1] as Uint8Array));
  const [root] = row;
  if (root === undefined) throw new TypeError('nothing to join');
  return root;
}

/** The right edge of a growing log: on each tile level the hashes that do not fill a tile yet. */
export class TileEdge {
  readonly #open: Uint8Array[][];
  #size: number;

  /** `open[tileLevel]`: fewer than `tileWidth` hashes each, as many as the size asks for. */
  constructor(size = 0, open: readonly (readonly Uint8Array[])[] = []) {
    this.#size = size;
    this.#open = open.map((hashes) => [...hashes]);
    const fits = openCounts(size).every((count, level) => (this.#open[level]?.length ?? 0) === count);
    if (!fits) throw new TypeError('these hashes are not the edge of a log of this size');
  }

  get size(): number {
    return this.#size;
  }

  /** The hashes of the tile of leaves that is not full: what a checkpoint keeps so that proofs for it need nobody's leaves. */
  get openLeaves(): readonly Uint8Array[] {
    return this.#open[0] ?? [];
  }

  /** Appends one leaf; returns the tiles that it filled, lowest first. */
  append(leafHash: Uint8Array): Tile[] {
    this.#size += 1;
    return this.#push(0, leafHash);
  }

  #push(tileLevel: number, hash: Uint8Array): Tile[] {
    const open = (this.#open[tileLevel] ??= []);
    open.push(hash);
    if (open.length < tileWidth) return [];
    this.#open[tileLevel] = [];
    const root = joinComplete(open);
    const tileIndex = Math.floor(this.#size / tileWidth ** (tileLevel + 1)) - 1;
    return [{ tileLevel, tileIndex, hashes: open, root }, ...this.#push(tileLevel + 1, root)];
  }

  root(): Uint8Array {
    const parts = this.#open.flatMap((hashes) => {
      const complete = nodesOf({ start: 0, end: hashes.length });
      return [complete.map(({ level, index }) => joinComplete(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)))];
    });
    // The highest level lies furthest to the left.
    return joinRightToLeft(parts.reverse().flat());
  }
}

/** How many hashes lie open on each tile level of a log of this size. */
export function openCounts(size: number): number[] {
  const counts: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / tileWidth)) counts.push(rest % tileWidth);
  return counts;
}
