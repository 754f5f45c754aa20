import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import { describeError, errorCode, isUuid, silentLogger, type Logger } from '#platform';
import type { DatabaseRole } from '../roles/role-names.js';
import { dataSourceOptions } from './data-source-options.js';
import { PersistenceError } from './errors.js';
import { EvidenceLog } from '../log/evidence-log.js';
import { Lookups } from './lookups.js';
import { Transaction } from './transaction.js';

export interface OpenDatabaseOptions {
  /** `postgres://user:password@host:port/database`. When the user is not the role's login, the role is set at connect. */
  url: string;
  role: DatabaseRole;
  /** At most this many connections; 5 when not given. */
  poolSize?: number;
  logger?: Logger;
}

export interface TransactionOptions {
  isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  /** How many times the work is run at most when the database asks to try again; 5 when not given. */
  attempts?: number;
}

/** The database as one role sees it. */
export interface Database {
  readonly role: DatabaseRole;
  /**
   * Runs `work` in one transaction for one body and returns what it returns. When it throws, everything is rolled back.
   * On a serialization failure or deadlock the work is run again from the start, so it must have no effect elsewhere.
   */
  inBody<T>(bodyId: string, work: (transaction: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Runs `work` in one transaction without a body: only the look-ups can be asked then. */
  withoutBody<T>(work: (lookups: Lookups) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction on the log of all cases, without a body. */
  inLog<T>(work: (log: EvidenceLog) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * The bytes `[start, end)` of a case's file at a revision, in pieces of at most 1 MiB. Each few pieces are read in a
   * short transaction of their own, so a slow reader holds no connection; revisions never change.
   */
  streamRevision(bodyId: string, signRequestId: string, revisionNumber: number, start: number, end: number): AsyncGenerator<Uint8Array>;
  /** Whether a connection answers: for `/ready`. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** SQLSTATEs that mean "nothing wrong with the work, run it again" (PostgreSQL manual, 13.5). */
const TRY_AGAIN = new Set(['40001', '40P01']);
const STREAM_STEP_BYTES = 8 * 1024 * 1024;

export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const logger = options.logger ?? silentLogger;
  const source = new DataSource(
    dataSourceOptions({
      url: options.url,
      role: options.role,
      poolSize: options.poolSize ?? 5,
      onPoolError: (error) => logger.warn({ role: options.role, error: describeError(error) }, 'a database connection was lost'),
    }),
  );
  await source.initialize();
  const [shown] = await source.query<{ default_transaction_isolation: string }[]>('SHOW default_transaction_isolation');
  return new PostgresDatabase(options.role, source, logger, shown?.default_transaction_isolation.toUpperCase());
}

class PostgresDatabase implements Database {
  constructor(
    readonly role: DatabaseRole,
    private readonly source: DataSource,
    private readonly logger: Logger,
    /** What a transaction is on this server when nothing is said: saying it again would be one question to the server more in each. */
    private readonly usualIsolation: string | undefined,
  ) {}

  async inBody<T>(bodyId: string, work: (transaction: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    if (!isUuid(bodyId)) throw new PersistenceError('body-id-invalid', 'a body id is a lower-case UUID');
    return this.repeated(options, async (runner) => {
      await runner.query("SELECT set_config('app.body', $1, true)", [bodyId]);
      return work(new Transaction(bodyId, runner));
    });
  }

  withoutBody<T>(work: (lookups: Lookups) => Promise<T>): Promise<T> {
    return this.repeated({}, (runner) => work(new Lookups(runner)));
  }

  inLog<T>(work: (log: EvidenceLog) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.repeated(options, (runner) => work(new EvidenceLog(runner)));
  }

  async *streamRevision(
    bodyId: string,
    signRequestId: string,
    revisionNumber: number,
    start: number,
    end: number,
  ): AsyncGenerator<Uint8Array> {
    for (let from = start; from < end; from += STREAM_STEP_BYTES) {
      const to = Math.min(from + STREAM_STEP_BYTES, end);
      yield* await this.inBody(bodyId, async (tx) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of tx.revisions.readRange(signRequestId, revisionNumber, from, to)) pieces.push(piece);
        return pieces;
      });
    }
  }

  async ping(): Promise<boolean> {
    try {
      await this.source.query('SELECT 1');
      return true;
    } catch (error) {
      this.logger.warn({ role: this.role, error: describeError(error) }, 'the database does not answer');
      return false;
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async repeated<T>(options: TransactionOptions, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const attempts = options.attempts ?? 5;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(options, work);
      } catch (error) {
        if (attempt >= attempts || !TRY_AGAIN.has(errorCode(error) ?? '')) throw error;
        this.logger.debug({ attempt, error: describeError(error) }, 'transaction is run again');
        // Jitter, so that two that collided do not collide again in step.
        await sleep(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  private async once<T>(options: TransactionOptions, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const isolation = options.isolation ?? 'READ COMMITTED';
      await runner.startTransaction(isolation === this.usualIsolation ? undefined : isolation);
      const result = await work(runner);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await this.rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** A rollback can fail only because the connection is gone, and then the server has rolled back by itself. */
  private async rollBack(runner: QueryRunner): Promise<void> {
    if (!runner.isTransactionActive || runner.isReleased) return;
    try {
      await runner.rollbackTransaction();
    } catch (error) {
      this.logger.debug({ error: describeError(error) }, 'connection was gone at rollback');
    }
  }
}
