import type { MigrationInterface, QueryRunner } from 'typeorm';
import { evidenceLogRightsSql, evidenceLogTablesSql, evidenceLogTriggersSql, openingErasureSql } from './sql-evidence-log.js';

/** The log of all cases: one tree over every evidence entry, its checkpoints, and the erasing of what entries commit to. */
export class EvidenceLog1764800000000 implements MigrationInterface {
  readonly name = 'EvidenceLog1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [evidenceLogTablesSql, evidenceLogTriggersSql, evidenceLogRightsSql, openingErasureSql]) await runner.query(sql);
    // Entries from before the log are put into it as they are. By sequence first: clocks of several processes do not order a case's entries. Row-level security binds the owner too, and is off for this statement.
    await runner.query('ALTER TABLE justera.evidence_entry NO FORCE ROW LEVEL SECURITY; ALTER TABLE justera.evidence_pending NO FORCE ROW LEVEL SECURITY');
    await runner.query('INSERT INTO justera.evidence_pending (body_id, sign_request_id, sequence) SELECT body_id, sign_request_id, sequence FROM justera.evidence_entry ORDER BY sequence, at, sign_request_id');
    await runner.query('ALTER TABLE justera.evidence_entry FORCE ROW LEVEL SECURITY; ALTER TABLE justera.evidence_pending FORCE ROW LEVEL SECURITY');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
