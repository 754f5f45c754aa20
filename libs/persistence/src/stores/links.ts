import type { RunnerSession } from '../database/sql-session.js';
import { linkTokenTable, type LinkPurpose, type LinkTokenRow } from '../tables/index.js';
import { Table, type New } from './table.js';

export class LinkStore {
  private readonly table: Table<LinkTokenRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, linkTokenTable);
  }

  /** Registers a link that is about to be mailed. The same link again (a retried mail) changes nothing. */
  async register(link: Omit<New<LinkTokenRow>, 'revokedAt'>): Promise<void> {
    await this.session.execute(
      `INSERT INTO justera.link_token (id, body_id, sign_request_id, task_id, purpose, rotation, token_sha256, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (token_sha256) DO NOTHING`,
      [link.id, this.session.bodyId, link.signRequestId, link.taskId, link.purpose, link.rotation, link.tokenSha256, link.createdAt],
    );
  }

  find(tokenSha256: string): Promise<LinkTokenRow | undefined> {
    return this.table.find({ tokenSha256 });
  }

  listOf(signRequestId: string): Promise<LinkTokenRow[]> {
    return this.table.list({ signRequestId }, { createdAt: 'ASC' });
  }

  /** Revokes the task's links older than `rotation`; how many. */
  revokeBefore(taskId: string, purpose: LinkPurpose, rotation: number, at: Date): Promise<number> {
    return this.session.execute(
      `UPDATE justera.link_token SET revoked_at = $4
       WHERE body_id = $5 AND task_id = $1 AND purpose = $2 AND rotation < $3 AND revoked_at IS NULL`,
      [taskId, purpose, rotation, at, this.session.bodyId],
    );
  }
}
