import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders of a due date, and requests that are given more time. */
export class TimeToSign1764710000000 implements MigrationInterface {
  readonly name = 'TimeToSign1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE justera.sign_task
      ADD COLUMN reminded_on date, ADD COLUMN reminded_for date, ADD COLUMN reminder_count integer NOT NULL DEFAULT 0 CHECK (reminder_count >= 0),
      ADD CONSTRAINT reminded_whole CHECK ((reminded_on IS NULL) = (reminded_for IS NULL) AND (reminded_on IS NULL) = (reminder_count = 0))`);
    // Whom we have written to today, and what comes due next: asked every minute, however many cases there are.
    await runner.query('CREATE INDEX ON justera.sign_task (body_id, reminded_on) WHERE reminded_on IS NOT NULL');
    await runner.query("CREATE INDEX ON justera.sign_request (body_id, due_date, id) WHERE state = 'awaitingSignatures' AND due_date IS NOT NULL");
    // The desk gives a request more time; whose turn it is then stays the signer's to say.
    await runner.query("INSERT INTO justera.event_writer (event_type, writer) VALUES ('SignRequestExtended', 'justera_api')");
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
