import type { MigrationInterface, QueryRunner } from 'typeorm';

const body = "nullif(current_setting('app.body', true), '')::uuid";

/** Who a task belonged to before. Written by the database itself, so that no process can change a person and keep quiet about it. */
const formerSql = `
ALTER TABLE justera.sign_task ADD COLUMN printed_name text;
CREATE TABLE justera.former_signatory (
  body_id uuid NOT NULL, sign_request_id uuid NOT NULL, task_id uuid NOT NULL, rotation integer NOT NULL, name text, email text, replaced_at timestamptz NOT NULL, erased_at timestamptz,
  PRIMARY KEY (task_id, rotation), FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id), FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE INDEX ON justera.former_signatory (sign_request_id);
ALTER TABLE justera.former_signatory ENABLE ROW LEVEL SECURITY;
ALTER TABLE justera.former_signatory FORCE ROW LEVEL SECURITY;
CREATE POLICY of_one_body ON justera.former_signatory USING (body_id = ${body}) WITH CHECK (body_id = ${body});
GRANT SELECT ON justera.former_signatory TO justera_api, justera_signer, justera_worker, justera_reader;
CREATE FUNCTION justera.keep_former_signatory() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF ${body} IS NOT NULL THEN
    INSERT INTO justera.former_signatory (body_id, sign_request_id, task_id, rotation, name, email, replaced_at)
      VALUES (OLD.body_id, OLD.sign_request_id, OLD.id, NEW.link_rotation, OLD.name, OLD.email, clock_timestamp());
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_former_signatory AFTER UPDATE ON justera.sign_task FOR EACH ROW
  WHEN ((NEW.name, NEW.email) IS DISTINCT FROM (OLD.name, OLD.email)) EXECUTE FUNCTION justera.keep_former_signatory();
CREATE FUNCTION justera.erase_former_signatories(request uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  UPDATE justera.former_signatory SET name = NULL, email = NULL, erased_at = now() WHERE sign_request_id = request AND erased_at IS NULL
    AND EXISTS (SELECT 1 FROM justera.sign_request r WHERE r.id = request AND r.state IN ('completed', 'declined', 'expired', 'withdrawn', 'superseded'));
$$;
REVOKE ALL ON FUNCTION justera.erase_former_signatories(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION justera.erase_former_signatories(uuid) TO justera_api;`;

/** As before, but for a name and an address: the desk may change them as long as nobody has consented, together with the link, and the name that was printed stays. */
const guardSql = `
CREATE OR REPLACE FUNCTION justera.guard_sign_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_new boolean := TG_OP = 'INSERT';
BEGIN
  IF current_user NOT LIKE 'justera\\_%' THEN RETURN NEW; END IF;
  IF NOT is_new AND (NEW.id, NEW.sign_request_id, NEW.step, NEW.position, NEW.role, NEW.role_title)
     IS DISTINCT FROM (OLD.id, OLD.sign_request_id, OLD.step, OLD.position, OLD.role, OLD.role_title) THEN
    RAISE EXCEPTION 'where and as what somebody signs never changes' USING ERRCODE = '42501';
  END IF;
  IF NOT is_new AND (NEW.name, NEW.email) IS DISTINCT FROM (OLD.name, OLD.email)
     AND NOT (current_user = 'justera_api' AND OLD.state IN ('waiting', 'open') AND NEW.state = OLD.state AND NEW.link_rotation > OLD.link_rotation) THEN
    RAISE EXCEPTION 'who signs is changed at the desk, before consent, and with a new link' USING ERRCODE = '42501';
  END IF;
  IF (is_new AND NEW.printed_name IS NOT NULL)
     OR (NOT is_new AND NEW.printed_name IS DISTINCT FROM (CASE WHEN NEW.name = OLD.name THEN OLD.printed_name ELSE coalesce(OLD.printed_name, OLD.name) END)) THEN
    RAISE EXCEPTION 'the name that was printed stays' USING ERRCODE = '42501';
  END IF;
  IF current_user <> 'justera_signer' AND (
       (NEW.state IN ('consented', 'signed') AND (is_new OR NEW.state <> OLD.state))
    OR (NEW.consented_at IS NOT NULL AND (is_new OR NEW.consented_at IS DISTINCT FROM OLD.consented_at))
    OR (NEW.signed_at IS NOT NULL AND (is_new OR NEW.signed_at IS DISTINCT FROM OLD.signed_at))
    OR (NEW.field_name IS NOT NULL AND (is_new OR NEW.field_name IS DISTINCT FROM OLD.field_name))) THEN
    RAISE EXCEPTION '% may not say that somebody consented or signed, or where', current_user USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;`;

/** Somebody else signs in a task's place, or the same person is reached at another address. */
export class Substitutes1764900000000 implements MigrationInterface {
  readonly name = 'Substitutes1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(formerSql);
    await runner.query(guardSql);
    // What was begun for one person is not finished by another: as of which version of the request it was begun.
    for (const table of ['email_code', 'openid_transaction']) await runner.query(`ALTER TABLE justera.${table} ADD COLUMN request_version integer NOT NULL DEFAULT 0`);
    await runner.query("INSERT INTO justera.event_writer (event_type, writer) VALUES ('SignatorySubstituted', 'justera_api'), ('AddressCorrected', 'justera_api')");
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
