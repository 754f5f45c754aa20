import { leafHash, type Tile } from '#evidence';
import { leafOf, type EvidenceLeafRow, type EvidenceLog } from '#persistence';
import type { SigningCore } from '../dependencies.js';

/** Leaves in one transaction: as many as fit well into one statement. */
const batchSize = 10_000;

/**
 * Part of the worker's sweep: gives every entry that is written its place in the log of all cases, in the order in which
 * they were committed within a case. May run at any time and in several processes at once, of which one works; a
 * transaction puts in leaves, tiles and strikes the waiting list, so that a crash anywhere leaves all of it or none.
 */
export async function integrateEntries({ database, logger }: Pick<SigningCore, 'database' | 'logger'>, batch = batchSize): Promise<{ readonly integrated: number }> {
  let integrated = 0;
  for (;;) {
    const { taken, added, strays } = await database.inLog((log) => integrateBatch(log, batch));
    integrated += added;
    if (strays > 0) logger.error({ strays }, 'the waiting list of the evidence log named entries that do not exist; they were struck');
    if (taken < batch) return { integrated };
  }
}

async function integrateBatch(log: EvidenceLog, batch: number): Promise<{ taken: number; added: number; strays: number }> {
  if (!(await log.lock())) return { taken: 0, added: 0, strays: 0 };
  const waiting = await log.pending(batch);
  if (waiting.length === 0) return { taken: 0, added: 0, strays: 0 };
  const edge = await log.edge(await log.size());
  const leaves: EvidenceLeafRow[] = [];
  const tiles: Tile[] = [];
  for (const { bodyId, signRequestId, sequence, entryHash } of waiting) {
    // A process may write to the waiting list what it likes; only what is an entry becomes a leaf.
    if (entryHash === null) continue;
    const row = { leafIndex: edge.size, bodyId, signRequestId, sequence, entryHash };
    leaves.push(row);
    tiles.push(...edge.append(leafHash(leafOf(row))));
  }
  if (leaves.length > 0) await log.append(leaves, tiles);
  await log.strike(waiting.map(({ id }) => id));
  return { taken: waiting.length, added: leaves.length, strays: waiting.length - leaves.length };
}
