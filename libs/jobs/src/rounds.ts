import type { Queue } from 'bullmq';
import { describeError, type Clock, type Ids, type Logger } from '#platform';
import { closeInTime, inTime } from './in-time.js';
import type { QueueBackend } from './queue-backend.js';
import type { Payload, QueueName } from './queues.js';

/** Queues whose jobs carry nothing: what is to be done is found in the state. */
export type RoundQueue = { [Name in QueueName]: Payload<Name> extends Readonly<Record<string, never>> ? Name : never }[QueueName];

export interface Rounds {
  /** Puts in no more; jobs that are in stay. */
  close(): Promise<void>;
}

export interface RoundsOptions {
  readonly backend: QueueBackend;
  readonly queues: readonly RoundQueue[];
  readonly everyMilliseconds: number;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'id'>;
  readonly logger: Logger;
}

/** One try: what a round misses the next one finds. The ids of the last hundred stay known, which is how a round is put in once. */
const roundOptions = { attempts: 1, removeOnComplete: 100, removeOnFail: 100 };

/**
 * Puts a job into each queue once a period, however many processes do: its id is the period's number, and a queue ignores an id that it knows. And one of its own at once,
 * since whoever starts does not know how long nobody has looked. A queue that is away misses rounds, and nothing else.
 */
export function startRounds({ backend, queues, everyMilliseconds, clock, ids, logger }: RoundsOptions): Rounds {
  const opened = queues.map((name) => backend.queue(name));
  let adding: Promise<void> = Promise.resolve();
  const round = (id: string): void => {
    adding = Promise.all(opened.map((queue) => add(queue, id, logger))).then(() => undefined);
  };
  round(`start-${ids.id()}`);
  const timer = setInterval(() => round(`round-${Math.floor(clock.now().getTime() / everyMilliseconds)}`), everyMilliseconds);
  return {
    close: async () => {
      clearInterval(timer);
      await adding;
      await Promise.all(opened.map((queue) => closeInTime(queue, logger)));
    },
  };
}

async function add(queue: Queue, id: string, logger: Logger): Promise<void> {
  try {
    await inTime(queue.add(queue.name, {}, { ...roundOptions, jobId: `${queue.name}-${id}` }));
  } catch (error) {
    logger.warn({ queue: queue.name, error: describeError(error) }, 'a round could not be put into its queue; the next one will be');
  }
}
