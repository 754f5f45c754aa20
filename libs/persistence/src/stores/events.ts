import type { RunnerSession } from '../database/sql-session.js';
import { signRequestEventTable, type SignRequestEventRow } from '../tables/index.js';
import { Table, type New } from './table.js';

export class EventStore {
  private readonly table: Table<SignRequestEventRow>;

  constructor(session: RunnerSession) {
    this.table = new Table(session, signRequestEventTable);
  }

  /** A version that is taken already fails with PostgreSQL's 23505; a type that is not this role's to write, with 42501. */
  append(...events: readonly New<SignRequestEventRow>[]): Promise<void> {
    return this.table.insert(...events);
  }

  /** In the order of `version`. */
  listOf(signRequestId: string): Promise<SignRequestEventRow[]> {
    return this.table.list({ signRequestId }, { version: 'ASC' });
  }
}
