import type { EventType } from '#signing-order';
import { DOORKEEPER } from '../roles/role-names.js';

const body = "nullif(current_setting('app.body', true), '')::uuid";

const tablesOfABody = [
  'body', 'meeting', 'sign_request', 'sign_request_event', 'sign_task', 'link_token', 'task_session', 'blob', 'blob_chunk', 'revision', 'revision_head', 'email_code',
  'openid_transaction', 'identity_assertion', 'activation_token', 'signing_authorisation', 'signing_attempt', 'evidence_entry', 'evidence_opening', 'outbox', 'effect', 'mail',
] as const;

const rowsOfOneBody = tablesOfABody
  .map(
    (table) => `
ALTER TABLE justera.${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE justera.${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY of_one_body ON justera.${table} USING (body_id = ${body}) WITH CHECK (body_id = ${body});`,
  )
  .join('\n');

/**
 * Row-level security: without `app.body` no row is seen or written, by the owner neither (FORCE). What belongs to the
 * installation as a whole is open to the API alone (sessions of the desk, facts of the installation), or to be read by all
 * (who may write which event), and closed to every role that is granted it by mistake.
 */
export const rowSecuritySql = `${rowsOfOneBody}
${['staff_session', 'installation', 'event_writer'].map((table) => `ALTER TABLE justera.${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE justera.${table} FORCE ROW LEVEL SECURITY;`).join('\n')}
CREATE POLICY of_the_desk ON justera.staff_session TO justera_api USING (true) WITH CHECK (true);
CREATE POLICY of_the_desk ON justera.installation TO justera_api USING (true) WITH CHECK (true);
CREATE POLICY for_all_to_read ON justera.event_writer FOR SELECT USING (true);
CREATE POLICY for_migrations ON justera.event_writer TO justera_migrate USING (true) WITH CHECK (true);`;

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

const callers = {
  'find_link(text)': 'justera_api',
  'find_task_session(text)': 'justera_api',
  'body_of_sign_request(uuid)': 'justera_api, justera_signer, justera_worker',
  'find_openid_transaction(text)': 'justera_signer',
  'list_bodies()': 'justera_api, justera_signer, justera_worker',
  'void_open_authorisations(uuid, timestamptz, uuid)': 'justera_api, justera_signer, justera_worker',
};

/** The few questions that are asked before the body is known. Owned by a role that nobody logs in as and that may read just this. */
export const doorkeeperSql = `
-- ALTER FUNCTION … OWNER TO asks that the new owner may create in the schema; taken back below.
GRANT USAGE, CREATE ON SCHEMA justera TO ${DOORKEEPER};
GRANT SELECT (token_sha256, body_id, sign_request_id, task_id, purpose, rotation, revoked_at) ON justera.link_token TO ${DOORKEEPER};
GRANT SELECT (session_sha256, body_id, sign_request_id, task_id, purpose, expires_at) ON justera.task_session TO ${DOORKEEPER};
GRANT SELECT (id, body_id) ON justera.sign_request TO ${DOORKEEPER};
GRANT SELECT (state_sha256, body_id, task_id) ON justera.openid_transaction TO ${DOORKEEPER};
GRANT SELECT (body_id, slug, display_name, default_language, time_zone) ON justera.body TO ${DOORKEEPER};
GRANT SELECT (id, body_id, sign_request_id, task_id, state), UPDATE (state, closed_at) ON justera.signing_authorisation TO ${DOORKEEPER};
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
${Object.entries(callers)
  // Rights first, owner last: afterwards the migration may not speak for the function any more, and PostgreSQL only warns.
  .map(([name, roles]) => `REVOKE ALL ON FUNCTION justera.${name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION justera.${name} TO ${roles}; ALTER FUNCTION justera.${name} OWNER TO ${DOORKEEPER};`)
  .join('\n')}
REVOKE CREATE ON SCHEMA justera FROM ${DOORKEEPER};
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
GRANT SELECT, UPDATE (dispatched_at, last_error) ON justera.outbox TO justera_relay;
-- The relay carries rows of every body to the queue; it sees ids and nothing else of a case.
CREATE POLICY relay ON justera.outbox TO justera_relay USING (true) WITH CHECK (true);
`;
