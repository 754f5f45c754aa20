import type { RunnerSession } from '../database/sql-session.js';
import { signingAttemptTable, type AttemptOutcome, type SigningAttemptRow } from '../tables/index.js';
import { Table, type New } from './table.js';

export type StartedAttempt = Pick<New<SigningAttemptRow>, 'id' | 'authorisationId' | 'startedAt'>;
export type AttemptEnd = Partial<Pick<SigningAttemptRow, 'certificateSerial' | 'certificateSha256' | 'keySha256' | 'errorCode'>> & {
  outcome: Exclude<AttemptOutcome, 'started'>;
  endedAt: Date;
};

/** What was tried under an authorisation. Written by the signer alone. */
export class AttemptStore {
  private readonly table: Table<SigningAttemptRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, signingAttemptTable);
  }

  /** Writes the intent before the act; returns the attempt's number within its authorisation. */
  async start(attempt: StartedAttempt): Promise<number> {
    const [row] = await this.session.query<{ number: number }>(
      `INSERT INTO justera.signing_attempt (id, body_id, authorisation_id, number, outcome, started_at)
       SELECT $1, $2, $3, coalesce(max(number), 0) + 1, 'started', $4
       FROM justera.signing_attempt WHERE body_id = $2 AND authorisation_id = $3
       RETURNING number`,
      [attempt.id, this.session.bodyId, attempt.authorisationId, attempt.startedAt],
    );
    return row?.number ?? 0;
  }

  /** Records how it ended. False when it had ended before. */
  async end(id: string, end: AttemptEnd): Promise<boolean> {
    return (await this.table.update({ id, outcome: 'started' }, end)) === 1;
  }

  listOf(authorisationId: string): Promise<SigningAttemptRow[]> {
    return this.table.list({ authorisationId }, { number: 'ASC' });
  }
}
