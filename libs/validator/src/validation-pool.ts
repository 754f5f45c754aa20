import { Worker } from 'node:worker_threads';
import { JusteraError } from '#platform';
import { describeReport, reportUnfinished, type ReportTexts, type SignatureValidationPolicy, type TrustMaterial, type ValidationReport } from '#validation';
import type { ValidationQuestion, WorkerSetUp } from './validation-worker.js';

/** The report with what a person reads, in both languages. */
export type ValidationAnswer = ValidationReport & { texts: { sv: ReportTexts; en: ReportTexts } };

export class ValidationUnavailable extends JusteraError<'validation-busy'> {}

export interface ValidationLimits {
  /** Workers at once, and so cores that strangers can keep busy. */
  workers: number;
  /** Questions that may wait for a worker; more are turned away. */
  waiting: number;
  milliseconds: number;
  megabytes: number;
}

interface Job {
  readonly question: ValidationQuestion;
  readonly resolve: (answer: ValidationAnswer) => void;
}

export function describeInBoth(report: ValidationReport): ValidationAnswer {
  return { ...report, texts: { sv: describeReport(report, 'sv'), en: describeReport(report, 'en') } };
}

/**
 * Validates in worker threads with limits on time and memory. A worker that passes a limit is ended and replaced; the file it
 * had is answered as INDETERMINATE and nobody else notices (R12, R13).
 */
export class ValidationPool {
  readonly #idle: Worker[] = [];
  readonly #busy = new Set<Worker>();
  readonly #queue: Job[] = [];
  readonly #workerFile: URL;
  #trust: TrustMaterial;
  /** Which trust each worker knows. */
  readonly #knows = new WeakMap<Worker, TrustMaterial>();
  #closed = false;

  constructor(
    trust: TrustMaterial,
    private readonly policy: SignatureValidationPolicy,
    private readonly limits: ValidationLimits,
    workerFile?: URL,
  ) {
    this.#trust = trust;
    this.#workerFile = workerFile ?? new URL('./validation-worker.js', import.meta.url);
  }

  /**
   * @param trust instead of the pool's own
   * @throws ValidationUnavailable `validation-busy` when too many wait
   */
  async validate(bytes: Uint8Array, validationTime: Date, trust?: TrustMaterial): Promise<ValidationAnswer> {
    if (this.#closed || this.#queue.length >= this.limits.waiting) {
      throw new ValidationUnavailable('validation-busy', 'too many validations wait; try again in a moment');
    }
    return new Promise((resolve) => {
      this.#queue.push({ question: { bytes, validationTime: validationTime.toISOString(), ...(trust === undefined ? {} : { trust }) }, resolve });
      this.#next();
    });
  }

  /** For what is asked from now on; what is being looked at is judged by what was trusted when it came in. */
  setTrust(trust: TrustMaterial): void {
    this.#trust = trust;
    for (const worker of this.#idle.splice(0)) void worker.terminate();
  }

  /** Ends the workers. What was being looked at or still waits is answered as INDETERMINATE, so that no caller waits for ever. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) this.#giveUp(job);
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
    const setUp: WorkerSetUp = { trust: this.#trust, policy: this.policy };
    const worker = new Worker(this.#workerFile, { workerData: setUp, resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes, stackSizeMb: 4 } });
    this.#knows.set(worker, this.#trust);
    return worker;
  }

  #run(worker: Worker, job: Job): void {
    const done = (keep: boolean): void => {
      clearTimeout(timer);
      // By name: Node keeps listeners of its own on a worker.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      // A worker that is being ended may still report that it ran out of memory; unheard, that would end us too.
      worker.on('error', () => undefined);
      this.#busy.delete(worker);
      if (keep && !this.#closed && this.#knows.get(worker) === this.#trust) this.#rest(worker);
      else void worker.terminate();
      this.#next();
    };
    const giveUp = (): void => {
      done(false);
      this.#giveUp(job);
    };
    const timer = setTimeout(giveUp, this.limits.milliseconds);
    worker.once('message', (answer: ValidationAnswer) => {
      done(true);
      job.resolve(answer);
    });
    worker.once('error', giveUp);
    worker.once('exit', giveUp);
    worker.postMessage(job.question);
  }

  /** A worker that dies while nobody asks it anything is forgotten; the next question starts another. */
  #rest(worker: Worker): void {
    this.#idle.push(worker);
    worker.once('exit', () => {
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    });
  }

  #giveUp({ question: { bytes, validationTime }, resolve }: Job): void {
    resolve(describeInBoth(reportUnfinished({ bytes, policy: this.policy, validationTime: new Date(validationTime) })));
  }
}
