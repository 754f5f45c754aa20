import type { RunnerSession } from '../database/sql-session.js';
import { formerSignatoryTable, type FormerSignatoryRow } from '../tables/index.js';
import { Table } from './table.js';

/** Those whom a task belonged to before. The database writes them when a task's name or address changes; nobody else can. */
export class FormerSignatoryStore {
  private readonly table: Table<FormerSignatoryRow>;

  constructor(session: RunnerSession) {
    this.table = new Table(session, formerSignatoryTable);
  }

  /** Of a whole request, each task's oldest first. */
  listOf(signRequestId: string): Promise<FormerSignatoryRow[]> {
    return this.table.list({ signRequestId }, { taskId: 'ASC', rotation: 'ASC' });
  }

  /** Of one task, oldest first. */
  ofTask(taskId: string): Promise<FormerSignatoryRow[]> {
    return this.table.list({ taskId }, { rotation: 'ASC' });
  }
}
