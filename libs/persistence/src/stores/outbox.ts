import type { RunnerSession } from '../database/sql-session.js';
import { outboxTable, type OutboxRow } from '../tables/index.js';
import { Table, type New } from './table.js';

export type NewOutboxRow = Omit<New<OutboxRow>, 'dispatchedAt' | 'lastError'>;

/** Work to be done after commit. Write through `enqueue` of `#jobs`, which checks the payload. */
export class OutboxStore {
  private readonly table: Table<OutboxRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, outboxTable);
  }

  insert(...rows: readonly NewOutboxRow[]): Promise<void> {
    return this.table.insert(...rows.map((row) => ({ ...row, dispatchedAt: null, lastError: null })));
  }

  /** Rows written for an effect since `since`: the reconciler writes a new one only when there is none. */
  async countOf(effectKey: string, since: Date): Promise<number> {
    const [row] = await this.session.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM justera.outbox WHERE body_id = $1 AND effect_key = $2 AND created_at >= $3',
      [this.session.bodyId, effectKey, since],
    );
    return row?.count ?? 0;
  }
}
