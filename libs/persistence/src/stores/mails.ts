import type { RunnerSession } from '../database/sql-session.js';
import { mailTable, type MailRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** Mails sent or tried. Neither texts nor links nor codes. */
export class MailStore {
  private readonly table: Table<MailRow>;

  constructor(private readonly session: RunnerSession) {
    this.table = new Table(session, mailTable);
  }

  /** The intent, before the act. The same Message-ID again (a retry) changes nothing. */
  async begin(mail: Omit<New<MailRow>, 'sentAt' | 'error'>): Promise<void> {
    await this.session.execute(
      `INSERT INTO justera.mail (id, body_id, sign_request_id, task_id, kind, to_address, message_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (body_id, message_id) DO NOTHING`,
      [mail.id, this.session.bodyId, mail.signRequestId, mail.taskId, mail.kind, mail.toAddress, mail.messageId, mail.createdAt],
    );
  }

  async sent(messageId: string, at: Date): Promise<void> {
    await this.table.update({ messageId }, { sentAt: at, error: null });
  }

  async failed(messageId: string, error: string): Promise<void> {
    await this.table.update({ messageId }, { error });
  }

  listOf(signRequestId: string): Promise<MailRow[]> {
    return this.table.list({ signRequestId }, { createdAt: 'ASC', id: 'ASC' });
  }
}
