import type { RunnerSession } from '../database/sql-session.js';
import { evidenceEntryTable, type EvidenceEntryRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** What the first entry of a case has for `previousHash`. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

export interface EvidenceTip {
  /** 0 when the case has no entry yet. */
  sequence: number;
  entryHash: string;
}

/** The evidence chain of a case. Hold the request (`signRequests.lock`) while reading the tip and appending. */
export class EvidenceStore {
  private readonly table: Table<EvidenceEntryRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, evidenceEntryTable);
  }

  /** The newest entry's place and hash: what the next one builds on. */
  async tip(signRequestId: string): Promise<EvidenceTip> {
    const [row] = await this.session.query<{ sequence: number; entry_hash: string }>(
      `SELECT sequence, entry_hash FROM justera.evidence_entry
       WHERE body_id = $1 AND sign_request_id = $2 ORDER BY sequence DESC LIMIT 1`,
      [this.session.bodyId, signRequestId],
    );
    return row === undefined ? { sequence: 0, entryHash: FIRST_PREVIOUS_HASH } : { sequence: row.sequence, entryHash: row.entry_hash };
  }

  /** The database refuses an entry that does not continue the chain (23514) and every later change (P0001). */
  append(...entries: readonly New<EvidenceEntryRow>[]): Promise<void> {
    return this.table.insert(...entries);
  }

  listOf(signRequestId: string): Promise<EvidenceEntryRow[]> {
    return this.table.list({ signRequestId }, { sequence: 'ASC' });
  }
}
