import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describeError, silentLogger, type Logger } from '#platform';
import type { DatabaseRole } from '../roles/role-names.js';
import { connectionFor } from './data-source-options.js';

export interface Watch {
  /** Ends at the first change after the watch began, and whenever one may have been missed: a reason to look, not a promise. */
  readonly changed: Promise<void>;
  /** Forgets the watch; `changed` ends. */
  stop(): void;
}

/** Tells as they are committed, whoever makes them, that a task has another state, or a sign request another state or flag. */
export interface ChangeFeed {
  /** For the first change to any of these; ids of tasks and sign requests. Begin it before looking at them, so that nothing falls in between. */
  watch(...ids: readonly string[]): Watch;
  close(): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly url: string;
  readonly role: DatabaseRole;
  readonly logger?: Logger;
  /** Wait before connecting again, milliseconds; 500 when not given. */
  readonly reconnectMilliseconds?: number;
}

/**
 * One connection that listens (LISTEN/NOTIFY), shared by all watches of a process. While it is down watches end at once when it breaks and
 * after `reconnectMilliseconds` later on, so that whoever waits asks the database instead.
 */
export async function openChangeFeed(options: ChangeFeedOptions): Promise<ChangeFeed> {
  const feed = new ListeningFeed(options);
  await feed.start();
  return feed;
}

class ListeningFeed implements ChangeFeed {
  readonly #watches = new Map<string, Set<() => void>>();
  readonly #logger: Logger;
  readonly #pause: number;
  readonly #closing = new AbortController();
  #client: pg.Client | undefined;
  #reconnecting: Promise<void> = Promise.resolve();

  constructor(private readonly options: ChangeFeedOptions) {
    this.#logger = options.logger ?? silentLogger;
    this.#pause = options.reconnectMilliseconds ?? 500;
  }

  async start(): Promise<void> {
    const { connectionString, options } = connectionFor(this.options.url, this.options.role);
    const client = new pg.Client({ connectionString, application_name: `${this.options.role} changes`, keepAlive: true, ...(options === undefined ? {} : { options }) });
    client.on('notification', ({ payload }) => this.#wake(payload ?? ''));
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, undefined));
    try {
      await client.connect();
      await client.query('LISTEN justera_changes');
      this.#closing.signal.throwIfAborted();
      this.#client = client;
    } catch (error) {
      await client.end().catch((problem: unknown) => this.#logger.debug({ error: describeError(problem) }, 'the feed of changes was gone'));
      throw error;
    }
  }

  watch(...ids: readonly string[]): Watch {
    let resolve = (): void => undefined;
    const changed = new Promise<void>((done) => (resolve = done));
    for (const id of ids) this.#watches.set(id, (this.#watches.get(id) ?? new Set()).add(end));
    // Nobody would wake it; look again after a while instead.
    const timer = this.#client === undefined ? setTimeout(end, this.#pause) : undefined;
    const forget = (): void => {
      clearTimeout(timer);
      for (const id of ids) {
        const all = this.#watches.get(id);
        all?.delete(end);
        if (all?.size === 0) this.#watches.delete(id);
      }
    };
    function end(): void {
      forget();
      resolve();
    }
    return { changed, stop: end };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const client = this.#client;
    this.#client = undefined;
    this.#wakeAll();
    await client?.end();
    await this.#reconnecting;
  }

  #wake(id: string): void {
    for (const end of [...(this.#watches.get(id) ?? [])]) end();
  }

  #wakeAll(): void {
    for (const id of [...this.#watches.keys()]) this.#wake(id);
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#logger.warn({ role: this.options.role, error: error === undefined ? 'the server ended it' : describeError(error) }, 'the feed of changes was lost and will be opened again');
    this.#wakeAll();
    this.#reconnecting = this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        await sleep(this.#pause, undefined, { signal: this.#closing.signal });
        await this.start();
        // Whoever began to wait in between looks once more.
        this.#wakeAll();
        return;
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#logger.debug({ error: describeError(error) }, 'the feed of changes cannot be opened yet');
      }
    }
  }
}
