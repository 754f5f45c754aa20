import type { RunnerSession } from '../database/sql-session.js';
import { activationTokenTable, type ActivationTokenRow, type StoredRemark } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Activation tokens: from authentication to consent. The signer's alone. */
export class ActivationTokenStore {
  private readonly table: Table<ActivationTokenRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, activationTokenTable);
  }

  insert(token: Omit<New<ActivationTokenRow>, 'redeemedAt' | keyof StoredRemark> & Partial<StoredRemark>): Promise<void> {
    return this.table.insert({ remark: null, remarkSalt: null, ...token, redeemedAt: null });
  }

  /** The token, redeemed or not, e.g. to show the consent text or to see that a second submit is the same one. */
  find(tokenSha256: string): Promise<ActivationTokenRow | undefined> {
    return this.table.find({ tokenSha256 });
  }

  /** Redeems it: once, and only while it lives. Undefined when unknown, expired or redeemed before. */
  async redeem(tokenSha256: string, now: Date): Promise<ActivationTokenRow | undefined> {
    const redeemed = await this.session.execute(
      'UPDATE justera.activation_token SET redeemed_at = $3 WHERE body_id = $1 AND token_sha256 = $2 AND redeemed_at IS NULL AND expires_at > $3',
      [this.session.bodyId, tokenSha256, now],
    );
    return redeemed === 1 ? this.table.find({ tokenSha256 }) : undefined;
  }
}
