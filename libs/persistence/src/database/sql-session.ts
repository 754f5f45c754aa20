import type { EntityManager, QueryRunner } from 'typeorm';

/** What a store works with: one transaction on one connection, with the body already set on it. */
export interface SqlSession {
  readonly bodyId: string;
  /** Parameters are `$1`, `$2` …; columns come back as they are named in the database. bigint → number, date → string. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The number of rows that an INSERT, UPDATE or DELETE touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
}

/** The session that stores get: with TypeORM's manager of the same connection. */
export class RunnerSession implements SqlSession {
  readonly manager: EntityManager;

  constructor(
    readonly bodyId: string,
    private readonly runner: QueryRunner,
  ) {
    this.manager = runner.manager;
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.runner.query(sql, [...parameters], true);
    return result.records as Row[];
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const result = await this.runner.query(sql, [...parameters], true);
    return result.affected ?? result.records.length;
  }
}
