import { checkpointFormat, checkpointVersion, consistencyRanges, rangeHash, verifyConsistency, type Checkpoint, type CheckpointNote } from '#evidence';
import type { EvidenceCheckpointRow, EvidenceLog } from '#persistence';
import { describeError } from '#platform';
import type { SigningCore } from '../dependencies.js';

/** Somewhere outside, where neither the application nor the database's administrator can take a checkpoint back. */
export interface OutsidePlace {
  /** Stable, e.g. `folder` or `mail:` and an address. */
  readonly name: string;
  /** Whether `newest` can tell: a mailbox cannot. */
  readonly readable: boolean;
  /** The newest checkpoint that lies there; undefined when there is none, or when the place cannot be read. */
  newest(): Promise<CheckpointNote | undefined>;
  /** May be called twice with the same checkpoint after a crash. */
  leave(checkpoint: Checkpoint): Promise<void>;
}

export interface Carried {
  readonly left: number;
  readonly failed: number;
}

/** A stored checkpoint as the file that it becomes. */
export function checkpointOf({ origin, size, root, seal, timestampToken }: EvidenceCheckpointRow): Checkpoint {
  return { format: checkpointFormat, version: checkpointVersion, note: { origin, size, root }, seal: seal.toString('base64'), timestamp: timestampToken.toString('base64') };
}

/**
 * Leaves the newest checkpoint at every place that has not got it. Before, the log is held against what the place has
 * already: where it does not follow from that, nothing is left there and the alarm is raised.
 */
export async function carryCheckpoints(core: Pick<SigningCore, 'database' | 'clock' | 'logger'>, places: readonly OutsidePlace[]): Promise<Carried> {
  const { database, clock, logger } = core;
  const row = await database.inLog((log) => log.latestCheckpoint());
  if (row === undefined) return { left: 0, failed: 0 };
  let left = 0;
  let failed = 0;
  for (const place of places) {
    try {
      const delivered = await database.inLog((log) => log.delivered(place.name));
      if (delivered >= row.size) continue;
      const known = await place.newest();
      if (known === undefined && place.readable && delivered > 0) logger.error({ place: place.name, delivered }, 'checkpoints that were left outside are gone from there: who removed them?');
      if (known !== undefined && !(await database.inLog((log) => follows(log, known, row)))) {
        failed += 1;
        logger.error({ place: place.name, known: known.size, size: row.size }, 'EVIDENCE LOG REWRITTEN: it does not follow from the checkpoint that lies outside; nothing was left there');
        continue;
      }
      await place.leave(checkpointOf(row));
      await database.inLog((log) => log.recordDelivery(row.size, place.name, clock.now()));
      left += 1;
    } catch (error) {
      failed += 1;
      logger.error({ place: place.name, size: row.size, error: describeError(error) }, 'a checkpoint could not be left outside and will be tried again');
    }
  }
  return { left, failed };
}

async function follows(log: EvidenceLog, known: CheckpointNote, row: EvidenceCheckpointRow): Promise<boolean> {
  if (known.origin !== row.origin || known.size > row.size) return false;
  const ranges = consistencyRanges(known.size, row.size);
  const nodeAt = await log.nodes(row, ranges);
  const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
  return verifyConsistency({
    first: known.size,
    firstRoot: bytes(known.root),
    second: row.size,
    secondRoot: bytes(row.root),
    path: ranges.map((range) => rangeHash(range, nodeAt)),
  });
}
