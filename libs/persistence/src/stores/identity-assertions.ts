import type { RunnerSession } from '../database/sql-session.js';
import { identityAssertionTable, type IdentityAssertionRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Who it was, as the signing component verified it. Written by the signer alone. */
export class IdentityAssertionStore {
  private readonly table: Table<IdentityAssertionRow>;

  constructor(session: RunnerSession) {
    this.table = new Table(session, identityAssertionTable);
  }

  insert(assertion: New<IdentityAssertionRow>): Promise<void> {
    return this.table.insert(assertion);
  }

  get(id: string): Promise<IdentityAssertionRow | undefined> {
    return this.table.find({ id });
  }
}
