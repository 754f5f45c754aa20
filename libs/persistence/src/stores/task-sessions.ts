import type { RunnerSession } from '../database/sql-session.js';
import { taskSessionTable, type TaskSessionRow } from '../tables/index.js';
import { Table, type New } from './table.js';

export class TaskSessionStore {
  private readonly table: Table<TaskSessionRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, taskSessionTable);
  }

  insert(taskSession: New<TaskSessionRow>): Promise<void> {
    return this.table.insert(taskSession);
  }

  find(sessionSha256: string): Promise<TaskSessionRow | undefined> {
    return this.table.find({ sessionSha256 });
  }

  /** Ends every session of a task, e.g. when its link is rotated; how many. */
  endAllOf(taskId: string): Promise<number> {
    return this.session.execute('DELETE FROM justera.task_session WHERE body_id = $1 AND task_id = $2', [this.session.bodyId, taskId]);
  }

  deleteExpired(now: Date): Promise<number> {
    return this.session.execute('DELETE FROM justera.task_session WHERE body_id = $1 AND expires_at < $2', [this.session.bodyId, now]);
  }
}
