import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which completed cases have no notice: asked every minute, of those of the last weeks only. */
export class NoticesDue1764960000000 implements MigrationInterface {
  readonly name = 'NoticesDue1764960000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX ON justera.sign_request (body_id, completed_at) WHERE state = 'completed' AND notice IS NULL");
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
