import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueueBackend, startRounds, startWorker, type QueueBackend } from '#jobs';
import { setUpOwnServer, startEmbeddedPostgres, type DatabaseAccess, type EmbeddedPostgres } from '#persistence';
import { randomIds, silentLogger } from '#platform';
import { hasRedis, startRedis, type RedisServer } from './testing/redis-server.js';

let folder: string;
let server: EmbeddedPostgres;
let access: DatabaseAccess;
let redis: RedisServer | undefined;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-rounds-'));
  server = await startEmbeddedPostgres({ dataFolder: folder });
  access = await setUpOwnServer(server.adminUrl, folder);
  if (hasRedis) redis = await startRedis();
  else process.stderr.write('\n*** redis-server is not installed: rounds were NOT tried on Redis ***\n\n');
}, 60_000);
afterAll(async () => {
  await server.stop();
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !condition(); await sleep(20)) if (Date.now() > end) throw new Error('waited 30 s in vain');
}

describe.each(['postgres', 'redis'] as const)('on %s', (kind) => {
  const perform = kind === 'postgres' || hasRedis ? test : test.skip;
  const open = (): Promise<QueueBackend> => openQueueBackend({ databaseUrl: access.urlOf('queue'), queueUrl: kind === 'redis' ? redis?.url : undefined, logger: silentLogger });

  perform('three processes put in one job a round, and each one when it starts', async () => {
    const backend = await open();
    const done: string[] = [];
    const worker = await startWorker(backend, 'sweep', (_nothing, { jobId }) => Promise.resolve(done.push(jobId)), { concurrency: 1, logger: silentLogger });
    // One clock for all: whatever phase their timers have, it is the same round.
    let now = 1_000;
    const options = { backend, queues: ['sweep' as const], everyMilliseconds: 300, clock: { now: () => new Date(now) }, ids: randomIds, logger: silentLogger };
    const started = [startRounds(options), startRounds(options), startRounds(options)];
    await until(() => done.length >= 4);
    await sleep(700);
    const rounds = (): string[] => done.filter((id) => id.includes('-round-'));
    expect(done.filter((id) => id.startsWith('sweep-start-'))).toHaveLength(3);
    expect(rounds()).toEqual(['sweep-round-3']);
    now = 1_300;
    await until(() => rounds().length === 2);
    await Promise.all(started.map((one) => one.close()));
    await sleep(400);
    expect(rounds()).toEqual(['sweep-round-3', 'sweep-round-4']);
    await worker.close();
  }, 60_000);

  perform('a round that fails is not tried again, and does not keep the next one from being done', async () => {
    const backend = await open();
    const tried: string[] = [];
    const worker = await startWorker(backend, 'remind', (_nothing, { jobId }) => {
      tried.push(jobId);
      return tried.length === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    }, { concurrency: 1, logger: silentLogger });
    let now = 1_000;
    const rounds = startRounds({ backend, queues: ['remind'], everyMilliseconds: 300, clock: { now: () => new Date((now += 300)) }, ids: randomIds, logger: silentLogger });
    await until(() => tried.length >= 3);
    await rounds.close();
    await worker.close();
    expect(new Set(tried).size).toBe(tried.length);
  }, 60_000);
});
