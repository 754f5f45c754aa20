import { createHash } from 'node:crypto';
import { leafHash, sameHash, sealedBytes, type CheckpointNote, type Tile, type TileEdge } from '#evidence';
import type { IssuingAuthority } from '#issuance';
import type { TimeStampClient } from '#pades';
import { joinHashes, leafOf, type Database, type EvidenceCheckpointRow } from '#persistence';
import { hashOf, signCms } from '#pki/build';
import { errorCode } from '#platform';
import type { SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

/** What seals the log: the signing component's alone. */
export interface LogSeal {
  readonly key: Pick<IssuingAuthority, 'certificate' | 'chain' | 'signer'>;
  readonly timestamps: TimeStampClient;
  /** Names the log. Only the first checkpoint takes it from here; those that follow keep what was said then. */
  readonly origin: string;
  /** A checkpoint is made at most this often: each costs a time stamp. */
  readonly intervalMilliseconds: number;
}

export type SealOutcome = 'sealed' | 'nothing-new' | 'too-early' | 'overtaken';

const page = 10_000;
/** SQLSTATEs of a checkpoint that another signer has made meanwhile. */
const overtaken = new Set(['23505', '23514']);

/**
 * Seals the log as it is now. The root is computed here, from the leaves, on top of what was sealed last: the worker's
 * tiles are compared, not believed, and a log that does not continue the last checkpoint is never sealed. No database
 * transaction is open while the time-stamping authority is asked. Safe in several processes at once.
 * @throws SigningError `log-inconsistent`; PadesError when no time can be had
 */
export async function sealLog(core: Pick<SigningCore, 'database' | 'clock'>, seal: LogSeal): Promise<SealOutcome> {
  const { database, clock } = core;
  const { last, size } = await database.inLog(async (log) => ({ last: await log.latestCheckpoint(), size: await log.size() }), { isolation: 'REPEATABLE READ' });
  if (size === (last?.size ?? 0)) return 'nothing-new';
  if (last !== undefined && clock.now().getTime() - last.at.getTime() < seal.intervalMilliseconds) return 'too-early';
  const edge = await recompute(database, last, size);
  const note: CheckpointNote = { origin: last?.origin ?? seal.origin, size, root: Buffer.from(edge.root()).toString('hex') };
  const made = await sealAndStamp(note, seal);
  try {
    await database.inLog((log) => log.addCheckpoint({ ...note, openLeaves: joinHashes(edge.openLeaves), ...made, at: clock.now() }));
    return 'sealed';
  } catch (error) {
    if (overtaken.has(errorCode(error) ?? '')) return 'overtaken';
    throw error;
  }
}

async function recompute(database: Database, last: EvidenceCheckpointRow | undefined, size: number): Promise<TileEdge> {
  const edge = await startingFrom(database, last);
  for (let start = edge.size; start < size; start += page) {
    const end = Math.min(start + page, size);
    await database.inLog(async (log) => {
      const leaves = await log.leaves(start, end);
      for (const row of leaves) {
        if (row.leafIndex !== edge.size) throw inconsistent('leaf-missing', edge.size);
        for (const tile of edge.append(leafHash(leafOf(row)))) {
          const stored = await log.tile(tile.tileLevel, tile.tileIndex);
          if (stored === undefined || !isSame(stored, tile)) throw inconsistent('tile-differs', edge.size);
        }
      }
      if (edge.size !== end) throw inconsistent('leaf-missing', edge.size);
    });
  }
  return edge;
}

/** The last checkpoint says how the log began; what is stored must still agree with it. */
async function startingFrom(database: Database, last: EvidenceCheckpointRow | undefined): Promise<TileEdge> {
  const checkpoint = last ?? { size: 0, openLeaves: Buffer.alloc(0) };
  const edge = await database.inLog((log) => log.edgeAt(checkpoint)).catch((error: unknown) => {
    if (error instanceof TypeError) throw inconsistent('tile-missing', checkpoint.size);
    throw error;
  });
  if (last !== undefined && Buffer.from(edge.root()).toString('hex') !== last.root) throw inconsistent('checkpoint-differs', last.size);
  return edge;
}

function isSame(stored: { readonly hashes: Uint8Array; readonly root: Uint8Array }, tile: Tile): boolean {
  return sameHash(stored.root, tile.root) && sameHash(stored.hashes, joinHashes(tile.hashes));
}

function inconsistent(reason: string, index: number): SigningError {
  return new SigningError('log-inconsistent', { details: { reason, index } });
}

async function sealAndStamp(note: CheckpointNote, { key, timestamps }: LogSeal): Promise<{ seal: Buffer; timestampToken: Buffer }> {
  const contentDigest = createHash(hashOf(key.signer.algorithm)).update(sealedBytes(note)).digest();
  const seal = Buffer.from(await signCms({ contentDigest, certificates: [key.certificate, ...key.chain], signer: key.signer }));
  const { token } = await timestamps.timestamp(createHash('sha256').update(seal).digest(), 'sha256');
  return { seal, timestampToken: Buffer.from(token) };
}
