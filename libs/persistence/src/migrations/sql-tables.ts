/** The tables. Every one has `body_id`, but `installation` and `event_writer`, which belong to the installation as a whole. */
export const tablesSql = `
CREATE TABLE justera.body (
  body_id uuid PRIMARY KEY, slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{1,60}$'), display_name text NOT NULL,
  default_language text NOT NULL CHECK (default_language IN ('sv', 'en')), time_zone text NOT NULL, profile jsonb NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE justera.meeting (
  id uuid PRIMARY KEY, body_id uuid NOT NULL REFERENCES justera.body, meeting_date date NOT NULL, title text NOT NULL, UNIQUE (body_id, id));
CREATE TABLE justera.sign_request (
  id uuid PRIMARY KEY, body_id uuid NOT NULL REFERENCES justera.body, meeting_id uuid NOT NULL, title text NOT NULL, registration_number text NOT NULL,
  language text NOT NULL CHECK (language IN ('sv', 'en')), required_level_of_assurance text NOT NULL CHECK (required_level_of_assurance IN ('low', 'substantial', 'high')),
  authentication_method text NOT NULL CHECK (authentication_method IN ('emailCode', 'openIdConnect')), sender_name text NOT NULL, state text NOT NULL,
  version integer NOT NULL CHECK (version >= 0), attention jsonb, created_at timestamptz NOT NULL, due_date date,
  original_sha256 text NOT NULL CHECK (original_sha256 ~ '^[0-9a-f]{64}$'), original_length bigint NOT NULL, pdfa_claim jsonb, warnings jsonb NOT NULL,
  prepared_sha256 text CHECK (prepared_sha256 ~ '^[0-9a-f]{64}$'), prepared_length bigint, page_count integer NOT NULL, state_json jsonb NOT NULL, completed_at timestamptz,
  UNIQUE (body_id, id), FOREIGN KEY (body_id, meeting_id) REFERENCES justera.meeting (body_id, id));
CREATE INDEX ON justera.sign_request (body_id, created_at DESC, id DESC);
CREATE INDEX ON justera.sign_request (body_id, state);
CREATE INDEX ON justera.sign_request (body_id, created_at DESC, id DESC) WHERE attention IS NOT NULL;
CREATE TABLE justera.sign_request_event (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, version integer NOT NULL CHECK (version > 0), type text NOT NULL, payload jsonb NOT NULL,
  at timestamptz NOT NULL, UNIQUE (sign_request_id, version), FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id));
CREATE TABLE justera.sign_task (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, step integer NOT NULL CHECK (step > 0), position integer NOT NULL CHECK (position >= 0),
  name text NOT NULL, email text NOT NULL, role text NOT NULL, role_title text NOT NULL, field_name text, state text NOT NULL, link_rotation integer NOT NULL,
  invited_at timestamptz, consented_at timestamptz, signed_at timestamptz, decline_reason text,
  UNIQUE (body_id, id), UNIQUE (sign_request_id, position), FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id));
CREATE TABLE justera.link_token (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, task_id uuid, purpose text NOT NULL CHECK (purpose IN ('sign', 'download')),
  rotation integer NOT NULL, token_sha256 text NOT NULL UNIQUE, created_at timestamptz NOT NULL, revoked_at timestamptz,
  FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id), FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE INDEX ON justera.link_token (sign_request_id);
CREATE INDEX ON justera.link_token (task_id);
CREATE TABLE justera.task_session (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, task_id uuid, purpose text NOT NULL CHECK (purpose IN ('sign', 'download')),
  session_sha256 text NOT NULL UNIQUE, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
  FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id), FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE INDEX ON justera.task_session (task_id);
CREATE TABLE justera.staff_session (
  id uuid PRIMARY KEY, body_id uuid REFERENCES justera.body, session_sha256 text NOT NULL UNIQUE, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL);
CREATE TABLE justera.installation (key text PRIMARY KEY, value jsonb NOT NULL);
CREATE TABLE justera.event_writer (event_type text NOT NULL, writer text NOT NULL, PRIMARY KEY (event_type, writer));
CREATE TABLE justera.blob (
  body_id uuid NOT NULL REFERENCES justera.body, sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), length bigint NOT NULL CHECK (length >= 0), created_at timestamptz NOT NULL,
  PRIMARY KEY (body_id, sha256));
CREATE TABLE justera.blob_chunk (
  body_id uuid NOT NULL, sha256 text NOT NULL, number integer NOT NULL CHECK (number >= 0), bytes bytea NOT NULL CHECK (length(bytes) <= 1048576),
  PRIMARY KEY (body_id, sha256, number), FOREIGN KEY (body_id, sha256) REFERENCES justera.blob);
ALTER TABLE justera.blob_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE justera.revision (
  body_id uuid NOT NULL, sign_request_id uuid NOT NULL, number integer NOT NULL CHECK (number >= 0),
  kind text NOT NULL CHECK (kind IN ('original', 'prepared', 'signature', 'securityStore', 'documentTimestamp')), update_sha256 text NOT NULL,
  start_offset bigint NOT NULL CHECK (start_offset >= 0), length bigint NOT NULL CHECK (length >= start_offset), whole_sha256 text NOT NULL CHECK (whole_sha256 ~ '^[0-9a-f]{64}$'),
  task_id uuid, at timestamptz NOT NULL, PRIMARY KEY (sign_request_id, number), FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id),
  FOREIGN KEY (body_id, update_sha256) REFERENCES justera.blob, FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE TABLE justera.revision_head (
  body_id uuid NOT NULL, sign_request_id uuid PRIMARY KEY, revision_number integer NOT NULL, whole_sha256 text NOT NULL, length bigint NOT NULL,
  lease_holder text, lease_until timestamptz, fence bigint NOT NULL DEFAULT 0, FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id),
  -- Deferred: the head is moved before its revision is written, in the same transaction.
  FOREIGN KEY (sign_request_id, revision_number) REFERENCES justera.revision (sign_request_id, number) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE justera.email_code (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, task_id uuid NOT NULL, code_hmac text NOT NULL, tries integer NOT NULL, created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL, used_at timestamptz, FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE INDEX ON justera.email_code (task_id, created_at DESC);
CREATE TABLE justera.openid_transaction (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, task_id uuid NOT NULL, state_sha256 text NOT NULL UNIQUE, nonce text NOT NULL, code_verifier text NOT NULL,
  created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, used_at timestamptz, FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE TABLE justera.identity_assertion (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, task_id uuid NOT NULL, method text NOT NULL CHECK (method IN ('emailCode', 'openIdConnect')), provider text NOT NULL,
  level_of_assurance text NOT NULL CHECK (level_of_assurance IN ('low', 'substantial', 'high')), name text NOT NULL, given_name text, surname text, pseudonym text NOT NULL,
  subject_reference text NOT NULL, asserted_at timestamptz NOT NULL, UNIQUE (body_id, id), FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id));
CREATE TABLE justera.activation_token (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, task_id uuid NOT NULL, assertion_id uuid NOT NULL, token_sha256 text NOT NULL UNIQUE,
  prepared_sha256 text NOT NULL, prepared_length bigint NOT NULL, request_version integer NOT NULL, field_name text NOT NULL, role text NOT NULL, consent_text text NOT NULL,
  consent_text_sha256 text NOT NULL, nonce text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, redeemed_at timestamptz,
  UNIQUE (body_id, id), FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id), FOREIGN KEY (body_id, assertion_id) REFERENCES justera.identity_assertion (body_id, id));
CREATE TABLE justera.signing_authorisation (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, task_id uuid NOT NULL, assertion_id uuid NOT NULL, activation_token_id uuid NOT NULL UNIQUE,
  consent_text_sha256 text NOT NULL, prepared_sha256 text NOT NULL, state text NOT NULL CHECK (state IN ('open', 'spent', 'voided')), created_at timestamptz NOT NULL,
  closed_at timestamptz, UNIQUE (body_id, id), CHECK ((state = 'open') = (closed_at IS NULL)),
  FOREIGN KEY (body_id, task_id) REFERENCES justera.sign_task (body_id, id), FOREIGN KEY (body_id, activation_token_id) REFERENCES justera.activation_token (body_id, id));
CREATE UNIQUE INDEX one_open_authorisation ON justera.signing_authorisation (task_id) WHERE state = 'open';
CREATE UNIQUE INDEX one_spent_authorisation ON justera.signing_authorisation (task_id) WHERE state = 'spent';
CREATE INDEX ON justera.signing_authorisation (sign_request_id);
CREATE TABLE justera.signing_attempt (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, authorisation_id uuid NOT NULL, number integer NOT NULL, certificate_serial text, certificate_sha256 text, key_sha256 text,
  outcome text NOT NULL CHECK (outcome IN ('started', 'signed', 'failed', 'superseded')), error_code text, started_at timestamptz NOT NULL, ended_at timestamptz,
  UNIQUE (authorisation_id, number), FOREIGN KEY (body_id, authorisation_id) REFERENCES justera.signing_authorisation (body_id, id));
CREATE TABLE justera.evidence_entry (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, sequence integer NOT NULL CHECK (sequence > 0), previous_hash text NOT NULL,
  entry_hash text NOT NULL, entry jsonb NOT NULL, canonical text NOT NULL, at timestamptz NOT NULL, UNIQUE (sign_request_id, sequence),
  FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id));
CREATE TABLE justera.evidence_opening (
  body_id uuid NOT NULL, sign_request_id uuid NOT NULL, sequence integer NOT NULL, name text NOT NULL, salt text, value jsonb, erased_at timestamptz,
  PRIMARY KEY (sign_request_id, sequence, name), FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id));
CREATE TABLE justera.outbox (
  id uuid PRIMARY KEY, body_id uuid NOT NULL REFERENCES justera.body, queue text NOT NULL, name text NOT NULL, payload jsonb NOT NULL, effect_key text NOT NULL,
  not_before timestamptz NOT NULL, created_at timestamptz NOT NULL, dispatched_at timestamptz, last_error text);
CREATE INDEX outbox_waiting ON justera.outbox (not_before) WHERE dispatched_at IS NULL;
CREATE INDEX ON justera.outbox (body_id, effect_key, created_at);
CREATE TABLE justera.effect (body_id uuid NOT NULL REFERENCES justera.body, effect_key text NOT NULL, done_at timestamptz NOT NULL, detail jsonb NOT NULL, PRIMARY KEY (body_id, effect_key));
CREATE TABLE justera.mail (
  id uuid PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, task_id uuid, kind text NOT NULL, to_address text NOT NULL, message_id text NOT NULL,
  created_at timestamptz NOT NULL, sent_at timestamptz, error text, UNIQUE (body_id, message_id), FOREIGN KEY (body_id, sign_request_id) REFERENCES justera.sign_request (body_id, id));
CREATE INDEX ON justera.mail (sign_request_id);
`;
