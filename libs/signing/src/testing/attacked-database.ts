import { canonicalJson, entryHash, examineLines, firstPreviousHash, LogCheck, parseCheckpoint, verifyCheckpoint, verifyExport, type CheckpointNote, type EvidenceEntry } from '#evidence';
import { errorCode } from '#platform';
import { exportEvidence } from '../desk/export-evidence.js';
import type { CaseRef } from '../dependencies.js';
import { checkpointOf } from '../trail/carry-checkpoints.js';
import { integrateEntries } from '../trail/integrate-entries.js';
import { readLog } from '../trail/read-log.js';
import { sealLog } from '../trail/seal-log.js';
import type { TrailWorld } from './trail-world.js';

const tables = ['evidence_entry', 'evidence_leaf', 'evidence_tile', 'evidence_checkpoint', 'evidence_delivery', 'evidence_pending', 'revision'] as const;

/** As a superuser who takes the walls down, does something, and puts them up again. */
export async function attack(world: TrailWorld, ...statements: readonly (string | readonly [string, readonly unknown[]])[]): Promise<void> {
  const client = await world.admin.connect();
  try {
    for (const table of tables) await client.query(`ALTER TABLE justera.${table} DISABLE TRIGGER ALL`);
    for (const statement of statements) await (typeof statement === 'string' ? client.query(statement) : client.query(statement[0], [...statement[1]]));
    for (const table of tables) await client.query(`ALTER TABLE justera.${table} ENABLE TRIGGER ALL`);
  } finally {
    client.release();
  }
}

/** What is stored, to be put back after each attack. */
export async function keepCopy(world: TrailWorld): Promise<() => Promise<void>> {
  for (const table of tables) await world.admin.query(`CREATE TABLE public.copy_of_${table} AS SELECT * FROM justera.${table}`);
  return () =>
    attack(
      world,
      `TRUNCATE ${tables.filter((table) => table !== 'revision').map((table) => `justera.${table}`).join(', ')} CASCADE`,
      'DELETE FROM justera.revision',
      ...tables.filter((table) => table !== 'evidence_pending').map((table) => `INSERT INTO justera.${table} SELECT * FROM public.copy_of_${table}`),
    );
}

/**
 * Everything that can be checked: the whole log against the checkpoints given, whose seals must hold, and each case's export.
 * @returns the first code that says so, or `ok`
 */
export async function checkAll(world: TrailWorld, cases: readonly CaseRef[], outside: readonly CheckpointNote[]): Promise<string> {
  const trust = { sealCertificates: [world.key.der], timestampAnchors: [world.pki.root.der] };
  const stored = (await world.admin.query('SELECT size::int, origin, root, open_leaves AS "openLeaves", seal, timestamp_token AS "timestampToken", at FROM justera.evidence_checkpoint ORDER BY size')).rows as Parameters<typeof checkpointOf>[0][];
  const own = stored.map((row) => parseCheckpoint(JSON.parse(JSON.stringify(checkpointOf(row)))));
  for (const checkpoint of own) {
    const verdict = verifyCheckpoint(checkpoint, trust);
    if (!verdict.ok) return verdict.code;
  }
  const log = await checkLog(world, [...own.map((one) => one.note), ...outside]);
  if (log !== 'ok') return log;
  for (const ref of cases) {
    const verdict = verifyExport(JSON.parse(JSON.stringify(await exportEvidence(world.api, ref))), undefined, { ...trust, checkpoints: outside });
    if (!verdict.ok) return verdict.broken.code;
  }
  return 'ok';
}

async function checkLog(world: TrailWorld, notes: readonly CheckpointNote[]): Promise<string> {
  const check = new LogCheck(notes);
  try {
    for await (const line of readLog(world.reader)) {
      const text = JSON.stringify(line);
      const broken = 'format' in line ? check.begin(text) : check.take(examineLines([text]));
      if (broken !== undefined) return broken.code;
    }
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
  const verdict = check.end();
  return verdict.ok ? 'ok' : verdict.broken.code;
}

interface StoredRow {
  readonly sign_request_id: string;
  readonly sequence: number;
  readonly entry: EvidenceEntry;
}

/**
 * Attacker B: changes one entry and writes everything anew behind it, chains, leaves, tiles and checkpoints, and even has the seal's key.
 * Only what lies outside is out of reach.
 */
export async function rewriteHistory(world: TrailWorld, leafIndex: number): Promise<void> {
  const { rows } = await world.admin.query<StoredRow>('SELECT e.sign_request_id, e.sequence, e.entry FROM justera.evidence_leaf l JOIN justera.evidence_entry e USING (sign_request_id, sequence) ORDER BY l.leaf_index');
  const sizes = (await world.admin.query<{ size: string }>('SELECT size FROM justera.evidence_checkpoint ORDER BY size')).rows.map((row) => Number(row.size));
  const last = new Map<string, string>();
  const updates = rows.map(({ sign_request_id: id, sequence, entry }, index): readonly [string, readonly unknown[]] => {
    const changed = index === leafIndex ? { ...entry, type: 'SignTaskDeclined' } : entry;
    const previous = last.get(id) ?? firstPreviousHash;
    const hash = entryHash(previous, changed);
    last.set(id, hash);
    return ['UPDATE justera.evidence_entry SET entry = $3, canonical = $4, previous_hash = $5, entry_hash = $6 WHERE sign_request_id = $1 AND sequence = $2', [id, sequence, JSON.stringify(changed), canonicalJson(changed), previous, hash]];
  });
  await attack(world, ...updates, 'TRUNCATE justera.evidence_leaf, justera.evidence_tile, justera.evidence_checkpoint CASCADE');
  // The log grows again in the same order, and is sealed at the same sizes.
  let from = 0;
  for (const size of [...sizes, rows.length]) {
    for (const { sign_request_id: id, sequence } of rows.slice(from, size)) {
      await attack(world, ['INSERT INTO justera.evidence_pending (body_id, sign_request_id, sequence) SELECT body_id, sign_request_id, sequence FROM justera.evidence_entry WHERE sign_request_id = $1 AND sequence = $2', [id, sequence]]);
    }
    await integrateEntries(world.worker);
    if (sizes.includes(size)) await sealLog(world.signer, world.seal);
    from = size;
  }
}
