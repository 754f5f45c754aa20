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
 * Writes work down in the caller's transaction; the relay passes it on after the commit.
 * @throws JobsError `payload-invalid`
 */
export async function enqueue<Queue extends QueueName>(transaction: Transaction, job: NewJob<Queue>): Promise<void> {
  const checked = payloadSchemas[job.queue].safeParse(job.payload);
  if (!checked.success) throw new JobsError('payload-invalid', `the payload does not fit the queue ${job.queue}`, { details: { queue: job.queue } });
  await transaction.execute(
    `INSERT INTO justera.outbox (id, body_id, queue, name, payload, effect_key, not_before, created_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)`,
    [job.id, transaction.bodyId, job.queue, job.name ?? job.queue, JSON.stringify(checked.data), job.effectKey, job.notBefore ?? job.createdAt, job.createdAt],
  );
}
