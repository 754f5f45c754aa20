import type { RunnerSession } from '../database/sql-session.js';
import { signTaskTable, type SignTaskRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Nobody is a substitute from the start. */
export type NewSignTask = Omit<New<SignTaskRow>, 'printedName'>;

export type SignTaskChanges = Partial<Omit<New<SignTaskRow>, 'id' | 'signRequestId'>>;

export class SignTaskStore {
  private readonly table: Table<SignTaskRow>;

  constructor(session: RunnerSession) {
    this.table = new Table(session, signTaskTable);
  }

  insert(...tasks: readonly NewSignTask[]): Promise<void> {
    return this.table.insert(...tasks.map((task) => ({ ...task, printedName: null })));
  }

  get(id: string): Promise<SignTaskRow | undefined> {
    return this.table.find({ id });
  }

  /** In the order of `position`. */
  listOf(signRequestId: string): Promise<SignTaskRow[]> {
    return this.table.list({ signRequestId }, { position: 'ASC' });
  }

  async update(id: string, changes: SignTaskChanges): Promise<boolean> {
    return (await this.table.update({ id }, changes)) === 1;
  }
}
