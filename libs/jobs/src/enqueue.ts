import type { Transaction } from '#persistence';
import { JobsError } from './jobs-error.js';
import { payloadSchemas, type Payload, type QueueName } from './queues.js';

export interface NewJob<Queue extends QueueName> {
  /** UUID of the outbox row, and so of the job. */
  id: string;
  queue: Queue;
  name?: string;
  payload: Payload<Queue>;
  /** Names the effect: the same work always has the same key. */
  effectKey: string;
  notBefore?: Date;
  createdAt: Date;
}

/**
 * Writes work down in the caller's transaction, in one statement; the relay passes it on after the commit.
 * @throws JobsError `payload-invalid`
 */
export async function enqueue<Queue extends QueueName>(transaction: Transaction, ...jobs: readonly NewJob<Queue>[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map((job) => {
    const checked = payloadSchemas[job.queue].safeParse(job.payload);
    if (!checked.success) throw new JobsError('payload-invalid', `the payload does not fit the queue ${job.queue}`, { details: { queue: job.queue } });
    return {
      id: job.id, body_id: transaction.bodyId, queue: job.queue, name: job.name ?? job.queue, payload: checked.data, effect_key: job.effectKey,
      not_before: job.notBefore ?? job.createdAt, created_at: job.createdAt,
    };
  });
  await transaction.execute(
    `INSERT INTO justera.outbox (id, body_id, queue, name, payload, effect_key, not_before, created_at)
     SELECT id, body_id, queue, name, payload, effect_key, not_before, created_at FROM jsonb_populate_recordset(NULL::justera.outbox, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
