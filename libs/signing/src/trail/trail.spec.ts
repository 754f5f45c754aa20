import { verifyExport, type Checkpoint, type CheckpointNote, type EvidenceExport } from '#evidence';
import type { Database } from '#persistence';
import { exportEvidence } from '../desk/export-evidence.js';
import { readTrail } from '../desk/read-trail.js';
import { attack } from '../testing/attacked-database.js';
import { createTrailWorld, type TrailWorld } from '../testing/trail-world.js';
import { carryCheckpoints, checkpointOf, type OutsidePlace } from './carry-checkpoints.js';
import { integrateEntries } from './integrate-entries.js';
import { consistencyProof } from './log-evidence.js';
import { sealLog } from './seal-log.js';

let world: TrailWorld;
beforeAll(async () => {
  world = await createTrailWorld();
}, 60_000);
/** Each test begins with an empty log. */
afterEach(() => attack(world, 'TRUNCATE justera.evidence_entry, justera.evidence_leaf, justera.evidence_tile, justera.evidence_checkpoint, justera.evidence_pending CASCADE'));
afterAll(() => world.close());

const leaves = async (): Promise<{ leaf_index: number; sign_request_id: string; sequence: number }[]> =>
  (await world.admin.query<{ leaf_index: string; sign_request_id: string; sequence: number }>('SELECT leaf_index, sign_request_id, sequence FROM justera.evidence_leaf ORDER BY leaf_index')).rows.map((row) => ({ ...row, leaf_index: Number(row.leaf_index) }));
const json = (value: EvidenceExport): unknown => JSON.parse(JSON.stringify(value));
const trust = () => ({ sealCertificates: [world.key.der], timestampAnchors: [world.pki.root.der] });
const latest = async (): Promise<Checkpoint> => {
  const row = await world.signer.database.inLog((log) => log.latestCheckpoint());
  if (row === undefined) throw new Error('there is a checkpoint');
  return checkpointOf(row);
};

test('every entry gets one place, in its case’s order, whoever integrates and however often', async () => {
  const cases = [await world.newCase(5), await world.newCase(3)];
  for (const ref of [...cases, ...cases]) await world.addEntries(ref, 2);
  const other = await world.open('worker');
  // Two processes at once, in small batches: one works, the other finds nothing to do.
  await Promise.all([integrateEntries(world.worker, 2), integrateEntries({ ...world.worker, database: other }, 2), integrateEntries(world.worker, 3)]);
  await integrateEntries(world.worker);
  const placed = await leaves();
  expect(placed.map((leaf) => leaf.leaf_index)).toEqual(Array.from({ length: 16 }, (_, i) => i));
  for (const { signRequestId } of cases) {
    const own = placed.filter((leaf) => leaf.sign_request_id === signRequestId).map((leaf) => leaf.sequence);
    expect(own).toEqual(own.map((_, i) => i + 1));
  }
  expect(await integrateEntries(world.worker)).toEqual({ integrated: 0 });
});

test('an integrator that dies before its commit leaves nothing behind, and the next does all of it', async () => {
  await world.newCase(6);
  const dying: Database = new Proxy(world.worker.database, {
    get: (target, key) =>
      key === 'inLog'
        ? (work: Parameters<Database['inLog']>[0]) => target.inLog(async (log) => { await work(log); throw new Error('killed'); })
        : (Reflect.get(target, key) as unknown),
  });
  await expect(integrateEntries({ ...world.worker, database: dying })).rejects.toThrow('killed');
  expect(await leaves()).toEqual([]);
  expect(await integrateEntries(world.worker)).toEqual({ integrated: 6 });
  expect(await leaves()).toHaveLength(6);
});

test('no process can write to the waiting list; what stands there without being an entry never becomes a leaf', async () => {
  const ref = await world.newCase(2);
  const insert = 'INSERT INTO justera.evidence_pending (body_id, sign_request_id, sequence) VALUES ($1, $2, 99)';
  // Twice the same entry, or one before the other, would stop the log for everybody.
  for (const core of [world.api, world.signer, world.worker]) {
    await expect(core.database.inBody(ref.bodyId, (tx) => tx.execute(insert, [ref.bodyId, ref.signRequestId]))).rejects.toMatchObject({ code: '42501' });
  }
  await world.admin.query(insert, [ref.bodyId, ref.signRequestId]);
  expect(await integrateEntries(world.worker)).toEqual({ integrated: 2 });
  expect(await integrateEntries(world.worker)).toEqual({ integrated: 0 });
});

test('a case is proved under a sealed checkpoint, across full tiles, and what came after is not called covered', async () => {
  const ref = await world.newCase(3);
  const crowd = await world.newCase(300);
  await integrateEntries(world.worker);
  expect(await sealLog(world.signer, world.seal)).toBe('sealed');
  const early = await latest();
  expect(await sealLog(world.signer, world.seal)).toBe('nothing-new');
  await world.addEntries(crowd, 270);
  await world.addEntries(ref, 2);
  await integrateEntries(world.worker, 100);
  expect(await sealLog(world.signer, { ...world.seal, intervalMilliseconds: 60_000 })).toBe('too-early');
  expect(await sealLog(world.signer, { ...world.seal, origin: 'moved.exempel.example' })).toBe('sealed');
  await world.addEntries(ref, 1);
  await integrateEntries(world.worker);

  const exported = await exportEvidence(world.api, ref);
  const outside = { ...trust(), checkpoints: [early.note, (await latest()).note] };
  const verdict = verifyExport(json(exported), undefined, outside);
  // The origin is what the first checkpoint said, wherever the service has moved since.
  expect(verdict).toMatchObject({ ok: true, entries: 6, anchored: true, log: { origin: world.seal.origin, size: 575, covered: 5, anchored: 5, outside: [303, 575], checkpoint: { sealTrusted: true, timestampTrusted: true } } });
  expect(exported.log?.consistency.map((proof) => proof.first)).toEqual([303]);
});

test('a checkpoint younger than the file is linked by a proof asked for afterwards', async () => {
  const ref = await world.newCase(4);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  const exported = await exportEvidence(world.api, ref);
  await world.newCase(700);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  const { note } = await latest();
  const proof = await world.api.database.inLog((log) => consistencyProof(log, 4, note.size));
  if (proof === undefined) throw new Error('there is a proof');
  expect(verifyExport(json(exported), undefined, { ...trust(), checkpoints: [note] })).toMatchObject({ ok: false, broken: { code: 'checkpoint-not-linked' } });
  expect(verifyExport(json(exported), undefined, { ...trust(), checkpoints: [note], consistency: [proof] })).toMatchObject({ ok: true, anchored: true });
  expect(await world.api.database.inLog((log) => consistencyProof(log, 4, note.size - 1))).toBeUndefined();
});

test('the desk is told how far the trail is anchored, and that the newest lines are not yet', async () => {
  const ref = await world.newCase(2);
  const anchorings = async (): Promise<string[]> => (await readTrail(world.api, ref)).entries.map((entry) => entry.anchoring);
  const place: OutsidePlace = { name: 'folder', readable: false, newest: () => Promise.resolve(undefined), leave: () => Promise.resolve() };
  expect(await anchorings()).toEqual(['none', 'none']);
  await integrateEntries(world.worker);
  expect(await anchorings()).toEqual(['none', 'none']);
  await sealLog(world.signer, world.seal);
  expect(await anchorings()).toEqual(['sealed', 'sealed']);
  await carryCheckpoints(world.worker, [place]);
  await world.addEntries(ref, 1);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  await world.addEntries(ref, 1);
  expect(await anchorings()).toEqual(['outside', 'outside', 'sealed', 'none']);
});

test('two signers at once make one checkpoint', async () => {
  await world.newCase(4);
  await integrateEntries(world.worker);
  const other = { ...world.signer, database: await world.open('signer') };
  const outcomes = await Promise.all([sealLog(world.signer, world.seal), sealLog(other, world.seal)]);
  expect(outcomes).toContain('sealed');
  expect((await world.admin.query('SELECT 1 FROM justera.evidence_checkpoint')).rowCount).toBe(1);
});

test('no time, no checkpoint: and the next look makes it', async () => {
  await world.newCase(1);
  await integrateEntries(world.worker);
  const down = { ...world.seal, timestamps: { ...world.seal.timestamps, timestamp: () => Promise.reject(new Error('away')) } };
  await expect(sealLog(world.signer, down)).rejects.toThrow('away');
  expect(await sealLog(world.signer, world.seal)).toBe('sealed');
});

test('a worker whose tree is not that of its leaves is not sealed over', async () => {
  await world.newCase(300);
  await integrateEntries(world.worker);
  await attack(world, "UPDATE justera.evidence_tile SET root = decode(repeat('00', 32), 'hex')");
  await expect(sealLog(world.signer, world.seal)).rejects.toMatchObject({ code: 'log-inconsistent', details: { reason: 'tile-differs' } });
});

test('checkpoints are left outside once, again after a crash, and never over what was there', async () => {
  const held: Checkpoint[] = [];
  const place: OutsidePlace = { name: 'folder', readable: true, newest: () => Promise.resolve(held.at(-1)?.note), leave: (one) => Promise.resolve(void held.push(one)) };
  expect(await carryCheckpoints(world.worker, [place])).toEqual({ left: 0, failed: 0 });
  await world.newCase(2);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  const away: OutsidePlace = { ...place, name: 'mail:auditor@exempel.example', leave: () => Promise.reject(new Error('no mail server')) };
  expect(await carryCheckpoints(world.worker, [away, place])).toEqual({ left: 1, failed: 1 });
  expect(await carryCheckpoints(world.worker, [away, place])).toEqual({ left: 0, failed: 1 });
  expect(held).toHaveLength(1);
  const other: CheckpointNote = { ...held[0]!.note, root: 'e'.repeat(64) };
  const alarms: unknown[] = [];
  const logger = { ...world.worker.logger, error: (facts: unknown) => alarms.push(facts) } as typeof world.worker.logger;
  await world.newCase(2);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  const tampered: OutsidePlace = { ...place, newest: () => Promise.resolve(other) };
  expect(await carryCheckpoints({ ...world.worker, logger }, [tampered])).toEqual({ left: 0, failed: 1 });
  expect(alarms).toEqual([{ place: 'folder', known: 2, size: 4 }]);
  // What was left there and is gone: said, and the newest is left again.
  const emptied: OutsidePlace = { ...place, newest: () => Promise.resolve(undefined) };
  expect(await carryCheckpoints({ ...world.worker, logger }, [emptied])).toEqual({ left: 1, failed: 0 });
  expect(alarms.slice(1)).toEqual([{ place: 'folder', delivered: 2 }]);
});
