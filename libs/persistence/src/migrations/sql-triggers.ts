/** Makes a table append-only, for its owner and the superuser too. */
export const appendOnly = (table: string): string => `
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON justera.${table} FOR EACH ROW EXECUTE FUNCTION justera.refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON justera.${table} FOR EACH STATEMENT EXECUTE FUNCTION justera.refuse_change();
ALTER TABLE justera.${table} ENABLE ALWAYS TRIGGER append_only_rows;
ALTER TABLE justera.${table} ENABLE ALWAYS TRIGGER append_only_table;`;

/** What is written stays (P0001), whoever asks, the owner and replication sessions included. */
const appendOnlySql = `
CREATE FUNCTION justera.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'P0001'; END $$;
${['evidence_entry', 'sign_request_event', 'revision'].map(appendOnly).join('\n')}`;

/** What comes next must continue what is there (23514): the evidence chain by hash, the file by place. */
const continuitySql = `
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

CREATE FUNCTION justera.continue_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record; added bigint;
BEGIN
  SELECT number, length INTO last FROM justera.revision WHERE sign_request_id = NEW.sign_request_id ORDER BY number DESC LIMIT 1;
  SELECT length INTO added FROM justera.blob WHERE body_id = NEW.body_id AND sha256 = NEW.update_sha256;
  IF NEW.number <> coalesce(last.number, -1) + 1 OR NEW.start_offset <> coalesce(last.length, 0) OR NEW.length <> NEW.start_offset + coalesce(added, 0) THEN
    RAISE EXCEPTION 'revision % does not continue the file', NEW.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER continue_file BEFORE INSERT ON justera.revision FOR EACH ROW EXECUTE FUNCTION justera.continue_file();`;

/** What a process may not say, though it may write the table (42501). Roles of ours only: an operator's own hand is not stopped here. */
const guardsSql = `
CREATE FUNCTION justera.check_event_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM justera.event_writer WHERE event_type = NEW.type AND writer = current_user) THEN
    RAISE EXCEPTION '% may not write %', current_user, NEW.type USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_event_writer BEFORE INSERT ON justera.sign_request_event FOR EACH ROW EXECUTE FUNCTION justera.check_event_writer();

CREATE FUNCTION justera.guard_sign_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_new boolean := TG_OP = 'INSERT';
BEGIN
  IF current_user NOT LIKE 'justera\\_%' THEN RETURN NEW; END IF;
  IF NOT is_new AND (NEW.id, NEW.sign_request_id, NEW.step, NEW.position, NEW.name, NEW.email, NEW.role, NEW.role_title)
     IS DISTINCT FROM (OLD.id, OLD.sign_request_id, OLD.step, OLD.position, OLD.name, OLD.email, OLD.role, OLD.role_title) THEN
    RAISE EXCEPTION 'who signs, where and as what never changes' USING ERRCODE = '42501';
  END IF;
  IF current_user <> 'justera_signer' AND (
       (NEW.state IN ('consented', 'signed') AND (is_new OR NEW.state <> OLD.state))
    OR (NEW.consented_at IS NOT NULL AND (is_new OR NEW.consented_at IS DISTINCT FROM OLD.consented_at))
    OR (NEW.signed_at IS NOT NULL AND (is_new OR NEW.signed_at IS DISTINCT FROM OLD.signed_at))
    OR (NEW.field_name IS NOT NULL AND (is_new OR NEW.field_name IS DISTINCT FROM OLD.field_name))) THEN
    RAISE EXCEPTION '% may not say that somebody consented or signed, or where', current_user USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sign_task BEFORE INSERT OR UPDATE ON justera.sign_task FOR EACH ROW EXECUTE FUNCTION justera.guard_sign_task();

CREATE FUNCTION justera.guard_sign_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_new boolean := TG_OP = 'INSERT';
BEGIN
  IF current_user NOT LIKE 'justera\\_%' THEN RETURN NEW; END IF;
  IF NOT is_new AND (NEW.id, NEW.meeting_id, NEW.title, NEW.registration_number, NEW.language, NEW.required_level_of_assurance, NEW.authentication_method,
      NEW.created_at, NEW.original_sha256, NEW.original_length, NEW.page_count)
    IS DISTINCT FROM (OLD.id, OLD.meeting_id, OLD.title, OLD.registration_number, OLD.language, OLD.required_level_of_assurance, OLD.authentication_method,
      OLD.created_at, OLD.original_sha256, OLD.original_length, OLD.page_count) THEN
    RAISE EXCEPTION 'what is signed, and how, never changes' USING ERRCODE = '42501';
  END IF;
  IF current_user <> 'justera_signer' AND (
       (is_new AND (NEW.prepared_sha256, NEW.prepared_length, NEW.completed_at) IS DISTINCT FROM (NULL::text, NULL::bigint, NULL::timestamptz))
    OR (NOT is_new AND (NEW.prepared_sha256, NEW.prepared_length, NEW.completed_at) IS DISTINCT FROM (OLD.prepared_sha256, OLD.prepared_length, OLD.completed_at))
    OR (NEW.state IN ('completing', 'completed') AND (is_new OR NEW.state <> OLD.state) AND NOT (NOT is_new AND OLD.state = 'expired' AND NEW.state = 'completing'))) THEN
    RAISE EXCEPTION '% may not say that a request was prepared, fulfilled or completed', current_user USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sign_request BEFORE INSERT OR UPDATE ON justera.sign_request FOR EACH ROW EXECUTE FUNCTION justera.guard_sign_request();`;

const notifySql = `
CREATE FUNCTION justera.wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY justera_outbox; RETURN NULL; END $$;
CREATE TRIGGER wake_relay AFTER INSERT ON justera.outbox FOR EACH STATEMENT EXECUTE FUNCTION justera.wake_relay();`;

export const triggersSql = [appendOnlySql, continuitySql, guardsSql, notifySql].join('\n');
