import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type Database } from '#persistence';
import { randomIds } from '#platform';
import { isAlive } from '../embedded/processes.js';
import { createCase, createTestDatabase, type TestCase, type TestDatabase } from '../testing/test-database.js';

let world: TestDatabase;
let api: Database;
let one: TestCase;
let other: TestCase;

beforeAll(async () => {
  world = await createTestDatabase();
  api = await world.open('api', 4);
  one = await createCase(api);
  other = await createCase(api, one.bodyId);
}, 60_000);
afterAll(() => world.close());

test('what the work did is kept when it returns and gone when it throws', async () => {
  const id = randomIds.id();
  await expect(
    api.inBody(one.bodyId, async (tx) => {
      await tx.meetings.insert({ id, meetingDate: '2026-01-01', title: 'x' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await api.inBody(one.bodyId, (tx) => tx.meetings.get(id))).toBeUndefined();
  expect(await api.inBody(one.bodyId, (tx) => tx.meetings.insert({ id, meetingDate: '2026-01-01', title: 'x' }).then(() => 'kept'))).toBe('kept');
  // A calendar day stays the day it is, whatever time zone this process has.
  expect(await api.inBody(one.bodyId, (tx) => tx.meetings.get(id))).toEqual({ id, bodyId: one.bodyId, meetingDate: '2026-01-01', title: 'x' });
});

test.each(['', 'x', "'; DROP TABLE justera.body; --", '00000000-0000-0000-0000-000000000000', '0191D2A0-0000-7000-8000-000000000000'])('a body id %p is refused before the database is asked', async (bodyId) => {
  await expect(api.inBody(bodyId, () => Promise.resolve())).rejects.toMatchObject({ code: 'body-id-invalid' });
});

test('a deadlock is run again from the start, and both get through', async () => {
  const runs = { a: 0, b: 0 };
  let held = 0;
  let go = (): void => undefined;
  const bothHoldOne = new Promise<void>((resolve) => (go = resolve));
  const both = (name: 'a' | 'b', first: TestCase, second: TestCase) =>
    api.inBody(one.bodyId, async (tx) => {
      runs[name] += 1;
      await tx.signRequests.lock(first.signRequestId);
      held += 1;
      if (held === 2) go();
      await bothHoldOne;
      await tx.signRequests.lock(second.signRequestId);
    });
  await Promise.all([both('a', one, other), both('b', other, one)]);
  expect(runs.a + runs.b).toBeGreaterThan(2);
}, 30_000);

test('a serialization failure is run again until it fits; with one attempt it is reported', async () => {
  const add = (attempts: number) =>
    api.inBody(
      one.bodyId,
      async (tx) => {
        const [row] = await tx.query<{ title: string }>('SELECT title FROM justera.meeting WHERE body_id = $1 ORDER BY id LIMIT 1', [one.bodyId]);
        await sleep(50);
        await tx.execute('UPDATE justera.meeting SET title = $2 WHERE body_id = $1', [one.bodyId, `${Number(row?.title) + 1}`]);
      },
      { isolation: 'SERIALIZABLE', attempts },
    );
  await api.inBody(one.bodyId, (tx) => tx.execute("UPDATE justera.meeting SET title = '0' WHERE body_id = $1", [one.bodyId]));
  await Promise.all([add(20), add(20), add(20)]);
  const titles = await api.inBody(one.bodyId, (tx) => tx.query<{ title: string }>('SELECT DISTINCT title FROM justera.meeting'));
  expect(titles).toEqual([{ title: '3' }]);
  const once = await Promise.allSettled([add(1), add(1)]);
  expect(once.filter((done) => done.status === 'rejected')).toHaveLength(1);
});

test('a stale version changes nothing', async () => {
  const update = (expected: number, next: number) => api.inBody(one.bodyId, (tx) => tx.signRequests.update(one.signRequestId, expected, next, { attention: { cause: 'x' } }));
  expect(await update(0, 1)).toBe(true);
  expect(await update(0, 2)).toBe(false);
  expect(await api.inBody(one.bodyId, (tx) => tx.signRequests.get(one.signRequestId))).toMatchObject({ version: 1, attention: { cause: 'x' }, dueDate: '2026-04-10' });
});

test('two bodies at once on one pool never share a setting', async () => {
  const second = await createCase(api);
  const seen = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const mine = index % 2 === 0 ? one.bodyId : second.bodyId;
      const rows = await api.inBody(mine, async (tx) => {
        await sleep(Math.random() * 5);
        return tx.query<{ body_id: string }>('SELECT DISTINCT body_id FROM justera.sign_request');
      });
      return rows.length === 1 && rows[0]?.body_id === mine;
    }),
  );
  expect(seen.every(Boolean)).toBe(true);
});

test('the list is newest first, a page at a time, without gaps or doubles', async () => {
  const bodyId = randomIds.id();
  for (let n = 0; n < 7; n += 1) await createCase(api, bodyId);
  const seen: string[] = [];
  let after: { createdAt: Date; id: string } | undefined;
  for (;;) {
    const page = await api.inBody(bodyId, (tx) => tx.signRequests.list({ limit: 3, ...(after ? { after } : {}) }));
    seen.push(...page.map((row) => row.id));
    after = page.at(-1);
    if (page.length < 3) break;
  }
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect(await api.inBody(bodyId, (tx) => tx.signRequests.list({ needsAttention: true }))).toEqual([]);
  expect(await api.inBody(bodyId, (tx) => tx.signRequests.inStates(['preparing'], 2))).toHaveLength(2);
});

test('PostgreSQL killed in the middle of a transaction: that work fails, nothing of it is kept, and the pool recovers by itself', async () => {
  const id = randomIds.id();
  const folder = world.folder;
  const failed = api.inBody(one.bodyId, async (tx) => {
    await tx.meetings.insert({ id, meetingDate: '2026-01-01', title: 'lost' });
    process.kill(world.server.pid, 'SIGKILL');
    for (let waited = 0; isAlive(world.server.pid) && waited < 5_000; waited += 20) await sleep(20);
    await tx.query('SELECT 1');
  });
  await expect(failed).rejects.toThrow();
  expect(await api.ping()).toBe(false);
  world.server = await startEmbeddedPostgres({ dataFolder: folder, port: world.server.port });
  for (let waited = 0; !(await api.ping()) && waited < 10_000; waited += 100) await sleep(100);
  expect(await api.inBody(one.bodyId, (tx) => tx.meetings.get(id))).toBeUndefined();
  expect(await api.inBody(one.bodyId, (tx) => tx.signRequests.get(one.signRequestId))).toBeDefined();
}, 60_000);
