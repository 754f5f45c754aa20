import type { RunnerSession } from '../database/sql-session.js';
import { revisionHeadTable, type RevisionHeadRow } from '../tables/index.js';
import { Table } from './table.js';

export interface HeadPosition {
  revisionNumber: number;
  wholeSha256: string;
  /** Length of the whole file. */
  length: number;
}

/**
 * Where a case's file ends, and the fenced lease on it. The lease keeps two appends from working at the same time; what
 * keeps them from *landing* both is the compare-and-swap. Leases are timed by the database's clock, so that no
 * process's clock can make one live longer. The signer's alone.
 */
export class HeadStore {
  private readonly table: Table<RevisionHeadRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, revisionHeadTable);
  }

  /** Creates the head, at prepare. */
  create(signRequestId: string, position: HeadPosition): Promise<void> {
    return this.table.insert({ signRequestId, ...position, leaseHolder: null, leaseUntil: null, fence: 0 });
  }

  get(signRequestId: string): Promise<RevisionHeadRow | undefined> {
    return this.table.find({ signRequestId });
  }

  /** Takes the lease for `milliseconds` if nobody holds it. Returns the fence to present later, or undefined. */
  async acquireLease(signRequestId: string, holder: string, milliseconds: number): Promise<number | undefined> {
    const [row] = await this.session.query<{ fence: number }>(
      `UPDATE justera.revision_head
       SET lease_holder = $3, lease_until = clock_timestamp() + $4 * interval '1 millisecond', fence = fence + 1
       WHERE body_id = $1 AND sign_request_id = $2 AND (lease_until IS NULL OR lease_until <= clock_timestamp())
       RETURNING fence`,
      [this.session.bodyId, signRequestId, holder, milliseconds],
    );
    return row?.fence;
  }

  /** Prolongs a lease that is still ours. False when somebody has taken it since. */
  async renewLease(signRequestId: string, fence: number, milliseconds: number): Promise<boolean> {
    const renewed = await this.session.execute(
      `UPDATE justera.revision_head SET lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       WHERE body_id = $1 AND sign_request_id = $2 AND fence = $3 AND lease_holder IS NOT NULL`,
      [this.session.bodyId, signRequestId, fence, milliseconds],
    );
    return renewed === 1;
  }

  /** Gives the lease back, if it is still ours. */
  async releaseLease(signRequestId: string, fence: number): Promise<void> {
    await this.session.execute(
      `UPDATE justera.revision_head SET lease_holder = NULL, lease_until = NULL
       WHERE body_id = $1 AND sign_request_id = $2 AND fence = $3`,
      [this.session.bodyId, signRequestId, fence],
    );
  }

  /**
   * Moves the head, if the lease was not taken by somebody else since `fence` and the file still ends where the append
   * began. The revision row of `next` must be inserted in the same transaction. False: nothing was changed; load the
   * head again.
   */
  async compareAndSwap(signRequestId: string, fence: number, expectedWholeSha256: string, next: HeadPosition): Promise<boolean> {
    const moved = await this.session.execute(
      `UPDATE justera.revision_head SET revision_number = $5, whole_sha256 = $6, length = $7
       WHERE body_id = $1 AND sign_request_id = $2 AND fence = $3 AND whole_sha256 = $4`,
      [this.session.bodyId, signRequestId, fence, expectedWholeSha256, next.revisionNumber, next.wholeSha256, next.length],
    );
    return moved === 1;
  }
}
