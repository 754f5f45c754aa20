import { canonicalJson, type CheckpointNote, type EvidenceEntry } from '#evidence';
import type { CaseRef } from '../dependencies.js';
import { attack, checkAll, keepCopy, rewriteHistory } from '../testing/attacked-database.js';
import { createTrailWorld, type TrailWorld } from '../testing/trail-world.js';
import { integrateEntries } from './integrate-entries.js';
import { sealLog } from './seal-log.js';

/**
 * On the real PostgreSQL, with a superuser's rights. Leaves 0–4 are case one, 5–8 case two; checkpoints at 9 and 12, of which the
 * one at 9 lies outside; leaves 12 and 13 are under none.
 */
let world: TrailWorld;
let cases: CaseRef[];
let outside: CheckpointNote[];
let restore: () => Promise<void>;

beforeAll(async () => {
  world = await createTrailWorld();
  const [one, two] = [await world.newCase(5), await world.newCase(4)];
  cases = [one, two];
  await world.api.database.inBody(one.bodyId, (tx) => tx.blobs.put(Buffer.from('update'), world.pki.now));
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  const kept = await world.signer.database.inLog((log) => log.latestCheckpoint());
  outside = kept === undefined ? [] : [{ origin: kept.origin, size: kept.size, root: kept.root }];
  for (const count of [3, 2]) {
    await world.addEntries(one, count);
    await integrateEntries(world.worker);
    if (count === 3) await sealLog(world.signer, world.seal);
  }
  restore = await keepCopy(world);
}, 60_000);
afterEach(() => restore());
afterAll(() => world.close());

const at = (index: number): string => `(SELECT sign_request_id, sequence FROM justera.evidence_leaf WHERE leaf_index = ${index})`;
const here = '(sign_request_id, sequence)';

async function edited(index: number): Promise<readonly [string, readonly unknown[]]> {
  const { rows } = await world.admin.query<{ entry: EvidenceEntry }>(`SELECT entry FROM justera.evidence_entry WHERE ${here} = ${at(index)}`);
  const entry = { ...rows[0]!.entry, type: 'SignTaskDeclined' };
  return [`UPDATE justera.evidence_entry SET entry = $1, canonical = $2 WHERE ${here} = ${at(index)}`, [JSON.stringify(entry), canonicalJson(entry)]];
}

test('untouched, and after every restoring: everything verifies', async () => {
  expect(outside).toMatchObject([{ size: 9 }]);
  expect(await checkAll(world, cases, outside)).toBe('ok');
  await restore();
  expect(await checkAll(world, cases, outside)).toBe('ok');
});

describe('attacker A: changes rows, recomputes nothing', () => {
  test('edits an entry, under a checkpoint and in the window', async () => {
    for (const index of [1, 13]) {
      await attack(world, await edited(index));
      expect(await checkAll(world, cases, [])).toBe('entry-hash-mismatch');
      await restore();
    }
  });

  test.each([
    ['edits one of the two forms of an entry', 'log-inconsistent', [`UPDATE justera.evidence_entry SET entry = jsonb_set(entry, '{type}', '"X"') WHERE ${here} = ${at(1)}`]],
    ['drops an entry and leaves its leaf', 'log-inconsistent', [`DELETE FROM justera.evidence_entry WHERE ${here} = ${at(2)}`]],
    ['drops an entry with its leaf', 'index-broken', [`DELETE FROM justera.evidence_entry WHERE ${here} = ${at(2)}`, 'DELETE FROM justera.evidence_leaf WHERE leaf_index = 2']],
    ['swaps what two entries say', 'sequence-broken', [`UPDATE justera.evidence_entry a SET entry = b.entry, canonical = b.canonical FROM justera.evidence_entry b WHERE a.sign_request_id = b.sign_request_id AND a.sequence + b.sequence = 5 AND a.sequence IN (2, 3)`]],
    ['swaps two leaves', 'sequence-broken', ['UPDATE justera.evidence_leaf SET leaf_index = 100 WHERE leaf_index = 2', 'UPDATE justera.evidence_leaf SET leaf_index = 2 WHERE leaf_index = 3', 'UPDATE justera.evidence_leaf SET leaf_index = 3 WHERE leaf_index = 100']],
    ['inserts an entry in a place that is taken', 'log-inconsistent', [
      'ALTER TABLE justera.evidence_entry DROP CONSTRAINT evidence_entry_sign_request_id_sequence_key',
      `INSERT INTO justera.evidence_entry SELECT gen_random_uuid(), body_id, sign_request_id, sequence, previous_hash, repeat('e', 64), entry, canonical, at FROM justera.evidence_entry WHERE ${here} = ${at(2)}`,
    ]],
    ['edits a leaf', 'entry-hash-mismatch', [`UPDATE justera.evidence_leaf SET entry_hash = repeat('e', 64) WHERE leaf_index = 3`]],
    ['edits a checkpoint', 'seal-invalid', [`UPDATE justera.evidence_checkpoint SET root = repeat('e', 64) WHERE size = 12`]],
    ['cuts the tail, below a checkpoint of the database', 'cut-off', ['DELETE FROM justera.evidence_leaf WHERE leaf_index >= 11']],
  ])('%s: %s', async (_, code, statements) => {
    await attack(world, ...statements);
    expect(await checkAll(world, cases, [])).toBe(code);
  });

  test('cuts the tail that no checkpoint covers: the stated exception, not found', async () => {
    await attack(world, `DELETE FROM justera.evidence_entry WHERE ${here} IN (SELECT sign_request_id, sequence FROM justera.evidence_leaf WHERE leaf_index >= 12)`, 'DELETE FROM justera.evidence_leaf WHERE leaf_index >= 12');
    expect(await checkAll(world, cases, outside)).toBe('ok');
  });

  test('puts in a revision of the file that no entry speaks of', async () => {
    const { bodyId, signRequestId } = cases[0]!;
    await attack(world, [`INSERT INTO justera.revision SELECT $1, $2, 0, 'original', sha256, 0, length, sha256, NULL, now() FROM justera.blob WHERE body_id = $1`, [bodyId, signRequestId]]);
    expect(await checkAll(world, cases, [])).toBe('revision-not-recorded');
  });
});

describe('attacker B: recomputes everything behind, checkpoints and their seals included', () => {
  test('an entry under the checkpoint outside: their own story is whole, and is found out', async () => {
    await rewriteHistory(world, 3);
    expect(await checkAll(world, cases, [])).toBe('ok');
    expect(await checkAll(world, cases, outside)).toBe('log-rewritten');
  });

  test('an entry behind every checkpoint outside, though under one in the database: the window, not found', async () => {
    await rewriteHistory(world, 10);
    expect(await checkAll(world, cases, outside)).toBe('ok');
  });
});
