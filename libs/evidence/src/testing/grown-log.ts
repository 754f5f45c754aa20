import { hashLeaf } from '../tree/hashing.js';
import type { NodeSource } from '../tree/nodes.js';
import { joinComplete, placeOf, TileEdge, tileWidth, type Tile } from '../tree/tiles.js';

/** A log grown leaf by leaf, as the integrator grows it: full tiles kept, the rest at the edge. */
export function grow(leaves: readonly Uint8Array[]): { readonly edge: TileEdge; readonly tiles: readonly Tile[]; readonly nodeAt: NodeSource } {
  const edge = new TileEdge();
  const tiles = leaves.flatMap((leaf) => edge.append(hashLeaf(leaf)));
  const hashesOf = (tileLevel: number, tileIndex: number): readonly Uint8Array[] => {
    const full = tiles.find((tile) => tile.tileLevel === tileLevel && tile.tileIndex === tileIndex);
    if (full !== undefined) return full.hashes;
    if (tileLevel === 0) return edge.openLeaves;
    return tiles.filter((tile) => tile.tileLevel === tileLevel - 1 && tile.tileIndex >= tileIndex * tileWidth).map((tile) => tile.root);
  };
  const nodeAt: NodeSource = (node) => {
    const { tileLevel, tileIndex, offset, width } = placeOf(node);
    return joinComplete(hashesOf(tileLevel, tileIndex).slice(offset, offset + width));
  };
  return { edge, tiles, nodeAt };
}
