import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabase, setUpOwnServer, startEmbeddedPostgres, type Database, type DatabaseAccess, type EmbeddedPostgres } from '#persistence';
import { randomIds, silentLogger, systemClock } from '#platform';
import { enqueue, openQueueBackend, startRelay, startWorker, type QueueBackend } from '#jobs';

let folder: string;
let server: EmbeddedPostgres;
let access: DatabaseAccess;
let backend: QueueBackend;
let database: Database;
const bodyId = randomIds.id();

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-jobs-'));
  server = await startEmbeddedPostgres({ dataFolder: folder });
  access = await setUpOwnServer(server.adminUrl, folder);
  backend = await openQueueBackend({ databaseUrl: access.urlOf('queue'), logger: silentLogger });
  database = await openDatabase({ url: access.urlOf('api'), role: 'api' });
  await database.inBody(bodyId, (tx) =>
    tx.bodies.insert({ slug: 'a', displayName: 'A', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm', profile: {}, createdAt: systemClock.now() }),
  );
});

afterAll(async () => {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const job = (signRequestId: string) => ({ id: randomIds.id(), queue: 'append' as const, payload: { bodyId, signRequestId }, effectKey: `append:${signRequestId}`, createdAt: systemClock.now() });

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited 10 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('work of a committed transaction is done once, of a rolled back one never', async () => {
  const seen: string[] = [];
  const worker = await startWorker(backend, 'append', (payload) => Promise.resolve(seen.push(payload.signRequestId)), { concurrency: 2, logger: silentLogger });
  const relay = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
  const [kept, lost] = [randomIds.id(), randomIds.id()];
  await database.inBody(bodyId, (tx) => enqueue(tx, job(kept)));
  await expect(
    database.inBody(bodyId, async (tx) => {
      await enqueue(tx, job(lost));
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await until(() => seen.includes(kept));
  await relay.close();
  await worker.close();
  expect(seen).toEqual([kept]);
});

test('a row that was passed on but not marked (crash in between) is not done twice', async () => {
  const seen: string[] = [];
  const id = randomIds.id();
  const work = job(id);
  await database.inBody(bodyId, (tx) => enqueue(tx, work));
  const queue = backend.queue('append');
  await queue.add('append', work.payload, { jobId: work.id });
  const relay = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
  const worker = await startWorker(backend, 'append', (payload) => Promise.resolve(seen.push(payload.signRequestId)), { concurrency: 2, logger: silentLogger });
  await until(() => seen.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await relay.close();
  await worker.close();
  await queue.close();
  expect(seen).toEqual([id]);
});

test('a handler that fails is run again; one that says so is not', async () => {
  const tries: string[] = [];
  const [stubborn, final] = [randomIds.id(), randomIds.id()];
  const worker = await startWorker(
    backend,
    'append',
    (payload, { attempt }) => {
      tries.push(`${payload.signRequestId}#${attempt}`);
      if (payload.signRequestId === final) return Promise.reject(Object.assign(new Error('no'), { retryable: false }));
      return attempt < 2 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    },
    { concurrency: 2, logger: silentLogger },
  );
  const relay = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
  await database.inBody(bodyId, async (tx) => {
    await enqueue(tx, job(stubborn));
    await enqueue(tx, job(final));
  });
  await until(() => tries.includes(`${stubborn}#2`));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await relay.close();
  await worker.close();
  expect(tries.filter((t) => t.startsWith(final))).toEqual([`${final}#1`]);
});

test('a payload with more than ids is refused before it is written', async () => {
  const leaking = { ...job(randomIds.id()), payload: { bodyId, signRequestId: randomIds.id(), link: 'https://exempel.example/s/x' } };
  await expect(database.inBody(bodyId, (tx) => enqueue(tx, leaking))).rejects.toMatchObject({ code: 'payload-invalid' });
});
