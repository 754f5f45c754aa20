import { Worker } from 'node:worker_threads';
import { JusteraError } from '#platform';
import type { ReportTexts, TrustMaterial, ValidationReport } from '#validation';
import type { ValidationQuestion } from './validation-worker.js';

/** The report with what a person reads, in both languages. */
export type ValidationAnswer = ValidationReport & { texts: { sv: ReportTexts; en: ReportTexts } };

export class ValidationUnavailable extends JusteraError<'validation-gave-up' | 'validation-busy'> {}

export interface ValidationLimits {
  /** Workers at once, and so cores that strangers can keep busy. */
  workers: number;
  /** Questions that may wait for a worker; more are turned away. */
  waiting: number;
  milliseconds: number;
  megabytes: number;
}

interface Job {
  question: ValidationQuestion;
  resolve: (answer: ValidationAnswer) => void;
  reject: (error: Error) => void;
}

/** Validates in worker threads with limits on time and memory. A worker that passes a limit is ended and replaced. */
export class ValidationPool {
  readonly #idle: Worker[] = [];
  readonly #busy = new Set<Worker>();
  readonly #queue: Job[] = [];
  #closed = false;

  constructor(
    private readonly workerFile: URL,
    private readonly trust: TrustMaterial,
    private readonly limits: ValidationLimits,
  ) {}

  /** @throws ValidationUnavailable `validation-gave-up` past a limit, `validation-busy` when too many wait */
  async validate(bytes: Uint8Array, validationTime: Date): Promise<ValidationAnswer> {
    if (this.#closed || this.#queue.length >= this.limits.waiting) {
      throw new ValidationUnavailable('validation-busy', 'too many validations wait; try again in a moment');
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ question: { bytes, validationTime: validationTime.toISOString() }, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#idle, ...this.#busy].map((worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#queue.length === 0 || this.#busy.size >= this.limits.workers) return;
    const job = this.#queue.shift();
    if (!job) return;
    const worker = this.#idle.pop() ?? this.#start();
    this.#busy.add(worker);
    this.#run(worker, job);
  }

  #start(): Worker {
    return new Worker(this.workerFile, { workerData: this.trust, resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes, stackSizeMb: 4 } });
  }

  #run(worker: Worker, job: Job): void {
    const done = (keep: boolean): void => {
      clearTimeout(timer);
      // By name: Node keeps listeners of its own on a worker.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      this.#busy.delete(worker);
      if (keep && !this.#closed) this.#idle.push(worker);
      else void worker.terminate();
      this.#next();
    };
    const giveUp = (why: string): void => {
      done(false);
      job.reject(new ValidationUnavailable('validation-gave-up', why));
    };
    const timer = setTimeout(() => giveUp(`no answer within ${this.limits.milliseconds} ms`), this.limits.milliseconds);
    worker.once('message', (answer: ValidationAnswer) => {
      done(true);
      job.resolve(answer);
    });
    worker.once('error', (error) => giveUp(`the validation ended: ${error.name}`));
    worker.once('exit', (code) => giveUp(`the validation ended with ${code}`));
    worker.postMessage(job.question);
  }
}
