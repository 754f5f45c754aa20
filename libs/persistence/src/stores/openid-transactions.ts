import type { RunnerSession } from '../database/sql-session.js';
import { openIdTransactionTable, type OpenIdTransactionRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Authentications under way at an OpenID provider. The signer's alone. */
export class OpenIdTransactionStore {
  private readonly table: Table<OpenIdTransactionRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, openIdTransactionTable);
  }

  /** Words that belong to the task's transactions that are over go with them. */
  async insert(transaction: Omit<New<OpenIdTransactionRow>, 'usedAt' | 'remark' | 'requestVersion'> & { readonly remark?: string | null; readonly requestVersion?: number }): Promise<void> {
    await this.session.execute(
      'UPDATE justera.openid_transaction SET remark = NULL WHERE body_id = $1 AND task_id = $2 AND expires_at <= $3 AND remark IS NOT NULL',
      [this.session.bodyId, transaction.taskId, transaction.createdAt],
    );
    await this.table.insert({ remark: null, requestVersion: 0, ...transaction, usedAt: null });
  }

  /** Takes the transaction that a callback names: once, and only while it lives. What the person typed is handed over and not kept. */
  async take(stateSha256: string, now: Date): Promise<OpenIdTransactionRow | undefined> {
    const taken = await this.session.execute(
      'UPDATE justera.openid_transaction SET used_at = $3 WHERE body_id = $1 AND state_sha256 = $2 AND used_at IS NULL AND expires_at > $3',
      [this.session.bodyId, stateSha256, now],
    );
    const row = taken === 1 ? await this.table.find({ stateSha256 }) : undefined;
    if (row !== undefined && row.remark !== null) await this.table.update({ id: row.id }, { remark: null });
    return row;
  }
}
