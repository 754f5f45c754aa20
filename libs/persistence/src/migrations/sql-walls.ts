import type { EventType } from '#signing-order';
import { DOORKEEPER } from '../roles/role-names.js';

const body = "nullif(current_setting('app.body', true), '')::uuid";

const tablesOfABody = [
  'body', 'meeting', 'sign_request', 'sign_request_event', 'sign_task', 'link_token', 'task_session', 'blob', 'blob_chunk', 'revision', 'revision_head', 'email_code',
  'openid_transaction', 'identity_assertion', 'activation_token', 'signing_authorisation', 'signing_attempt', 'evidence_entry', 'evidence_opening', 'outbox', 'effect', 'mail',
] as const;

/** Row-level security: without `app.body` no row is seen or written, by the owner neither (FORCE). */
export const rowSecuritySql = tablesOfABody
  .map(
    (table) => `
ALTER TABLE justera.${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE justera.${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY of_one_body ON justera.${table} USING (body_id = ${body}) WITH CHECK (body_id = ${body});`,
  )
  .join('\n');

/** Which process may say that something happened: a compromised API cannot claim a consent or a signature. */
const writers: Readonly<Record<'api' | 'signer' | 'worker', readonly EventType[]>> = {
  api: [
    'SignRequestSubmitted', 'SignTaskDeclined', 'SignTaskClosed', 'SignTaskConsentVoided', 'SignRequestDeclined', 'SignRequestWithdrawn', 'SignRequestReopened', 'SignRequestSuperseded',
    'LinkRotated', 'AttentionRaised', 'AttentionCleared',
  ],
  signer: [
    'SignRequestPrepared', 'SigningStepOpened', 'SignTaskOpened', 'SignTaskConsented', 'SignTaskConsentVoided', 'SignTaskSigned', 'SignTaskReleased', 'SignTaskClosed', 'SigningOrderFulfilled',
    'SignRequestCompleted', 'LinkRotated', 'AttentionRaised', 'AttentionCleared',
  ],
  worker: ['SignTaskInvited', 'SignRequestExpired', 'SignTaskClosed', 'SignTaskConsentVoided', 'LinkRotated', 'AttentionRaised', 'AttentionCleared'],
};

export const eventWritersSql = `INSERT INTO justera.event_writer (event_type, writer) VALUES ${Object.entries(writers)
  .flatMap(([role, types]) => types.map((type) => `('${type}', 'justera_${role}')`))
  .join(', ')};`;

export const triggersSql = `
CREATE FUNCTION justera.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'evidence is append-only: % refused', TG_OP USING ERRCODE = 'P0001'; END $$;
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON justera.evidence_entry FOR EACH ROW EXECUTE FUNCTION justera.refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON justera.evidence_entry FOR EACH STATEMENT EXECUTE FUNCTION justera.refuse_change();
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON justera.sign_request_event FOR EACH ROW EXECUTE FUNCTION justera.refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON justera.sign_request_event FOR EACH STATEMENT EXECUTE FUNCTION justera.refuse_change();
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON justera.revision FOR EACH ROW EXECUTE FUNCTION justera.refuse_change();

CREATE FUNCTION justera.continue_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT sequence, entry_hash INTO last FROM justera.evidence_entry WHERE sign_request_id = NEW.sign_request_id ORDER BY sequence DESC LIMIT 1;
  IF NEW.sequence <> coalesce(last.sequence, 0) + 1 OR NEW.previous_hash <> coalesce(last.entry_hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'evidence entry % does not continue the chain', NEW.sequence USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER continue_chain BEFORE INSERT ON justera.evidence_entry FOR EACH ROW EXECUTE FUNCTION justera.continue_chain();

CREATE FUNCTION justera.check_event_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM justera.event_writer WHERE event_type = NEW.type AND writer = current_user) THEN
    RAISE EXCEPTION '% may not write %', current_user, NEW.type USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_event_writer BEFORE INSERT ON justera.sign_request_event FOR EACH ROW EXECUTE FUNCTION justera.check_event_writer();

CREATE FUNCTION justera.guard_sign_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'justera_signer' AND NEW.state IN ('consented', 'signed') AND (TG_OP = 'INSERT' OR OLD.state <> NEW.state) THEN
    RAISE EXCEPTION '% may not say that a task is %', current_user, NEW.state USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sign_task BEFORE INSERT OR UPDATE ON justera.sign_task FOR EACH ROW EXECUTE FUNCTION justera.guard_sign_task();

CREATE FUNCTION justera.guard_sign_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.original_sha256 <> OLD.original_sha256 OR NEW.original_length <> OLD.original_length THEN
    RAISE EXCEPTION 'the original of a case never changes' USING ERRCODE = '42501';
  END IF;
  IF current_user <> 'justera_signer' AND (NEW.prepared_sha256, NEW.prepared_length, NEW.completed_at) IS DISTINCT FROM (OLD.prepared_sha256, OLD.prepared_length, OLD.completed_at) THEN
    RAISE EXCEPTION '% may not say what was prepared or completed', current_user USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sign_request BEFORE UPDATE ON justera.sign_request FOR EACH ROW EXECUTE FUNCTION justera.guard_sign_request();

CREATE FUNCTION justera.wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY justera_outbox; RETURN NULL; END $$;
CREATE TRIGGER wake_relay AFTER INSERT ON justera.outbox FOR EACH STATEMENT EXECUTE FUNCTION justera.wake_relay();
`;

/** The few questions that are asked before the body is known. Owned by a role that nobody logs in as and that may read just this. */
export const doorkeeperSql = `
GRANT USAGE ON SCHEMA justera TO ${DOORKEEPER};
GRANT SELECT ON justera.link_token, justera.task_session, justera.sign_request, justera.openid_transaction, justera.body, justera.sign_task TO ${DOORKEEPER};
GRANT SELECT, UPDATE ON justera.signing_authorisation TO ${DOORKEEPER};
${['link_token', 'task_session', 'sign_request', 'openid_transaction', 'body']
  .map((table) => `CREATE POLICY doorkeeper ON justera.${table} FOR SELECT TO ${DOORKEEPER} USING (true);`)
  .join('\n')}
CREATE FUNCTION justera.find_link(hash text) RETURNS TABLE (body_id uuid, sign_request_id uuid, task_id uuid, purpose text, rotation integer, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT l.body_id, l.sign_request_id, l.task_id, l.purpose, l.rotation, l.revoked_at FROM justera.link_token l WHERE l.token_sha256 = hash $$;
CREATE FUNCTION justera.find_task_session(hash text) RETURNS TABLE (body_id uuid, sign_request_id uuid, task_id uuid, purpose text, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT s.body_id, s.sign_request_id, s.task_id, s.purpose, s.expires_at FROM justera.task_session s WHERE s.session_sha256 = hash $$;
CREATE FUNCTION justera.body_of_sign_request(request uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT r.body_id FROM justera.sign_request r WHERE r.id = request $$;
CREATE FUNCTION justera.find_openid_transaction(hash text) RETURNS TABLE (body_id uuid, task_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT o.body_id, o.task_id FROM justera.openid_transaction o WHERE o.state_sha256 = hash $$;
CREATE FUNCTION justera.list_bodies() RETURNS TABLE (body_id uuid, slug text, display_name text, default_language text, time_zone text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT b.body_id, b.slug, b.display_name, b.default_language, b.time_zone FROM justera.body b $$;
CREATE FUNCTION justera.void_open_authorisations(request uuid, at timestamptz, task uuid) RETURNS SETOF uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  UPDATE justera.signing_authorisation a SET state = 'voided', closed_at = at
  WHERE a.sign_request_id = request AND a.state = 'open' AND (task IS NULL OR a.task_id = task) RETURNING a.id $$;
${['find_link(text)', 'find_task_session(text)', 'body_of_sign_request(uuid)', 'find_openid_transaction(text)', 'list_bodies()', 'void_open_authorisations(uuid, timestamptz, uuid)']
  .map((name) => `ALTER FUNCTION justera.${name} OWNER TO ${DOORKEEPER}; REVOKE ALL ON FUNCTION justera.${name} FROM PUBLIC;`)
  .join('\n')}
GRANT EXECUTE ON FUNCTION justera.find_link(text), justera.find_task_session(text) TO justera_api;
GRANT EXECUTE ON FUNCTION justera.body_of_sign_request(uuid), justera.list_bodies() TO justera_api, justera_signer, justera_worker;
GRANT EXECUTE ON FUNCTION justera.find_openid_transaction(text) TO justera_signer;
GRANT EXECUTE ON FUNCTION justera.void_open_authorisations(uuid, timestamptz, uuid) TO justera_api, justera_signer, justera_worker;
`;

const all = (tables: readonly string[]): string => tables.map((table) => `justera.${table}`).join(', ');
const readable = ['body', 'meeting', 'sign_request', 'sign_request_event', 'sign_task', 'link_token', 'blob', 'blob_chunk', 'revision', 'revision_head', 'signing_authorisation', 'signing_attempt', 'evidence_entry', 'evidence_opening', 'outbox', 'effect', 'mail', 'event_writer'];

/** DESIGN.md "Processes": who may touch what. What is not granted here is refused. */
export const grantsSql = `
GRANT USAGE ON SCHEMA justera TO justera_api, justera_signer, justera_worker, justera_reader, justera_relay;
GRANT SELECT ON ${all(readable)} TO justera_api, justera_signer, justera_worker, justera_reader;
GRANT INSERT ON ${all(['body', 'meeting', 'sign_request', 'sign_request_event', 'sign_task', 'blob', 'blob_chunk', 'evidence_entry', 'evidence_opening', 'outbox'])} TO justera_api;
GRANT UPDATE ON ${all(['body', 'meeting', 'sign_request', 'sign_task'])} TO justera_api;
GRANT UPDATE (revoked_at) ON justera.link_token TO justera_api, justera_signer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ${all(['task_session', 'staff_session'])} TO justera_api;
GRANT SELECT, INSERT ON justera.installation TO justera_api;
GRANT INSERT ON ${all(['sign_request_event', 'blob', 'blob_chunk', 'revision', 'revision_head', 'email_code', 'openid_transaction', 'identity_assertion', 'activation_token', 'signing_authorisation', 'signing_attempt', 'evidence_entry', 'evidence_opening', 'outbox', 'mail', 'effect'])} TO justera_signer;
GRANT SELECT ON ${all(['email_code', 'openid_transaction', 'identity_assertion', 'activation_token', 'task_session'])} TO justera_signer;
GRANT UPDATE ON ${all(['sign_request', 'sign_task', 'revision_head', 'email_code', 'openid_transaction', 'activation_token', 'signing_authorisation', 'signing_attempt', 'mail'])} TO justera_signer;
GRANT DELETE ON justera.task_session TO justera_signer, justera_worker;
GRANT SELECT ON justera.task_session TO justera_worker;
GRANT INSERT ON ${all(['sign_request_event', 'link_token', 'evidence_entry', 'evidence_opening', 'outbox', 'effect', 'mail'])} TO justera_worker;
GRANT UPDATE ON ${all(['sign_request', 'sign_task', 'link_token', 'mail', 'effect'])} TO justera_worker;
GRANT SELECT ON justera.identity_assertion TO justera_reader;
GRANT SELECT, UPDATE ON justera.outbox TO justera_relay;
-- The relay carries rows of every body to the queue; it sees ids and nothing else of a case.
CREATE POLICY relay ON justera.outbox TO justera_relay USING (true) WITH CHECK (true);
-- Sessions of the desk belong to the installation's administrator as well as to a body's clerks; only the API has any grant on them.
`;
