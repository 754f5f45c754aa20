import type { RunnerSession } from '../database/sql-session.js';
import { signingAuthorisationTable, type SigningAuthorisationRow, type StoredRemark } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Signing authorisations: made and spent by the signer; any process may void what is open, and nothing else. */
export class AuthorisationStore {
  private readonly table: Table<SigningAuthorisationRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, signingAuthorisationTable);
  }

  /** A second open one for the same task fails with PostgreSQL's 23505. */
  insert(authorisation: Omit<New<SigningAuthorisationRow>, 'state' | 'closedAt' | keyof StoredRemark> & Partial<StoredRemark>): Promise<void> {
    return this.table.insert({ remark: null, remarkSalt: null, ...authorisation, state: 'open', closedAt: null });
  }

  get(id: string): Promise<SigningAuthorisationRow | undefined> {
    return this.table.find({ id });
  }

  /** The one that came of a redeemed token: how a repeated submit finds what it did the first time. */
  ofToken(activationTokenId: string): Promise<SigningAuthorisationRow | undefined> {
    return this.table.find({ activationTokenId });
  }

  /** The oldest consent first: the order in which signatures are appended. */
  openOf(signRequestId: string): Promise<SigningAuthorisationRow[]> {
    return this.table.list({ signRequestId, state: 'open' }, { createdAt: 'ASC', id: 'ASC' });
  }

  listOf(signRequestId: string): Promise<SigningAuthorisationRow[]> {
    return this.table.list({ signRequestId }, { createdAt: 'ASC', id: 'ASC' });
  }

  /** Open → spent, in the transaction that moves the head. False when it is not open any more. */
  async spend(id: string, at: Date): Promise<boolean> {
    return (await this.table.update({ id, state: 'open' }, { state: 'spent', closedAt: at })) === 1;
  }

  /** Open → voided, for all of a request or for one task of it. Returns the ids voided. */
  async voidOpen(signRequestId: string, at: Date, taskId?: string): Promise<string[]> {
    const rows = await this.session.query<{ id: string }>(
      'SELECT id FROM justera.void_open_authorisations($1::uuid, $2::timestamptz, $3::uuid) AS id',
      [signRequestId, at, taskId ?? null],
    );
    return rows.map((row) => row.id);
  }
}
