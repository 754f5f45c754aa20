import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Errors that signatories report and clerks answer, and where whoever sent the minutes is told of them. */
export class ErrorReports1764600000000 implements MigrationInterface {
  readonly name = 'ErrorReports1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE justera.sign_request ADD COLUMN sender_email text');
    // The API carries both: the report from the signatory's page, the answer from the desk. What follows for the order is the signer's.
    await runner.query("INSERT INTO justera.event_writer (event_type, writer) VALUES ('ErrorReported', 'justera_api'), ('ErrorReportAnswered', 'justera_api')");
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
