import { openCounts } from '#evidence';
import { createTrailWorld, type TrailWorld } from '../testing/trail-world.js';
import { integrateEntries } from './integrate-entries.js';
import { sealLog } from './seal-log.js';
import type { CaseRef } from '../dependencies.js';

let world: TrailWorld;
let ref: CaseRef;
beforeAll(async () => {
  world = await createTrailWorld();
  ref = await world.newCase(3);
  await integrateEntries(world.worker);
  await sealLog(world.signer, world.seal);
  await world.worker.database.inLog((log) => log.recordDelivery(3, 'folder', new Date()));
  await world.admin.query("INSERT INTO justera.evidence_tile VALUES (7, 0, decode(repeat('00', 8192), 'hex'), decode(repeat('00', 32), 'hex'))");
}, 60_000);
afterAll(() => world.close());

const tables = ['evidence_leaf', 'evidence_tile', 'evidence_checkpoint', 'evidence_delivery'];
const columns: Readonly<Record<string, string>> = { evidence_leaf: 'sequence', evidence_tile: 'tile_level', evidence_checkpoint: 'size', evidence_delivery: 'size' };

test.each(tables)('%s refuses UPDATE, DELETE and TRUNCATE, to the superuser and in a replication session too', async (table) => {
  const statements = [`UPDATE justera.${table} SET ${columns[table]} = ${columns[table]}`, `DELETE FROM justera.${table}`, `TRUNCATE justera.${table} CASCADE`];
  const client = await world.admin.connect();
  try {
    for (const mode of ['origin', 'replica']) {
      await client.query(`SET session_replication_role = '${mode}'`);
      for (const sql of statements) await expect(client.query(sql)).rejects.toMatchObject({ code: 'P0001' });
    }
  } finally {
    await client.query("SET session_replication_role = 'origin'");
    client.release();
  }
});

test('a compromised worker cannot put in what is no entry, another hash, a place further on, or an entry before the one it follows', async () => {
  await world.addEntries(ref, 2);
  const { rows } = await world.admin.query<{ sequence: number; hash: string }>('SELECT sequence, entry_hash AS hash FROM justera.evidence_entry WHERE sign_request_id = $1 ORDER BY sequence', [ref.signRequestId]);
  const leaf = (leafIndex: number, sequence: number, entryHash = rows[sequence - 1]?.hash ?? '') => ({ leafIndex, bodyId: ref.bodyId, signRequestId: ref.signRequestId, sequence, entryHash });
  const refused = { code: '23514' };
  const append = (...leaves: ReturnType<typeof leaf>[]) => world.worker.database.inLog((log) => log.append(leaves, []));
  await expect(append(leaf(3, 4, 'e'.repeat(64)))).rejects.toMatchObject(refused);
  await expect(append(leaf(3, 9, 'e'.repeat(64)))).rejects.toMatchObject(refused);
  await expect(append(leaf(4, 4))).rejects.toMatchObject(refused);
  await expect(append(leaf(3, 5))).rejects.toMatchObject(refused);
  await expect(append(leaf(3, 5), leaf(4, 4))).rejects.toMatchObject(refused);
  await expect(append({ ...leaf(3, 4), bodyId: (await world.newCase(1)).bodyId })).rejects.toMatchObject(refused);
  await expect(append(leaf(3, 3))).rejects.toMatchObject({ code: '23505' });
  // The control: in order they are taken.
  await append(leaf(3, 4), leaf(4, 5));
});

test('a checkpoint larger than the log, or not larger than the one before, is refused', async () => {
  const row = (size: number) => ({ size, origin: 'o', root: 'e'.repeat(64), openLeaves: Buffer.alloc((openCounts(size)[0] ?? 0) * 32), seal: Buffer.alloc(1), timestampToken: Buffer.alloc(1), at: new Date() });
  for (const size of [3, 2, 500]) await expect(world.signer.database.inLog((log) => log.addCheckpoint(row(size)))).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
});

test('who may say what: only the worker grows the log, only the signer seals it', async () => {
  const refused = { code: '42501' };
  const leaf = { leafIndex: 99, bodyId: ref.bodyId, signRequestId: ref.signRequestId, sequence: 99, entryHash: 'x' };
  for (const core of [world.api, world.signer]) await expect(core.database.inLog((log) => log.append([leaf], []))).rejects.toMatchObject(refused);
  const checkpoint = { size: 4, origin: 'o', root: 'e'.repeat(64), openLeaves: Buffer.alloc(128), seal: Buffer.alloc(1), timestampToken: Buffer.alloc(1), at: new Date() };
  for (const core of [world.api, world.worker]) await expect(core.database.inLog((log) => log.addCheckpoint(checkpoint))).rejects.toMatchObject(refused);
  await expect(world.api.database.inLog((log) => log.pending(1))).rejects.toMatchObject(refused);
  await expect(world.api.database.inLog((log) => log.recordDelivery(3, 'elsewhere', new Date()))).rejects.toMatchObject(refused);
  expect(await world.api.database.inLog((log) => log.leaves(0, 10))).toEqual([]);
});
