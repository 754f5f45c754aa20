import { DOORKEEPER } from '../roles/role-names.js';
import { appendOnly } from './sql-triggers.js';

const body = "nullif(current_setting('app.body', true), '')::uuid";

/**
 * `evidence_pending` is filled in the transaction that writes an entry, and emptied in the one that puts it into the log: a
 * crash in between loses nothing. Its ids rise within a case, since whoever writes an entry holds the case's row.
 */
export const evidenceLogTablesSql = `
CREATE TABLE justera.evidence_pending (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body_id uuid NOT NULL, sign_request_id uuid NOT NULL, sequence integer NOT NULL);
CREATE TABLE justera.evidence_leaf (
  leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0), body_id uuid NOT NULL, sign_request_id uuid NOT NULL, sequence integer NOT NULL, entry_hash text NOT NULL,
  UNIQUE (sign_request_id, sequence));
CREATE TABLE justera.evidence_tile (
  tile_level integer NOT NULL CHECK (tile_level >= 0), tile_index bigint NOT NULL CHECK (tile_index >= 0), hashes bytea NOT NULL CHECK (length(hashes) = 256 * 32),
  root bytea NOT NULL CHECK (length(root) = 32), PRIMARY KEY (tile_level, tile_index));
CREATE TABLE justera.evidence_checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0), origin text NOT NULL, root text NOT NULL CHECK (root ~ '^[0-9a-f]{64}$'),
  open_leaves bytea NOT NULL CHECK (length(open_leaves) = size % 256 * 32), seal bytea NOT NULL, timestamp_token bytea NOT NULL, at timestamptz NOT NULL);
CREATE TABLE justera.evidence_delivery (
  size bigint NOT NULL REFERENCES justera.evidence_checkpoint, place text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (size, place));
`;

/** What comes next continues what is there (23514), whoever writes it; what is there stays (P0001). */
export const evidenceLogTriggersSql = `
CREATE FUNCTION justera.await_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO justera.evidence_pending (body_id, sign_request_id, sequence) VALUES (NEW.body_id, NEW.sign_request_id, NEW.sequence);
  RETURN NULL;
END $$;
CREATE TRIGGER await_log AFTER INSERT ON justera.evidence_entry FOR EACH ROW EXECUTE FUNCTION justera.await_log();

-- Set by set, not row by row: a hundred thousand leaves are put in at once. Looks past one body, so it is the doorkeeper's.
CREATE FUNCTION justera.continue_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE low bigint; high bigint; added bigint; before bigint; after bigint;
BEGIN
  SELECT min(leaf_index), max(leaf_index), count(*) INTO low, high, added FROM added_leaf;
  IF added = 0 THEN RETURN NULL; END IF;
  SELECT max(leaf_index) INTO before FROM justera.evidence_leaf WHERE leaf_index < low;
  SELECT min(leaf_index) INTO after FROM justera.evidence_leaf WHERE leaf_index > high;
  IF low <> coalesce(before, -1) + 1 OR high - low + 1 <> added OR after IS NOT NULL THEN
    RAISE EXCEPTION 'leaf % does not continue the log', low USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT 1 FROM added_leaf l LEFT JOIN justera.evidence_entry e ON e.sign_request_id = l.sign_request_id AND e.sequence = l.sequence
             WHERE e.entry_hash IS DISTINCT FROM l.entry_hash OR e.body_id IS DISTINCT FROM l.body_id) THEN
    RAISE EXCEPTION 'a leaf is not an entry of that case' USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT 1 FROM added_leaf l LEFT JOIN justera.evidence_leaf p ON p.sign_request_id = l.sign_request_id AND p.sequence = l.sequence - 1
             WHERE l.sequence > 1 AND (p.leaf_index IS NULL OR p.leaf_index > l.leaf_index)) THEN
    RAISE EXCEPTION 'a leaf stands before the entry that it follows' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER continue_log AFTER INSERT ON justera.evidence_leaf REFERENCING NEW TABLE AS added_leaf FOR EACH STATEMENT EXECUTE FUNCTION justera.continue_log();

CREATE FUNCTION justera.continue_checkpoints() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size <= coalesce((SELECT max(size) FROM justera.evidence_checkpoint), 0) OR NEW.size > coalesce((SELECT max(leaf_index) + 1 FROM justera.evidence_leaf), 0) THEN
    RAISE EXCEPTION 'a checkpoint of % does not continue the checkpoints', NEW.size USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER continue_checkpoints BEFORE INSERT ON justera.evidence_checkpoint FOR EACH ROW EXECUTE FUNCTION justera.continue_checkpoints();
${['evidence_leaf', 'evidence_tile', 'evidence_checkpoint', 'evidence_delivery'].map(appendOnly).join('\n')}`;

const pending = 'pending_evidence(integer)';
const closed = ['evidence_pending', 'evidence_leaf', 'evidence_tile', 'evidence_checkpoint', 'evidence_delivery'];

/**
 * One body sees its own leaves. The log is everybody's: the worker, which integrates, the signer, which seals, and the reader see the
 * leaves of all bodies, that is ids and hashes, and of a case nothing else. Tiles and checkpoints hold hashes alone.
 */
export const evidenceLogRightsSql = `
${closed.map((table) => `ALTER TABLE justera.${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE justera.${table} FORCE ROW LEVEL SECURITY;`).join('\n')}
CREATE POLICY of_one_body ON justera.evidence_pending FOR INSERT WITH CHECK (body_id = ${body});
CREATE POLICY integrator ON justera.evidence_pending TO justera_worker USING (true) WITH CHECK (body_id = ${body});
CREATE POLICY of_one_body ON justera.evidence_leaf FOR SELECT USING (body_id = ${body});
CREATE POLICY integrator ON justera.evidence_leaf TO justera_worker USING (true) WITH CHECK (true);
CREATE POLICY whole_log ON justera.evidence_leaf FOR SELECT TO justera_signer, justera_reader USING (true);
${['evidence_tile', 'evidence_checkpoint', 'evidence_delivery'].map((table) => `CREATE POLICY for_all_to_read ON justera.${table} FOR SELECT USING (true);`).join('\n')}
CREATE POLICY integrator ON justera.evidence_tile FOR INSERT TO justera_worker WITH CHECK (true);
CREATE POLICY sealer ON justera.evidence_checkpoint FOR INSERT TO justera_signer WITH CHECK (true);
CREATE POLICY carrier ON justera.evidence_delivery FOR INSERT TO justera_worker WITH CHECK (true);
GRANT INSERT ON justera.evidence_pending TO justera_api, justera_signer, justera_worker;
GRANT SELECT, DELETE ON justera.evidence_pending TO justera_worker;
GRANT SELECT ON justera.evidence_leaf, justera.evidence_tile, justera.evidence_checkpoint, justera.evidence_delivery TO justera_api, justera_signer, justera_worker, justera_reader;
GRANT INSERT ON justera.evidence_leaf, justera.evidence_tile, justera.evidence_delivery TO justera_worker;
GRANT INSERT ON justera.evidence_checkpoint TO justera_signer;

CREATE FUNCTION justera.pending_evidence(batch integer) RETURNS TABLE (id bigint, body_id uuid, sign_request_id uuid, sequence integer, entry_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT p.id, p.body_id, p.sign_request_id, p.sequence, e.entry_hash FROM justera.evidence_pending p
  LEFT JOIN justera.evidence_entry e ON e.sign_request_id = p.sign_request_id AND e.sequence = p.sequence AND e.body_id = p.body_id ORDER BY p.id LIMIT batch $$;
GRANT SELECT (body_id, sign_request_id, sequence, entry_hash) ON justera.evidence_entry TO ${DOORKEEPER};
GRANT SELECT ON justera.evidence_pending, justera.evidence_leaf TO ${DOORKEEPER};
${['evidence_entry', 'evidence_pending', 'evidence_leaf'].map((table) => `CREATE POLICY doorkeeper ON justera.${table} FOR SELECT TO ${DOORKEEPER} USING (true);`).join('\n')}
GRANT USAGE, CREATE ON SCHEMA justera TO ${DOORKEEPER};
REVOKE ALL ON FUNCTION justera.${pending} FROM PUBLIC; GRANT EXECUTE ON FUNCTION justera.${pending} TO justera_worker;
ALTER FUNCTION justera.${pending} OWNER TO ${DOORKEEPER};
REVOKE ALL ON FUNCTION justera.continue_log() FROM PUBLIC;
ALTER FUNCTION justera.continue_log() OWNER TO ${DOORKEEPER};
REVOKE CREATE ON SCHEMA justera FROM ${DOORKEEPER};`;

/** An opening can be erased, by a decision, and changed in no other way (42501). */
export const openingErasureSql = `
ALTER TABLE justera.evidence_opening ADD COLUMN decision text;
CREATE FUNCTION justera.guard_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.decision <> '' AND NEW.salt IS NULL AND NEW.value IS NULL
     AND (NEW.body_id, NEW.sign_request_id, NEW.sequence, NEW.name) IS NOT DISTINCT FROM (OLD.body_id, OLD.sign_request_id, OLD.sequence, OLD.name) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what opens a commitment is kept, or erased by a decision' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER guard_opening BEFORE UPDATE OR DELETE ON justera.evidence_opening FOR EACH ROW EXECUTE FUNCTION justera.guard_opening();
CREATE TRIGGER guard_openings BEFORE TRUNCATE ON justera.evidence_opening FOR EACH STATEMENT EXECUTE FUNCTION justera.guard_opening();
GRANT UPDATE (salt, value, erased_at, decision) ON justera.evidence_opening TO justera_api;`;
