import type { Queue } from 'bullmq';
import pg from 'pg';
import { describeError, type Logger } from '#platform';
import { closeInTime, inTime } from './in-time.js';
import { JobsError } from './jobs-error.js';
import type { QueueBackend } from './queue-backend.js';
import { queueNames, type QueueName } from './queues.js';

export interface Relay {
  /** Ends after the batch under way. */
  close(): Promise<void>;
}

interface Waiting {
  id: string;
  queue: QueueName;
  name: string;
  payload: unknown;
  delay: number;
}

const BATCH = 50;
const POLL_MS = 2_000;
const RECONNECT_MS = 500;

/** Tries of a job before it waits for a person ("try again") or the reconciler. */
export const jobOptions = { attempts: 12, backoff: { type: 'exponential' as const, delay: 500, jitter: 0.5 }, removeOnComplete: 1_000, removeOnFail: 5_000 };

/**
 * Carries outbox rows to the queue: woken by NOTIFY, polling as fallback. A row is marked only after the queue has it, so a crash in between
 * adds it twice; the job id is the row's id, and the queue ignores the second.
 */
export function startRelay(options: { url: string; backend: QueueBackend; logger: Logger }): Relay {
  const queues = new Map<QueueName, Queue>(queueNames.map((name) => [name, options.backend.queue(name)]));
  const state = { closing: false, wake: (): void => undefined };
  const running = run(options.url, queues, options.logger, state);
  return {
    close: async () => {
      state.closing = true;
      state.wake();
      await running;
      await Promise.all([...queues.values()].map((queue) => closeInTime(queue, options.logger)));
    },
  };
}

interface RelayState {
  closing: boolean;
  wake: () => void;
}

async function run(url: string, queues: ReadonlyMap<QueueName, Queue>, logger: Logger, state: RelayState): Promise<void> {
  while (!state.closing) {
    const role = decodeURIComponent(new URL(url).username) === 'justera_relay' ? undefined : '-c role=justera_relay';
    const client = new pg.Client({ connectionString: url, application_name: 'justera_relay', keepAlive: true, ...(role === undefined ? {} : { options: role }) });
    let lost = false;
    client.on('error', () => {
      lost = true;
      state.wake();
    });
    client.on('notification', () => state.wake());
    try {
      await client.connect();
      await client.query('LISTEN justera_outbox');
      while (!state.closing && !lost) {
        const woken = new Promise<void>((resolve) => (state.wake = resolve));
        const moved = await moveBatch(client, queues, logger);
        if (moved < BATCH) await Promise.race([woken, pause(POLL_MS)]);
      }
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'the relay lost its database and will try again');
      await pause(RECONNECT_MS);
    } finally {
      await client.end().catch((error: unknown) => logger.debug({ error: describeError(error) }, 'relay connection was gone'));
    }
  }
}

async function moveBatch(client: pg.Client, queues: ReadonlyMap<QueueName, Queue>, logger: Logger): Promise<number> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<Waiting>(
      `SELECT id, queue, name, payload, greatest(0, extract(epoch FROM not_before - now()) * 1000)::int AS delay FROM justera.outbox
       WHERE dispatched_at IS NULL AND not_before <= now() + interval '1 day' ORDER BY last_error IS NOT NULL, created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    const failures: { id: string; error: string }[] = [];
    for (const row of rows) {
      try {
        const queue = queues.get(row.queue);
        if (!queue) throw new Error(`there is no queue ${row.queue}`);
        // Not for ever: meanwhile the transaction holds the rows.
        await inTime(queue.add(row.name, row.payload, { ...jobOptions, jobId: row.id, ...(row.delay > 0 ? { delay: row.delay } : {}) }));
        await client.query('UPDATE justera.outbox SET dispatched_at = now(), last_error = NULL WHERE id = $1', [row.id]);
      } catch (error) {
        failures.push({ id: row.id, error: describeError(error) });
        await client.query('UPDATE justera.outbox SET last_error = $2 WHERE id = $1', [row.id, describeError(error)]);
        // The queue is away: no use in trying the other rows now, and no reason to hold them.
        if (isAway(error)) break;
      }
    }
    await client.query('COMMIT');
    for (const failure of failures) logger.warn(failure, 'a row could not be passed to the queue; it stays in the outbox');
    return rows.length - failures.length;
  } catch (error) {
    await client.query('ROLLBACK').catch((problem: unknown) => logger.debug({ error: describeError(problem) }, 'connection was gone at rollback'));
    throw error;
  }
}

function isAway(error: unknown): boolean {
  return error instanceof JobsError && error.code === 'queue-unreachable';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
