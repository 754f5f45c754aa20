import type { QueryRunner } from 'typeorm';
import { leafHash, openCounts, TileEdge, tileWidth, type LeafRange, type LogLeaf, type NodeSource, type Tile } from '#evidence';
import type { EvidenceCheckpointRow, EvidenceLeafRow, EvidenceTileRow } from '../tables/index.js';
import { joinHashes, splitHashes } from './hash-rows.js';
import { storedNodes, type TileReader } from './stored-nodes.js';

/** Any constant that nobody else uses: two integrators at once would take the same places. */
const INTEGRATION_LOCK = 5_275_239;

export interface PendingEntry {
  id: number;
  bodyId: string;
  signRequestId: string;
  sequence: number;
  /** Null when there is no such entry. */
  entryHash: string | null;
}

const leafColumns = 'leaf_index AS "leafIndex", body_id AS "bodyId", sign_request_id AS "signRequestId", sequence, entry_hash AS "entryHash"';
const checkpointColumns = 'size, origin, root, open_leaves AS "openLeaves", seal, timestamp_token AS "timestampToken", at';

/** The log of all cases, in one transaction that has no body. Which of it a process may do is decided by its role. */
export class EvidenceLog {
  private readonly tiles: TileReader = {
    tile: async (tileLevel, tileIndex) => {
      const row = await this.tile(tileLevel, tileIndex);
      return row === undefined ? undefined : splitHashes(row.hashes);
    },
    rootsFrom: (tileLevel, tileIndex, count) => this.tileRoots(tileLevel, tileIndex, count),
  };

  constructor(private readonly runner: QueryRunner) {}

  /** False when another integrates now. Ends with the transaction. */
  async lock(): Promise<boolean> {
    const row = await this.first<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS locked', [INTEGRATION_LOCK]);
    return row?.locked === true;
  }

  async size(): Promise<number> {
    const row = await this.first<{ size: number }>('SELECT coalesce(max(leaf_index) + 1, 0) AS size FROM justera.evidence_leaf');
    return row?.size ?? 0;
  }

  /** The oldest entries that are not in the log yet, in the order in which they are to be put in. */
  pending(limit: number): Promise<PendingEntry[]> {
    return this.rows<PendingEntry>(
      'SELECT id, body_id AS "bodyId", sign_request_id AS "signRequestId", sequence, entry_hash AS "entryHash" FROM justera.pending_evidence($1) ORDER BY id',
      [limit],
    );
  }

  /** The right edge of the tree at a size, from leaves and tiles. */
  async edge(size: number): Promise<TileEdge> {
    const leaves = await this.leaves(size - (size % tileWidth), size);
    return new TileEdge(size, [leaves.map((row) => leafHash(leafOf(row))), ...(await this.openRoots(size))]);
  }

  /** The right edge as it was at a checkpoint, believing what was kept with it and not the leaves. */
  async edgeAt(checkpoint: Pick<EvidenceCheckpointRow, 'size' | 'openLeaves'>): Promise<TileEdge> {
    return new TileEdge(checkpoint.size, [splitHashes(checkpoint.openLeaves), ...(await this.openRoots(checkpoint.size))]);
  }

  /** A full tile of the tree as it is stored. */
  async tile(tileLevel: number, tileIndex: number): Promise<EvidenceTileRow | undefined> {
    return this.first<EvidenceTileRow>('SELECT tile_level AS "tileLevel", tile_index AS "tileIndex", hashes, root FROM justera.evidence_tile WHERE tile_level = $1 AND tile_index = $2', [tileLevel, tileIndex]);
  }

  /** Leaves `[start, end)` in order. */
  leaves(start: number, end: number): Promise<EvidenceLeafRow[]> {
    return this.rows<EvidenceLeafRow>(`SELECT ${leafColumns} FROM justera.evidence_leaf WHERE leaf_index >= $1 AND leaf_index < $2 ORDER BY leaf_index`, [start, end]);
  }

  /** Puts leaves behind the last one. The database refuses what does not continue the log (23514). */
  async append(leaves: readonly EvidenceLeafRow[], tiles: readonly Tile[]): Promise<void> {
    await this.runner.query(
      `INSERT INTO justera.evidence_leaf (leaf_index, body_id, sign_request_id, sequence, entry_hash)
       SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::integer[], $5::text[])`,
      [leaves.map((one) => one.leafIndex), leaves.map((one) => one.bodyId), leaves.map((one) => one.signRequestId), leaves.map((one) => one.sequence), leaves.map((one) => one.entryHash)],
    );
    if (tiles.length === 0) return;
    await this.runner.query(
      'INSERT INTO justera.evidence_tile (tile_level, tile_index, hashes, root) SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bytea[], $4::bytea[])',
      [tiles.map((one) => one.tileLevel), tiles.map((one) => one.tileIndex), tiles.map((one) => joinHashes(one.hashes)), tiles.map((one) => Buffer.from(one.root))],
    );
  }

  /** Strikes entries off the list of those that wait. */
  async strike(ids: readonly number[]): Promise<void> {
    await this.runner.query('DELETE FROM justera.evidence_pending WHERE id = ANY($1::bigint[])', [ids]);
  }

  /** Hashes of the tree as it was at a checkpoint, for these ranges: enough for a proof. */
  nodes(checkpoint: Pick<EvidenceCheckpointRow, 'size' | 'openLeaves'>, ranges: readonly LeafRange[]): Promise<NodeSource> {
    return storedNodes(this.tiles, checkpoint, ranges);
  }

  /** The newest checkpoint, or the newest of at most `size`. */
  latestCheckpoint(size = Number.MAX_SAFE_INTEGER): Promise<EvidenceCheckpointRow | undefined> {
    return this.first<EvidenceCheckpointRow>(`SELECT ${checkpointColumns} FROM justera.evidence_checkpoint WHERE size <= $1 ORDER BY size DESC LIMIT 1`, [size]);
  }

  /** Sizes of checkpoints in `(after, before)`, newest first. */
  async checkpointSizes(after: number, before: number, limit: number): Promise<number[]> {
    const rows = await this.rows<{ size: number }>('SELECT size FROM justera.evidence_checkpoint WHERE size > $1 AND size < $2 ORDER BY size DESC LIMIT $3', [after, before, limit]);
    return rows.map((row) => row.size);
  }

  /** The database refuses one that is not larger than all before, or larger than the log (23514). */
  async addCheckpoint(row: EvidenceCheckpointRow): Promise<void> {
    await this.runner.query(
      'INSERT INTO justera.evidence_checkpoint (size, origin, root, open_leaves, seal, timestamp_token, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [row.size, row.origin, row.root, row.openLeaves, row.seal, row.timestampToken, row.at],
    );
  }

  /** The largest size that was left at a place; 0 when none was. */
  async delivered(place: string): Promise<number> {
    const row = await this.first<{ size: number }>('SELECT coalesce(max(size), 0) AS size FROM justera.evidence_delivery WHERE place = $1', [place]);
    return row?.size ?? 0;
  }

  /** The largest size that was left anywhere outside: what lies behind it is not anchored. */
  async anchored(): Promise<number> {
    const row = await this.first<{ size: number }>('SELECT coalesce(max(size), 0) AS size FROM justera.evidence_delivery');
    return row?.size ?? 0;
  }

  /** Saying it twice is saying it once: a place may get the same checkpoint again after a crash. */
  async recordDelivery(size: number, place: string, at: Date): Promise<void> {
    await this.runner.query('INSERT INTO justera.evidence_delivery (size, place, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [size, place, at]);
  }

  /** Above the leaves: roots of full tiles that do not fill a tile yet, level by level. */
  private async openRoots(size: number): Promise<Buffer[][]> {
    const open: Buffer[][] = [];
    for (const [below, count] of openCounts(size).slice(1).entries()) {
      open.push(await this.tileRoots(below, Math.floor(size / tileWidth ** (below + 1)) - count, count));
    }
    return open;
  }

  private async tileRoots(tileLevel: number, tileIndex: number, count: number): Promise<Buffer[]> {
    const rows = await this.rows<{ root: Buffer }>(
      'SELECT root FROM justera.evidence_tile WHERE tile_level = $1 AND tile_index >= $2 AND tile_index < $3 ORDER BY tile_index',
      [tileLevel, tileIndex, tileIndex + count],
    );
    return rows.map((row) => row.root);
  }

  private async first<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, parameters))[0];
  }

  private async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.runner.query(sql, [...parameters], true)).records as Row[];
  }
}

/** A row as the tree knows it. */
export function leafOf({ leafIndex: index, signRequestId: requestId, sequence, entryHash }: EvidenceLeafRow): LogLeaf {
  return { index, requestId, sequence, entryHash };
}
