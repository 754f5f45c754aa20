import type { RequestStatus } from '#signing-order';
import type { RunnerSession } from '../database/sql-session.js';
import { signRequestTable, type SignRequestRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Where a page of the list ended: pass it to get the next one. */
export interface SignRequestCursor {
  createdAt: Date;
  id: string;
}

export interface SignRequestFilter {
  state?: RequestStatus;
  needsAttention?: boolean;
  after?: SignRequestCursor;
  /** At most 200; 50 when not given. */
  limit?: number;
}

export type SignRequestChanges = Partial<Omit<New<SignRequestRow>, 'id' | 'version' | 'createdAt'>>;

export class SignRequestStore {
  private readonly table: Table<SignRequestRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, signRequestTable);
  }

  insert(request: New<SignRequestRow>): Promise<void> {
    return this.table.insert(request);
  }

  get(id: string): Promise<SignRequestRow | undefined> {
    return this.table.find({ id });
  }

  /** Reads the request and holds it: every command on a case begins with this, so that commands come one after another. */
  lock(id: string): Promise<SignRequestRow | undefined> {
    return this.table.lock({ id });
  }

  /** Writes the projection of the events up to `nextVersion`. False when the version is no longer `expectedVersion`. */
  async update(id: string, expectedVersion: number, nextVersion: number, changes: SignRequestChanges): Promise<boolean> {
    return (await this.table.update({ id, version: expectedVersion }, { ...changes, version: nextVersion })) === 1;
  }

  /** No fact of the order: beside its version. The caller holds the row. */
  async postNotice(id: string, notice: NonNullable<SignRequestRow['notice']>): Promise<void> {
    await this.session.execute('UPDATE justera.sign_request SET notice = $3::jsonb WHERE body_id = $1 AND id = $2', [this.session.bodyId, id, JSON.stringify(notice)]);
  }

  /** Newest first, a page at a time. */
  async list(filter: SignRequestFilter = {}): Promise<SignRequestRow[]> {
    const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
    const query = this.session.manager
      .createQueryBuilder(signRequestTable, 'request')
      .where('request.bodyId = :bodyId', { bodyId: this.session.bodyId })
      .orderBy('request.createdAt', 'DESC')
      .addOrderBy('request.id', 'DESC')
      .limit(limit);
    if (filter.state !== undefined) query.andWhere('request.state = :state', { state: filter.state });
    if (filter.needsAttention === true) query.andWhere('request.attention IS NOT NULL');
    if (filter.after !== undefined) query.andWhere('(request.createdAt, request.id) < (:createdAt, :id)', { ...filter.after });
    return query.getMany();
  }

  /** Requests in one of these states, oldest first: what the reconciler looks through. */
  async inStates(states: readonly RequestStatus[], limit = 500): Promise<SignRequestRow[]> {
    if (states.length === 0) return [];
    return this.session.manager
      .createQueryBuilder(signRequestTable, 'request')
      .where('request.bodyId = :bodyId', { bodyId: this.session.bodyId })
      .andWhere('request.state IN (:...states)', { states: [...states] })
      .orderBy('request.createdAt', 'ASC')
      .limit(limit)
      .getMany();
  }
}
