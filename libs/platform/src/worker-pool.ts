import { Worker } from 'node:worker_threads';
import { JusteraError } from './errors.js';

export interface WorkerLimits {
  /** Workers at once, and so cores that strangers can keep busy. */
  readonly workers: number;
  /** Questions that may wait for a worker; more are turned away. */
  readonly waiting: number;
  /** For one answer, from when a worker has the question. */
  readonly milliseconds: number;
  /** Of a worker's V8 heap. Array buffers lie outside it. */
  readonly megabytes: number;
}

export class WorkersBusy extends JusteraError<'workers-busy'> {}

/** What becomes of a question: an answer, or none because the worker passed a limit, crashed, or the pool was closed. */
export type Answered<Answer> = { readonly answer: Answer } | undefined;

interface Job<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answered: Answered<Answer>) => void;
}

/**
 * Asks worker threads, within limits on time and memory, what could hang or exhaust its caller. A worker that passes a limit is ended and replaced,
 * and nobody else notices. A worker gets one question at a time and answers it with one message.
 */
export class WorkerPool<SetUp, Question, Answer> {
  readonly #idle: Worker[] = [];
  readonly #busy = new Set<Worker>();
  readonly #queue: Job<Question, Answer>[] = [];
  /** What each worker was started with. */
  readonly #startedWith = new WeakMap<Worker, { readonly setUp: SetUp }>();
  #now: { readonly setUp: SetUp };
  #closed = false;

  /** @param setUp becomes `workerData` of each worker */
  constructor(
    private readonly workerFile: URL,
    setUp: SetUp,
    private readonly limits: WorkerLimits,
  ) {
    this.#now = { setUp };
  }

  /** For what a worker is given from now on; workers that were set up otherwise end with what they have in hand. */
  setUpAnew(setUp: SetUp): void {
    this.#now = { setUp };
    for (const worker of this.#idle.splice(0)) void worker.terminate();
  }

  /** @throws WorkersBusy when too many wait, or the pool is closed */
  async ask(question: Question): Promise<Answered<Answer>> {
    if (this.#closed || this.#queue.length >= this.limits.waiting) throw new WorkersBusy('workers-busy', 'too many wait; try again in a moment');
    return new Promise((resolve) => {
      this.#queue.push({ question, resolve });
      this.#next();
    });
  }

  /** Ends the workers. Who was being answered or still waits gets no answer, so that no caller waits for ever. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#queue.splice(0)) resolve(undefined);
    await Promise.all([...this.#idle, ...this.#busy].map((worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#closed || this.#queue.length === 0 || this.#busy.size >= this.limits.workers) return;
    const job = this.#queue.shift();
    if (!job) return;
    const worker = this.#idle.pop() ?? this.#start();
    this.#busy.add(worker);
    this.#run(worker, job);
  }

  #start(): Worker {
    const worker = new Worker(this.workerFile, { workerData: this.#now.setUp, resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes, stackSizeMb: 4 } });
    this.#startedWith.set(worker, this.#now);
    return worker;
  }

  #run(worker: Worker, { question, resolve }: Job<Question, Answer>): void {
    const done = (keep: boolean): void => {
      clearTimeout(timer);
      // By name: Node keeps listeners of its own on a worker.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      // A worker that is being ended may still report that it ran out of memory; unheard, that would end us too.
      worker.on('error', () => undefined);
      this.#busy.delete(worker);
      if (keep && !this.#closed && this.#startedWith.get(worker) === this.#now) this.#rest(worker);
      else void worker.terminate();
      this.#next();
    };
    const giveUp = (): void => {
      done(false);
      resolve(undefined);
    };
    const timer = setTimeout(giveUp, this.limits.milliseconds);
    worker.once('message', (answer: Answer) => {
      done(true);
      resolve({ answer });
    });
    worker.once('error', giveUp);
    worker.once('exit', giveUp);
    worker.postMessage(question);
  }

  /** A worker that dies while nobody asks it anything is forgotten; the next question starts another. */
  #rest(worker: Worker): void {
    this.#idle.push(worker);
    worker.once('exit', () => {
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    });
  }
}
