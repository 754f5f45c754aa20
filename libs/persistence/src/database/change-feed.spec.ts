import { setTimeout as sleep } from 'node:timers/promises';
import { openChangeFeed, type ChangeFeed, type Database } from '#persistence';
import { createCase, createTestDatabase, type TestCase, type TestDatabase } from '../testing/test-database.js';

let world: TestDatabase;
let signer: Database;
let feed: ChangeFeed;
let one: TestCase;
let other: TestCase;

beforeAll(async () => {
  world = await createTestDatabase();
  signer = await world.open('signer');
  feed = await openChangeFeed({ url: world.access.urlOf('api'), role: 'api', reconnectMilliseconds: 50 });
  const api = await world.open('api');
  one = await createCase(api);
  other = await createCase(api, one.bodyId);
}, 60_000);
afterAll(async () => {
  await feed.close();
  await world.close();
});

async function change({ bodyId, signRequestId }: TestCase, end: 'commit' | 'rollback' = 'commit'): Promise<void> {
  await signer.inBody(bodyId, async (tx) => {
    const row = await tx.signRequests.lock(signRequestId);
    const version = row?.version ?? 0;
    expect(await tx.signRequests.update(signRequestId, version, version + 1, { attention: { cause: 'test', version } })).toBe(true);
    if (end === 'rollback') throw new Error('rolled back');
  });
}

const isOver = (changed: Promise<void>, milliseconds: number): Promise<boolean> =>
  Promise.race([changed.then(() => true), sleep(milliseconds, false)]);

test('a change ends all watches of its case at the commit, and no other', async () => {
  const watches = [feed.watch(one.signRequestId), feed.watch(one.signRequestId)];
  const elsewhere = feed.watch(other.signRequestId);
  await change(one);
  await Promise.all(watches.map(({ changed }) => changed));
  expect(await isOver(elsewhere.changed, 100)).toBe(false);
  elsewhere.stop();
  await elsewhere.changed;
}, 20_000);

test('what was rolled back was no change', async () => {
  const watch = feed.watch(one.signRequestId);
  await expect(change(one, 'rollback')).rejects.toThrow('rolled back');
  expect(await isOver(watch.changed, 100)).toBe(false);
  watch.stop();
}, 20_000);

test('a lost connection wakes everybody at once, those who wait meanwhile look again, and afterwards changes are told as before', async () => {
  const before = feed.watch(one.signRequestId);
  await world.admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'api changes'");
  await before.changed;
  await feed.watch(one.signRequestId).changed;
  for (let listening = false; !listening; await sleep(20)) {
    listening = (await world.admin.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'api changes' AND query LIKE 'LISTEN%' AND state = 'idle'")).rowCount === 1;
  }
  await sleep(100);
  const watch = feed.watch(one.signRequestId);
  expect(await isOver(watch.changed, 200)).toBe(false);
  await change(one);
  await watch.changed;
}, 30_000);

test('closing ends every watch', async () => {
  const own = await openChangeFeed({ url: world.access.urlOf('api'), role: 'api' });
  const watch = own.watch(one.signRequestId);
  await own.close();
  await watch.changed;
}, 20_000);
