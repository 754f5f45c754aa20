import { createPostgresBackend, Queue, runMigrations, withBackend, Worker, type Job, type Processor } from 'bullmq';
import pg from 'pg';
import { describeError, type Logger } from '#platform';
import { JobsError } from './jobs-error.js';
import type { QueueName } from './queues.js';

/** BullMQ on one of its two backends; the rest of the house does not know which. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  queue(name: QueueName): Queue;
  worker(name: QueueName, process: Processor, options: { concurrency: number }): Worker;
}

export type { Job };

function redisConnection(text: string) {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    db: Number(url.pathname.slice(1) || 0),
    maxRetriesPerRequest: null,
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

const workerTiming = { lockDuration: 10_000, stalledInterval: 2_000, maxStalledCount: 10 };

/**
 * @param databaseUrl where the queue lives when `queueUrl` is absent, as the role `queue`
 * @throws JobsError `queue-url-invalid`
 */
export async function openQueueBackend(options: { queueUrl?: string | undefined; databaseUrl: string; logger: Logger }): Promise<QueueBackend> {
  const queueUrl = options.queueUrl;
  if (queueUrl !== undefined && /^rediss?:/.test(queueUrl)) {
    const connection = redisConnection(queueUrl);
    return {
      kind: 'redis',
      queue: (name) => watched(new Queue(name, { connection }), options.logger),
      worker: (name, process, { concurrency }) => watched(new Worker(name, process, { connection, concurrency, ...workerTiming }), options.logger),
    };
  }
  const connectionString = queueUrl ?? options.databaseUrl;
  if (!URL.canParse(connectionString)) throw new JobsError('queue-url-invalid', 'the queue URL cannot be read');
  await migrateQueue(connectionString);
  const bull = withBackend(createPostgresBackend);
  const role = decodeURIComponent(new URL(connectionString).username) === 'justera_queue' ? '' : ' -c role=justera_queue';
  const connection = { connectionString, max: 3, schema: 'bullmq', ...(role === '' ? {} : { options: role.trim() }) };
  return {
    kind: 'postgres',
    queue: (name) => watched(new bull.Queue(name, { connection }) as unknown as Queue, options.logger),
    worker: (name, process, { concurrency }) =>
      watched(new bull.Worker(name, process, { connection, concurrency, ...workerTiming }) as unknown as Worker, options.logger),
  };
}

async function migrateQueue(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (decodeURIComponent(new URL(connectionString).username) !== 'justera_queue') await client.query('SET ROLE justera_queue');
    await runMigrations(client as unknown as Parameters<typeof runMigrations>[0]);
  } finally {
    await client.end();
  }
}

/** Without a listener, BullMQ prints whole connection objects. */
function watched<Thing extends Queue | Worker>(thing: Thing, logger: Logger): Thing {
  (thing as Queue).on('error', (error: Error) => logger.warn({ queue: thing.name, error: describeError(error) }, 'the queue has trouble'));
  return thing;
}
