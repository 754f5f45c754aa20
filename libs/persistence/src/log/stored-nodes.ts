import { joinComplete, nodesOf, placeOf, tileWidth, type LeafRange, type NodeSource, type TilePlace } from '#evidence';
import { PersistenceError } from '../database/errors.js';
import type { EvidenceCheckpointRow } from '../tables/index.js';
import { splitHashes } from './hash-rows.js';

export interface TileReader {
  /** The hashes of a full tile; undefined when it is not full yet. */
  tile(tileLevel: number, tileIndex: number): Promise<readonly Uint8Array[] | undefined>;
  /** Roots of up to `count` full tiles from `tileIndex` on. */
  rootsFrom(tileLevel: number, tileIndex: number, count: number): Promise<readonly Uint8Array[]>;
}

const keyOf = ({ tileLevel, tileIndex }: Pick<TilePlace, 'tileLevel' | 'tileIndex'>): string => `${tileLevel}/${tileIndex}`;

/** Reads the tiles that the ranges lie in, once each, so that proofs can be made without asking again. */
export async function storedNodes(reader: TileReader, checkpoint: Pick<EvidenceCheckpointRow, 'size' | 'openLeaves'>, ranges: readonly LeafRange[]): Promise<NodeSource> {
  const places = ranges.flatMap(nodesOf).map(placeOf);
  const wanted = new Map(places.map((place) => [keyOf(place), place]));
  const loaded = new Map<string, readonly Uint8Array[]>();
  for (const [key, place] of wanted) loaded.set(key, await hashesOf(reader, checkpoint, place));
  return (node) => {
    const place = placeOf(node);
    const hashes = loaded.get(keyOf(place))?.slice(place.offset, place.offset + place.width) ?? [];
    // The log only grows: what a checkpoint counted must still be there.
    if (hashes.length !== place.width) throw new PersistenceError('log-damaged', 'a part of the tree is missing that a checkpoint counted');
    return joinComplete(hashes);
  };
}

async function hashesOf(reader: TileReader, checkpoint: Pick<EvidenceCheckpointRow, 'size' | 'openLeaves'>, { tileLevel, tileIndex }: TilePlace): Promise<readonly Uint8Array[]> {
  const full = await reader.tile(tileLevel, tileIndex);
  if (full !== undefined) return full;
  if (tileLevel > 0) return reader.rootsFrom(tileLevel - 1, tileIndex * tileWidth, tileWidth);
  return tileIndex === Math.floor(checkpoint.size / tileWidth) ? splitHashes(checkpoint.openLeaves) : [];
}
