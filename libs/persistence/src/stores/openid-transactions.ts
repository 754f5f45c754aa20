import type { RunnerSession } from '../database/sql-session.js';
import { openIdTransactionTable, type OpenIdTransactionRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Authentications under way at an OpenID provider. The signer's alone. */
export class OpenIdTransactionStore {
  private readonly table: Table<OpenIdTransactionRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, openIdTransactionTable);
  }

  insert(transaction: Omit<New<OpenIdTransactionRow>, 'usedAt'>): Promise<void> {
    return this.table.insert({ ...transaction, usedAt: null });
  }

  /** Takes the transaction that a callback names: once, and only while it lives. */
  async take(stateSha256: string, now: Date): Promise<OpenIdTransactionRow | undefined> {
    const taken = await this.session.execute(
      'UPDATE justera.openid_transaction SET used_at = $3 WHERE body_id = $1 AND state_sha256 = $2 AND used_at IS NULL AND expires_at > $3',
      [this.session.bodyId, stateSha256, now],
    );
    return taken === 1 ? this.table.find({ stateSha256 }) : undefined;
  }
}
