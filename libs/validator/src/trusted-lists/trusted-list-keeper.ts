import { Worker } from 'node:worker_threads';
import type { Clock } from '#platform';
import type { TrustMaterial } from '#validation';
import type { ListsAnswer, ListsQuestion } from './lists-worker.js';

/** What lists add to the trust of a process that runs for months. */
export type ListedTrust = Required<Pick<TrustMaterial, 'services' | 'trustedLists'>>;

export interface KeeperOptions {
  readonly wanted: Pick<ListsQuestion, 'addresses' | 'files' | 'signers' | 'allowedHosts' | 'cacheFolder'>;
  readonly clock: Clock;
  /** Told what the lists say now, with what is to be known about each; nothing is ever taken away without being told. */
  readonly onLists: (trust: ListedTrust, findings: ListsAnswer['findings']) => void;
  /** Told when looking for lists failed as a whole; what was there before stays, as older copies. */
  readonly onFailure: (why: string) => void;
  readonly workerFile?: URL;
  /** How often to look, in milliseconds. */
  readonly every?: number;
}

const hour = 3_600_000;
/** Some thirty lists, each within the limits of the fetch. */
const longest = 15 * 60_000;
const megabytes = 2048;

/**
 * Looks for trusted lists at the start and every hour, in a worker thread of its own, and passes on what they say. A list past its next
 * update needs no keeper to fall away: `validate` does not use it.
 */
export class TrustedListKeeper {
  #last: ListedTrust = { services: [], trustedLists: { used: [], isWhole: false } };
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(private readonly options: KeeperOptions) {}

  /** Fulfils after the first look, whatever came of it; looks go on until `close`. */
  async start(): Promise<void> {
    await this.#look();
    this.#plan();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#worker?.terminate();
  }

  #plan(): void {
    if (this.#closed) return;
    // The next look is planned when this one is over: two never run side by side.
    this.#timer = setTimeout(() => void this.start(), this.options.every ?? hour);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#closed) return;
    try {
      const { services, used, isWhole, findings } = await this.#ask();
      this.#last = { services, trustedLists: { used, isWhole } };
      this.options.onLists(this.#last, findings);
    } catch (error) {
      if (this.#closed) return;
      const { services, trustedLists } = this.#last;
      this.#last = { services, trustedLists: { ...trustedLists, used: trustedLists.used.map((one) => (one.state === 'file' ? one : { ...one, state: 'stale' as const })) } };
      this.options.onFailure(error instanceof Error ? error.message : 'unknown');
      this.options.onLists(this.#last, []);
    }
  }

  async #ask(): Promise<ListsAnswer> {
    const { wanted, clock, every = hour } = this.options;
    const question: ListsQuestion = { ...wanted, refreshAfter: 6 * every, now: clock.now().toISOString() };
    const worker = new Worker(this.options.workerFile ?? new URL('./lists-worker.js', import.meta.url), { workerData: question, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    this.#worker = worker;
    const timer = setTimeout(() => void worker.terminate(), longest);
    try {
      return await new Promise<ListsAnswer>((resolve, reject) => {
        worker.once('message', resolve);
        // Stays: an error that comes late must not end the whole process.
        worker.on('error', reject);
        worker.once('exit', () => reject(new Error('the worker ended without an answer')));
      });
    } finally {
      clearTimeout(timer);
      this.#worker = undefined;
      await worker.terminate();
    }
  }
}
