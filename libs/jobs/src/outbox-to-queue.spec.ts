import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { enqueue, openQueueBackend, startRelay, startWorker, type Payload, type QueueBackend, type Relay, type RunningWorker } from '#jobs';
import { openDatabase, setUpOwnServer, startEmbeddedPostgres, type Database, type DatabaseAccess, type EmbeddedPostgres } from '#persistence';
import { randomIds, silentLogger, systemClock } from '#platform';
import { hasRedis, startRedis, type RedisServer } from './testing/redis-server.js';

let folder: string;
let server: EmbeddedPostgres;
let access: DatabaseAccess;
let database: Database;
let redis: RedisServer | undefined;
let admin: pg.Pool;
const bodyId = randomIds.id();

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-jobs-'));
  server = await startEmbeddedPostgres({ dataFolder: folder });
  access = await setUpOwnServer(server.adminUrl, folder);
  const url = new URL(server.adminUrl);
  url.pathname = '/justera';
  admin = new pg.Pool({ connectionString: url.href, max: 2 });
  admin.on('error', () => undefined);
  database = await openDatabase({ url: access.urlOf('api'), role: 'api' });
  await database.inBody(bodyId, (tx) =>
    tx.bodies.insert({ slug: 'a', displayName: 'A', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm', profile: {}, createdAt: systemClock.now() }),
  );
  if (hasRedis) redis = await startRedis();
  else process.stderr.write('\n*** redis-server is not installed: the queue was NOT tried on Redis ***\n\n');
}, 60_000);

afterAll(async () => {
  await database.close();
  await admin.end();
  await server.stop();
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const job = (signRequestId = randomIds.id()) => ({
  id: randomIds.id(), queue: 'append' as const, payload: { bodyId, signRequestId }, effectKey: `append:${signRequestId}`, createdAt: systemClock.now(),
});
const write = (...jobs: ReturnType<typeof job>[]) => database.inBody(bodyId, async (tx) => { for (const one of jobs) await enqueue(tx, one); });

async function until(condition: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain`);
    await sleep(10);
  }
}

describe.each(['postgres', 'redis'] as const)('on %s', (kind) => {
  const perform = kind === 'postgres' || hasRedis ? test : test.skip;
  let backend: QueueBackend;
  const open: (Relay | RunningWorker)[] = [];

  const relay = (): Relay => {
    const started = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
    open.push(started);
    return started;
  };
  const worker = async (handle: (payload: Payload<'append'>, context: { attempt: number }) => Promise<unknown>, concurrency = 4): Promise<RunningWorker> => {
    const started = await startWorker(backend, 'append', handle, { concurrency, logger: silentLogger });
    open.push(started);
    return started;
  };
  const waiting = async (): Promise<number> => (await admin.query('SELECT 1 FROM justera.outbox WHERE dispatched_at IS NULL')).rowCount ?? 0;

  beforeAll(async () => {
    if (kind === 'redis' && !hasRedis) return;
    backend = await openQueueBackend({ databaseUrl: access.urlOf('queue'), queueUrl: kind === 'redis' ? redis?.url : undefined, logger: silentLogger });
    expect(backend.kind).toBe(kind);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await admin.query('DELETE FROM justera.outbox');
  });

  perform('work of a committed transaction is done once, of a rolled back one never', async () => {
    const seen: string[] = [];
    await worker(({ signRequestId }) => Promise.resolve(seen.push(signRequestId)));
    relay();
    const [kept, lost] = [job(), job()];
    await write(kept);
    await expect(database.inBody(bodyId, async (tx) => { await enqueue(tx, lost); throw new Error('rolled back'); })).rejects.toThrow('rolled back');
    await until(() => seen.includes(kept.payload.signRequestId));
    await sleep(200);
    expect(seen).toEqual([kept.payload.signRequestId]);
    expect(await waiting()).toBe(0);
  });

  perform('a row that was passed on but not marked (crash in between) is not done twice', async () => {
    const seen: string[] = [];
    const work = job();
    await write(work);
    const queue = backend.queue('append');
    await queue.add('append', work.payload, { jobId: work.id });
    relay();
    await worker(({ signRequestId }) => Promise.resolve(seen.push(signRequestId)));
    await until(() => seen.length > 0);
    await until(async () => (await waiting()) === 0);
    await sleep(300);
    await queue.close();
    expect(seen).toEqual([work.payload.signRequestId]);
  });

  perform('three relays at once carry 120 rows, each once', async () => {
    const seen: string[] = [];
    const jobs = Array.from({ length: 120 }, () => job());
    await write(...jobs);
    [relay(), relay(), relay()].forEach((one) => expect(one).toBeDefined());
    await worker(({ signRequestId }) => Promise.resolve(seen.push(signRequestId)), 8);
    await until(() => seen.length >= 120, 30);
    await sleep(200);
    expect([...seen].sort()).toEqual(jobs.map((one) => one.payload.signRequestId).sort());
  });

  perform('NOTIFY wakes the relay at once; without it polling finds the row all the same', async () => {
    let done = 0;
    await worker(() => Promise.resolve((done += 1)));
    relay();
    await sleep(2_500);
    const before = Date.now();
    await write(job());
    await until(() => done === 1);
    expect(Date.now() - before).toBeLessThan(1_500);
    await admin.query('ALTER TABLE justera.outbox DISABLE TRIGGER wake_relay');
    try {
      await write(job());
      await until(() => done === 2, 10);
    } finally {
      await admin.query('ALTER TABLE justera.outbox ENABLE TRIGGER wake_relay');
    }
  });

  perform('work that is not due yet waits', async () => {
    let doneAt = 0;
    await worker(() => Promise.resolve((doneAt = Date.now())));
    relay();
    const due = Date.now() + 1_500;
    const later = job();
    await database.inBody(bodyId, (tx) => enqueue(tx, { ...later, notBefore: new Date(due) }));
    await until(() => doneAt > 0);
    expect(doneAt).toBeGreaterThanOrEqual(due - 50);
  });

  perform('a handler that fails is run again after a growing pause; one that says it is final is not', async () => {
    const tries: { id: string; at: number }[] = [];
    const [stubborn, final] = [job(), job()];
    await worker(({ signRequestId }, { attempt }) => {
      tries.push({ id: signRequestId, at: Date.now() });
      if (signRequestId === final.payload.signRequestId) return Promise.reject(Object.assign(new Error('no'), { retryable: false }));
      return attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    relay();
    await write(stubborn, final);
    const of = (one: ReturnType<typeof job>) => tries.filter((t) => t.id === one.payload.signRequestId).map((t) => t.at);
    await until(() => of(stubborn).length === 3);
    await sleep(300);
    expect(of(final)).toHaveLength(1);
    const [first = 0, second = 0, third = 0] = of(stubborn);
    // 500 ms and 1 s, each at most halved by jitter.
    expect(second - first).toBeGreaterThanOrEqual(240);
    expect(third - second).toBeGreaterThanOrEqual(490);
  });

  perform('what does not fit the queue is neither written nor handed to a handler', async () => {
    const leaking = { ...job(), payload: { bodyId, signRequestId: randomIds.id(), link: 'https://exempel.example/s/x' } };
    await expect(database.inBody(bodyId, (tx) => enqueue(tx, leaking))).rejects.toMatchObject({ code: 'payload-invalid' });
    const seen: unknown[] = [];
    await worker((payload) => Promise.resolve(seen.push(payload)));
    const queue = backend.queue('append');
    const forged = await queue.add('append', { bodyId: 'x', link: 'y' }, { jobId: randomIds.id(), attempts: 3 });
    await until(async () => (await forged.getState()) === 'failed');
    await queue.close();
    expect(seen).toEqual([]);
  });

  perform('close waits for the job under way, and what comes later stays for the next worker', async () => {
    const seen: string[] = [];
    relay();
    const first = await worker(async ({ signRequestId }) => { seen.push(`begun ${signRequestId}`); await sleep(700); seen.push(`done ${signRequestId}`); }, 1);
    const [one, two] = [job(), job()];
    await write(one);
    await until(() => seen.length === 1);
    const closing = first.close();
    await write(two);
    await closing;
    expect(seen).toEqual([`begun ${one.payload.signRequestId}`, `done ${one.payload.signRequestId}`]);
    await worker(({ signRequestId }) => Promise.resolve(seen.push(`done ${signRequestId}`)));
    await until(() => seen.includes(`done ${two.payload.signRequestId}`));
  });

  perform('kill -9 of the process in the middle of a job: another takes it over', async () => {
    const work = job();
    const runner = path.join(__dirname, '..', '..', 'persistence', 'src', 'testing', 'run-typescript.cjs');
    const hanging = spawn(process.execPath, ['--conditions=source', runner, path.join(__dirname, 'testing', 'hang-in-job.ts'), access.urlOf('queue'), kind === 'redis' ? (redis?.url ?? '') : ''], { stdio: ['ignore', 'pipe', 'inherit'] });
    relay();
    await write(work);
    const [said] = (await once(hanging.stdout, 'data')) as [Buffer];
    expect(JSON.parse(said.toString('utf8'))).toEqual(work.payload);
    hanging.kill('SIGKILL');
    const seen: string[] = [];
    await worker(({ signRequestId }) => Promise.resolve(seen.push(signRequestId)));
    await until(() => seen.length > 0, 40);
    expect(seen).toEqual([work.payload.signRequestId]);
  }, 60_000);
});

(hasRedis ? test : test.skip)('Redis down: the decision is kept, the relay neither hangs nor loses it, and passes it on when Redis is back', async () => {
  const backend = await openQueueBackend({ databaseUrl: access.urlOf('queue'), queueUrl: redis?.url, logger: silentLogger });
  const seen: string[] = [];
  await redis?.kill();
  const relay = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
  const work = job();
  await write(work);
  await until(async () => ((await admin.query('SELECT 1 FROM justera.outbox WHERE id = $1 AND dispatched_at IS NULL AND last_error IS NOT NULL', [work.id])).rowCount ?? 0) === 1, 30);
  await redis?.restart();
  const worker = await startWorker(backend, 'append', ({ signRequestId }) => Promise.resolve(seen.push(signRequestId)), { concurrency: 1, logger: silentLogger });
  await until(() => seen.length === 1, 30);
  await relay.close();
  await worker.close();
  // And it can be closed while Redis is away.
  await redis?.kill();
  const another = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
  await write(job());
  await sleep(500);
  await another.close();
  await redis?.restart();
}, 90_000);

test('PostgreSQL killed and started again: relay and worker find it by themselves', async () => {
  const backend = await openQueueBackend({ databaseUrl: access.urlOf('queue'), logger: silentLogger });
  await admin.query('DELETE FROM justera.outbox');
  const seen: string[] = [];
  const worker = await startWorker(backend, 'append', ({ signRequestId }) => Promise.resolve(seen.push(signRequestId)), { concurrency: 1, logger: silentLogger });
  const relay = startRelay({ url: access.urlOf('relay'), backend, logger: silentLogger });
  const [before, after] = [job(), job()];
  await write(before);
  await until(() => seen.includes(before.payload.signRequestId));
  process.kill(server.pid, 'SIGKILL');
  server = await startEmbeddedPostgres({ dataFolder: folder, port: server.port });
  await until(() => database.ping());
  await write(after);
  await until(() => seen.includes(after.payload.signRequestId), 40);
  await relay.close();
  await worker.close();
  expect(seen).toEqual([before.payload.signRequestId, after.payload.signRequestId]);
}, 90_000);
