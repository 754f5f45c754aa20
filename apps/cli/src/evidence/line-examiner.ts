import { Worker } from 'node:worker_threads';
import { examineLines, type ExaminedLines } from '#evidence';

/** Examines chunks of whole lines, somewhere. The answers come in the order of the questions. */
export interface LineExaminer {
  /** How many chunks may be under way at once. */
  readonly width: number;
  examine(chunk: Buffer): Promise<ExaminedLines>;
  close(): Promise<void>;
}

/** In this thread: for files that are done before a thread has started. */
export const examinerHere: LineExaminer = {
  width: 1,
  examine: (chunk) => Promise.resolve(examineLines(chunk.toString('utf8').split('\n'))),
  close: () => Promise.resolve(),
};

/** A thread's heap is kept small: what it holds at once is one chunk, and the whole command is to stay under 200 MB. */
const limits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };

/** Chunks that a thread is given at once: one that it works on, one so that it need not wait. */
const atOnce = 2;

/** In one thread beside this one, which does what depends on order and, while the other has enough, some of the rest. A third heap would cost more than it saves. */
export function examinerInThreads(workerFile = new URL('./log-worker.js', import.meta.url)): LineExaminer {
  const thread = new Thread(workerFile);
  return {
    width: atOnce + 1,
    examine: (chunk) => (thread.underWay < atOnce ? thread.ask(chunk) : examinerHere.examine(chunk)),
    close: async () => {
      await thread.end();
    },
  };
}

/** Answers come back in the order of the questions, since a thread works through its messages one by one. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting: { resolve: (found: ExaminedLines) => void; reject: (error: Error) => void }[] = [];

  constructor(file: URL) {
    this.#worker = new Worker(file, { resourceLimits: limits });
    this.#worker.on('message', (found: ExaminedLines) => this.#waiting.shift()?.resolve(found));
    this.#worker.on('error', (error: Error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  get underWay(): number {
    return this.#waiting.length;
  }

  ask(chunk: Buffer): Promise<ExaminedLines> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      // Its own memory, so that it can be handed over and not copied again.
      const own = Uint8Array.prototype.slice.call(chunk);
      this.#worker.postMessage(own, [own.buffer as ArrayBuffer]);
    });
  }

  end(): Promise<number> {
    return this.#worker.terminate();
  }
}
