import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A broken upload may be rewritten (ADR 31): the case then begins with other bytes than were uploaded, and keeps both. */
export class RewrittenUploads1764500000000 implements MigrationInterface {
  readonly name = 'RewrittenUploads1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE justera.sign_request
      ADD COLUMN rewritten_sha256 text CHECK (rewritten_sha256 ~ '^[0-9a-f]{64}$'), ADD COLUMN rewritten_length bigint,
      ADD CONSTRAINT rewritten_whole CHECK ((rewritten_sha256 IS NULL) = (rewritten_length IS NULL))`);
    await runner.query(`ALTER TABLE justera.revision DROP CONSTRAINT revision_kind_check,
      ADD CONSTRAINT revision_kind_check CHECK (kind IN ('original', 'rewritten', 'prepared', 'signature', 'securityStore', 'documentTimestamp'))`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
