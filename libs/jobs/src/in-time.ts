import type { Queue } from 'bullmq';
import { describeError, type Logger } from '#platform';
import { JobsError } from './jobs-error.js';

/** A queue that is away makes BullMQ wait for ever, and with it whoever asked. */
const QUEUE_PATIENCE_MS = 5_000;

/** A late success does no harm: what is added again under the same job id, the queue ignores. @throws JobsError `queue-unreachable` */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const away = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new JobsError('queue-unreachable', 'the queue does not answer')), QUEUE_PATIENCE_MS);
  });
  try {
    return await Promise.race([work, away]);
  } finally {
    clearTimeout(timer);
    // Whatever becomes of it after we stopped waiting was told by then.
    work.catch(() => undefined);
  }
}

export async function closeInTime(queue: Queue, logger: Logger): Promise<void> {
  try {
    await inTime(queue.close());
  } catch (error) {
    logger.warn({ queue: queue.name, error: describeError(error) }, 'the queue did not close in order');
    await queue.disconnect();
  }
}
