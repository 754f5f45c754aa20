import { UnrecoverableError } from 'bullmq';
import { describeError, errorCode, type Logger } from '#platform';
import type { QueueBackend } from './queue-backend.js';
import { payloadSchemas, type Payload, type QueueName } from './queues.js';

export interface RunningWorker {
  /** Waits for the jobs under way. */
  close(): Promise<void>;
}

export interface JobContext {
  jobId: string;
  /** 1 for the first try. */
  attempt: number;
}

/**
 * Runs `handle` for each job of the queue. Whatever it throws is tried again with growing pauses, unless it says `retryable: false`.
 * The payload is checked again: the queue is not trusted to hold only what we put there.
 */
export async function startWorker<Queue extends QueueName>(
  backend: QueueBackend,
  queue: Queue,
  handle: (payload: Payload<Queue>, context: JobContext) => Promise<unknown>,
  options: { concurrency: number; logger: Logger },
): Promise<RunningWorker> {
  const worker = backend.worker(
    queue,
    async (job) => {
      const payload = payloadSchemas[queue].safeParse(job.data);
      if (!payload.success) throw new UnrecoverableError('the payload does not fit the queue');
      try {
        return await handle(payload.data as Payload<Queue>, { jobId: job.id ?? '', attempt: job.attemptsMade + 1 });
      } catch (error) {
        options.logger.warn({ queue, jobId: job.id, attempt: job.attemptsMade + 1, error: describeError(error) }, 'a job failed');
        if (isFinal(error)) throw new UnrecoverableError(describeError(error));
        throw error instanceof Error ? error : new Error(String(errorCode(error) ?? error));
      }
    },
    { concurrency: options.concurrency },
  );
  await worker.waitUntilReady();
  return { close: () => worker.close() };
}

function isFinal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === false;
}
