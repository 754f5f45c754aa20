import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DOORKEEPER } from '../roles/role-names.js';

/**
 * Nobody writes to the evidence log's waiting list but the trigger on the entries themselves. A process that could put an entry
 * there twice, or one before the other, could stop the log for everybody.
 */
export class EvidenceWaitingList1764950000000 implements MigrationInterface {
  readonly name = 'EvidenceWaitingList1764950000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE INSERT ON justera.evidence_pending FROM justera_api, justera_signer, justera_worker');
    await runner.query('DROP POLICY of_one_body ON justera.evidence_pending');
    await runner.query(`GRANT INSERT ON justera.evidence_pending TO ${DOORKEEPER}`);
    await runner.query(`CREATE POLICY waiting_list ON justera.evidence_pending FOR INSERT TO ${DOORKEEPER} WITH CHECK (true)`);
    await runner.query("ALTER FUNCTION justera.await_log() SECURITY DEFINER SET search_path = ''");
    // ALTER FUNCTION … OWNER TO asks that the new owner may create in the schema; taken back at once.
    await runner.query(`GRANT CREATE ON SCHEMA justera TO ${DOORKEEPER}`);
    await runner.query('REVOKE ALL ON FUNCTION justera.await_log() FROM PUBLIC');
    await runner.query(`ALTER FUNCTION justera.await_log() OWNER TO ${DOORKEEPER}`);
    await runner.query(`REVOKE CREATE ON SCHEMA justera FROM ${DOORKEEPER}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
