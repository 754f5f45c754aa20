import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The text and the salt of a remark: both or none, and a salt as the evidence's commitment takes it. */
const columns = (table: string): string => `ALTER TABLE justera.${table}
  ADD COLUMN remark text, ADD COLUMN remark_salt text CHECK (remark_salt ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT ${table}_remark_whole CHECK ((remark IS NULL) = (remark_salt IS NULL));
CREATE TRIGGER guard_remark BEFORE UPDATE ON justera.${table} FOR EACH ROW EXECUTE FUNCTION justera.guard_remark();`;

/** The copies that ceremony and signing worked with, once nothing works with them any more; the desk's, beside the openings in evidence, by a decision. */
const erasureSql = `
CREATE FUNCTION justera.erase_remarks(request uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  UPDATE justera.signing_authorisation SET remark = NULL, remark_salt = NULL WHERE sign_request_id = request AND state <> 'open' AND remark IS NOT NULL;
  UPDATE justera.activation_token SET remark = NULL, remark_salt = NULL, consent_text = ''
    WHERE sign_request_id = request AND remark IS NOT NULL AND (redeemed_at IS NOT NULL OR expires_at < now());
  UPDATE justera.openid_transaction SET remark = NULL WHERE remark IS NOT NULL AND task_id IN (SELECT id FROM justera.sign_task WHERE sign_request_id = request);
$$;
REVOKE ALL ON FUNCTION justera.erase_remarks(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION justera.erase_remarks(uuid) TO justera_api;`;

/**
 * What somebody signs with (justering med anmärkning): with the authentication that it was typed before, then with the activation token
 * and the authorisation. Personal data: it may be erased, and can be nothing else than it was (42501).
 */
export class Remarks1764890000000 implements MigrationInterface {
  readonly name = 'Remarks1764890000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION justera.guard_remark() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.remark, NEW.remark_salt) IS DISTINCT FROM (OLD.remark, OLD.remark_salt) AND NEW.remark IS NOT NULL THEN
          RAISE EXCEPTION 'a remark stays as it was given, or is erased' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query('ALTER TABLE justera.openid_transaction ADD COLUMN remark text');
    for (const table of ['activation_token', 'signing_authorisation']) await runner.query(columns(table));
    await runner.query(erasureSql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
