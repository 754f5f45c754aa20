import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That the notice of adjusted minutes (anslag) was posted: when, by whom, and where the minutes are kept. */
export class Notices1764850000000 implements MigrationInterface {
  readonly name = 'Notices1764850000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE justera.sign_request ADD COLUMN notice jsonb, ADD CONSTRAINT notice_of_completed CHECK (notice IS NULL OR state IN ('completed', 'superseded'))");
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
