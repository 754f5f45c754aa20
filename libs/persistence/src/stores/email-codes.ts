import type { RunnerSession } from '../database/sql-session.js';
import { emailCodeTable, type EmailCodeRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** A code to be compared with an answer, with the tries it has had, this one included. */
export interface CountedTry {
  id: string;
  codeHmac: string;
  tries: number;
}

/** One-time codes. The signer's alone. */
export class EmailCodeStore {
  private readonly table: Table<EmailCodeRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, emailCodeTable);
  }

  /** A new code; the task's earlier ones are of no use from now on. */
  async insert(code: Omit<New<EmailCodeRow>, 'tries' | 'usedAt' | 'requestVersion'> & { readonly requestVersion?: number }): Promise<void> {
    await this.session.execute(
      'UPDATE justera.email_code SET used_at = $3 WHERE body_id = $1 AND task_id = $2 AND used_at IS NULL',
      [this.session.bodyId, code.taskId, code.createdAt],
    );
    await this.table.insert({ requestVersion: 0, ...code, tries: 0, usedAt: null });
  }

  /** The newest code of a task, whatever its state. */
  async latestOf(taskId: string): Promise<EmailCodeRow | undefined> {
    const [latest] = await this.table.list({ taskId }, { createdAt: 'DESC', id: 'DESC' });
    return latest;
  }

  /**
   * Counts one try on the task's live code and returns what to compare with; undefined when there is no live code or it
   * has had `maximumTries`. Counted *before* the comparison, in a transaction of its own, so that parallel guesses cannot
   * share a count and a crash does not give one back.
   */
  async countTry(taskId: string, maximumTries: number, now: Date): Promise<CountedTry | undefined> {
    const [row] = await this.session.query<{ id: string; code_hmac: string; tries: number }>(
      `UPDATE justera.email_code SET tries = tries + 1
       WHERE body_id = $1 AND task_id = $2 AND used_at IS NULL AND expires_at > $3 AND tries < $4
       RETURNING id, code_hmac, tries`,
      [this.session.bodyId, taskId, now, maximumTries],
    );
    return row === undefined ? undefined : { id: row.id, codeHmac: row.code_hmac, tries: row.tries };
  }

  /** Takes the code out of use. False when somebody else was first. */
  async use(id: string, now: Date): Promise<boolean> {
    const used = await this.session.execute(
      'UPDATE justera.email_code SET used_at = $3 WHERE body_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3',
      [this.session.bodyId, id, now],
    );
    return used === 1;
  }
}
