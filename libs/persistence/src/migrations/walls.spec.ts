import pg from 'pg';
import { loginOf, type Database, type DatabaseRole } from '#persistence';
import { randomIds } from '#platform';
import { fillCase, type FilledCase } from '../testing/fill-case.js';
import { createCase, createTestDatabase, SOME_SHA256, type TestDatabase } from '../testing/test-database.js';

let world: TestDatabase;
let api: Database;
let signer: Database;
let worker: Database;
let a: FilledCase;
let b: FilledCase;

beforeAll(async () => {
  world = await createTestDatabase();
  [api, signer, worker] = await Promise.all([world.open('api'), world.open('signer'), world.open('worker')]);
  [a, b] = [await fillCase({ api, signer, worker }), await fillCase({ api, signer, worker })];
}, 60_000);
afterAll(() => world.close());

/** One connection as the role's own login. */
async function as<T>(role: DatabaseRole, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.access.urlOf(role) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const tablesOf = async (): Promise<string[]> =>
  (await world.admin.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'justera' AND tablename <> 'schema_migration' ORDER BY 1")).rows.map((row) => row.name);

const WITHOUT_BODY = ['event_writer', 'evidence_checkpoint', 'evidence_delivery', 'evidence_tile', 'installation'];
/** The log is of all bodies: those who grow, seal and read it see ids and hashes of every one. */
const WHOLE_LOG: Readonly<Record<string, readonly string[]>> = { worker: ['evidence_leaf', 'evidence_pending'], signer: ['evidence_leaf'], reader: ['evidence_leaf'] };
const PROCESS_ROLES = ['api', 'signer', 'worker', 'reader'] as const;

test('every table but those of the installation and of the log as a whole has a body, and row-level security is forced on all', async () => {
  const { rows } = await world.admin.query<{ name: string; forced: boolean; has_body: boolean }>(
    `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
            EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'body_id') AS has_body
     FROM pg_class c WHERE c.relnamespace = 'justera'::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_migration' ORDER BY 1`,
  );
  expect(rows.filter((row) => !row.forced)).toEqual([]);
  expect(rows.filter((row) => !row.has_body).map((row) => row.name)).toEqual(WITHOUT_BODY);
});

test('the rights of every role, in full', async () => {
  const granted: Record<string, Record<string, string[]>> = {};
  for (const role of ['api', 'signer', 'worker', 'reader', 'relay', 'queue'] as const) {
    const { rows } = await world.admin.query<{ name: string; right: string }>(
      `SELECT t.tablename AS name, p.right FROM pg_tables t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS p("right")
       WHERE schemaname = 'justera' AND has_table_privilege($1, 'justera.' || tablename, p.right) ORDER BY 1, 2`,
      [loginOf(role)],
    );
    granted[role] = {};
    for (const { name, right } of rows) (granted[role][right] ??= []).push(name);
  }
  const readable = [
    ...['blob', 'blob_chunk', 'body', 'effect', 'event_writer', 'evidence_checkpoint', 'evidence_delivery', 'evidence_entry', 'evidence_leaf', 'evidence_opening', 'evidence_tile'],
    ...['former_signatory', 'link_token', 'mail', 'meeting', 'outbox', 'revision'],
    ...['revision_head', 'sign_request', 'sign_request_event', 'sign_task', 'signing_attempt', 'signing_authorisation'],
  ];
  const ceremony = ['activation_token', 'email_code', 'identity_assertion', 'openid_transaction'];
  expect(granted).toEqual({
    api: {
      SELECT: [...readable, 'installation', 'staff_session', 'task_session'].sort(),
      INSERT: [...['blob', 'blob_chunk', 'body', 'evidence_entry', 'evidence_opening', 'installation', 'meeting', 'outbox', 'sign_request', 'sign_request_event'], ...['sign_task', 'staff_session', 'task_session']],
      UPDATE: ['body', 'meeting', 'sign_request', 'sign_task', 'staff_session', 'task_session'],
      DELETE: ['staff_session', 'task_session'],
    },
    signer: {
      SELECT: [...readable, ...ceremony, 'task_session'].sort(),
      INSERT: [
        ...[...ceremony, 'blob', 'blob_chunk', 'effect', 'evidence_checkpoint', 'evidence_entry', 'evidence_opening', 'mail', 'outbox', 'revision', 'revision_head', 'sign_request_event'],
        ...['signing_attempt', 'signing_authorisation'],
      ].sort(),
      UPDATE: ['activation_token', 'email_code', 'mail', 'openid_transaction', 'revision_head', 'sign_request', 'sign_task', 'signing_attempt', 'signing_authorisation'],
      DELETE: ['task_session'],
    },
    worker: {
      SELECT: [...readable, 'evidence_pending', 'task_session'].sort(),
      INSERT: ['effect', 'evidence_delivery', 'evidence_entry', 'evidence_leaf', 'evidence_opening', 'evidence_tile', 'link_token', 'mail', 'outbox', 'sign_request_event'],
      UPDATE: ['effect', 'link_token', 'mail', 'sign_request', 'sign_task'],
      DELETE: ['evidence_pending', 'task_session'],
    },
    reader: { SELECT: [...readable, 'identity_assertion'].sort() },
    relay: { SELECT: ['outbox'] },
    queue: {},
  });
});

test.each(PROCESS_ROLES)('without a body, %s sees no row of any body, and with one only its own', async (role) => {
  await as(role, async (client) => {
    for (const table of await tablesOf()) {
      if (WITHOUT_BODY.includes(table) || table === 'staff_session' || WHOLE_LOG[role]?.includes(table)) continue;
      const { rows } = await world.admin.query<{ may: boolean }>('SELECT has_table_privilege($1, $2, $3) AS may', [loginOf(role), `justera.${table}`, 'SELECT']);
      if (!rows[0]?.may) continue;
      expect([table, (await client.query(`SELECT 1 FROM justera.${table}`)).rowCount]).toEqual([table, 0]);
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.body', $1, true)", [b.bodyId]);
      const seen = (await client.query<{ body_id: string }>(`SELECT DISTINCT body_id FROM justera.${table}`)).rows.map((row) => row.body_id);
      await client.query('COMMIT');
      expect([table, seen]).toEqual([table, [b.bodyId]]);
      // After the transaction the setting is empty, not absent: that must not open anything, nor fail.
      expect([table, (await client.query(`SELECT 1 FROM justera.${table}`)).rowCount]).toEqual([table, 0]);
    }
  });
});

test('body A cannot write into body B, nor point at what is B’s', async () => {
  await expect(api.inBody(a.bodyId, (tx) => tx.execute('INSERT INTO justera.meeting (id, body_id, meeting_date, title) VALUES ($1, $2, now(), $3)', [randomIds.id(), b.bodyId, 'x']))).rejects.toMatchObject({ code: '42501' });
  expect(await api.inBody(a.bodyId, (tx) => tx.execute('UPDATE justera.meeting SET title = $1 WHERE body_id = $2', ['x', b.bodyId]))).toBe(0);
  await expect(
    worker.inBody(a.bodyId, (tx) =>
      tx.links.register({ id: randomIds.id(), signRequestId: b.signRequestId, taskId: null, purpose: 'download', rotation: 0, tokenSha256: 'x', createdAt: new Date() }),
    ),
  ).rejects.toMatchObject({ code: '23503' });
  expect(await api.inBody(a.bodyId, (tx) => tx.signRequests.get(b.signRequestId))).toBeUndefined();
  expect(await signer.inBody(a.bodyId, (tx) => tx.activationTokens.redeem(b.activationSha256, new Date('2026-04-01')))).toBeUndefined();
  expect(await worker.inBody(a.bodyId, (tx) => tx.authorisations.voidOpen(b.signRequestId, new Date()))).toEqual([]);
});

test('one pooled connection, alternating bodies, after an error and a rollback too: never the other body’s rows', async () => {
  const single = await world.open('api', 1);
  const titles = (bodyId: string) => single.inBody(bodyId, (tx) => tx.query<{ body_id: string }>('SELECT body_id FROM justera.sign_request'));
  for (let round = 0; round < 20; round += 1) {
    const mine = round % 2 === 0 ? a : b;
    expect((await titles(mine.bodyId)).every((row) => row.body_id === mine.bodyId)).toBe(true);
    await expect(single.inBody(mine.bodyId, (tx) => tx.query('SELECT 1 / 0'))).rejects.toMatchObject({ code: '22012' });
    await expect(single.inBody(mine.bodyId, () => Promise.reject(new Error('changed my mind')))).rejects.toThrow('changed my mind');
    expect(await single.withoutBody(async (lookups) => (await lookups.bodies()).length)).toBe(2);
    expect(await titles(randomIds.id())).toEqual([]);
  }
});

test.each([
  ['api', 'identity_assertion', "INSERT INTO justera.identity_assertion (id) VALUES (gen_random_uuid())"],
  ['api', 'email_code', 'SELECT code_hmac FROM justera.email_code'],
  ['api', 'email_code', 'UPDATE justera.email_code SET tries = 0'],
  ['api', 'openid_transaction', 'SELECT code_verifier FROM justera.openid_transaction'],
  ['api', 'activation_token', 'INSERT INTO justera.activation_token (id) VALUES (gen_random_uuid())'],
  ['api', 'activation_token', 'UPDATE justera.activation_token SET redeemed_at = NULL'],
  ['api', 'signing_authorisation', 'INSERT INTO justera.signing_authorisation (id) VALUES (gen_random_uuid())'],
  ['api', 'signing_authorisation', "UPDATE justera.signing_authorisation SET state = 'open', closed_at = NULL"],
  ['api', 'signing_attempt', "UPDATE justera.signing_attempt SET outcome = 'signed'"],
  ['api', 'revision', 'INSERT INTO justera.revision (number) VALUES (2)'],
  ['api', 'revision_head', 'UPDATE justera.revision_head SET fence = 0'],
  ['api', 'link_token', 'INSERT INTO justera.link_token (id) VALUES (gen_random_uuid())'],
  ['api', 'event_writer', "INSERT INTO justera.event_writer VALUES ('SignTaskSigned', 'justera_api')"],
  ['api', 'outbox', 'DELETE FROM justera.outbox'],
  ['worker', 'identity_assertion', 'SELECT name FROM justera.identity_assertion'],
  ['worker', 'email_code', 'SELECT code_hmac FROM justera.email_code'],
  ['worker', 'signing_authorisation', "UPDATE justera.signing_authorisation SET state = 'open'"],
  ['worker', 'revision_head', 'UPDATE justera.revision_head SET fence = 0'],
  ['worker', 'installation', 'SELECT value FROM justera.installation'],
  ['signer', 'installation', 'SELECT value FROM justera.installation'],
  ['signer', 'staff_session', 'SELECT 1 FROM justera.staff_session'],
  ['relay', 'sign_request', 'SELECT 1 FROM justera.sign_request'],
  ['relay', 'outbox', "UPDATE justera.outbox SET payload = '{}'"],
  ['queue', 'outbox', 'SELECT 1 FROM justera.outbox'],
  ['queue', 'sign_request', 'SELECT 1 FROM justera.sign_request'],
  ['reader', 'task_session', 'SELECT 1 FROM justera.task_session'],
  ['reader', 'sign_request', "UPDATE justera.sign_request SET state = 'completed'"],
] as const)('%s cannot touch %s: %s', async (role, _table, sql) => {
  await as(role, async (client) => {
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.body', $1, true)", [a.bodyId]);
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

test('a compromised API cannot claim that somebody consented or signed, that a case was prepared or completed', async () => {
  const refused = { code: '42501' };
  const write = (sql: string) => api.inBody(a.bodyId, (tx) => tx.execute(sql, [a.signRequestId]));
  for (const type of ['SignTaskConsented', 'SignTaskSigned', 'SignRequestPrepared', 'SignRequestCompleted', 'SigningOrderFulfilled', 'SigningStepOpened', 'SignTaskOpened'] as const) {
    const event = { id: randomIds.id(), signRequestId: a.signRequestId, version: 2, type, payload: {}, at: new Date() };
    await expect(api.inBody(a.bodyId, (tx) => tx.events.append(event))).rejects.toMatchObject(refused);
  }
  for (const change of [
    ...["state = 'signed'", "state = 'consented'", 'signed_at = now()', 'consented_at = now()', "field_name = 'f'"],
    ...["email = 'thief@exempel.example'", "name = 'Somebody Else'", "role = 'chair'", 'step = 2'],
  ]) {
    await expect(write(`UPDATE justera.sign_task SET ${change} WHERE sign_request_id = $1`)).rejects.toMatchObject(refused);
  }
  // With a new link the desk may; but the database keeps who it was, and neither role nor place changes with the person.
  for (const change of [
    ...["email = 'thief@exempel.example', link_rotation = link_rotation + 1, state = 'open', role = 'chair'", "name = 'Somebody Else', link_rotation = link_rotation + 1, printed_name = 'Somebody Else'"],
    ...["name = 'Somebody Else', link_rotation = link_rotation + 1", "printed_name = 'Nobody'"],
  ]) {
    await expect(write(`UPDATE justera.sign_task SET ${change} WHERE sign_request_id = $1`)).rejects.toMatchObject(refused);
  }
  for (const change of [
    ...["state = 'completing'", "state = 'completed'", 'completed_at = now()', `prepared_sha256 = '${SOME_SHA256}'`, `original_sha256 = repeat('0', 64)`],
    ...["required_level_of_assurance = 'low'", "authentication_method = 'emailCode'", "title = 'Another'", 'page_count = 3'],
  ]) {
    await expect(write(`UPDATE justera.sign_request SET ${change} WHERE id = $1`)).rejects.toMatchObject(refused);
  }
  // The control: what the API may do, it can.
  expect(await write("UPDATE justera.sign_request SET state = 'withdrawn' WHERE id = $1")).toBe(1);
  expect(await write("UPDATE justera.sign_request SET state = 'preparing' WHERE id = $1")).toBe(1);
});

test('evidence, events and revisions refuse UPDATE, DELETE and TRUNCATE: to the owner, to the superuser, and to a replication session', async () => {
  const statements = ['evidence_entry', 'sign_request_event', 'revision'].flatMap((table) => [
    `UPDATE justera.${table} SET at = now()`,
    `DELETE FROM justera.${table}`,
    `TRUNCATE justera.${table} CASCADE`,
  ]);
  await as('migrate', async (owner) => {
    for (const sql of statements) {
      await owner.query('BEGIN');
      await owner.query("SELECT set_config('app.body', $1, true)", [a.bodyId]);
      await expect(owner.query(sql)).rejects.toMatchObject({ code: 'P0001' });
      await owner.query('ROLLBACK');
    }
  });
  const client = await world.admin.connect();
  for (const sql of statements) {
    await expect(client.query(sql)).rejects.toMatchObject({ code: 'P0001' });
    await client.query("SET session_replication_role = 'replica'");
    await expect(client.query(sql)).rejects.toMatchObject({ code: 'P0001' });
    await client.query("SET session_replication_role = 'origin'");
  }
  client.release();
});

test('evidence continues the chain or is refused; two at once give one', async () => {
  const c = await createCase(api, a.bodyId);
  const entry = (sequence: number, previousHash: string, entryHash: string) => ({
    id: randomIds.id(), signRequestId: c.signRequestId, sequence, previousHash, entryHash, entry: {}, canonical: '{}', at: new Date(),
  });
  const append = (...args: Parameters<typeof entry>) => api.inBody(c.bodyId, (tx) => tx.evidence.append(entry(...args)));
  const zeros = '0'.repeat(64);
  await expect(append(2, zeros, 'x')).rejects.toMatchObject({ code: '23514' });
  await expect(append(1, 'elsewhere', 'x')).rejects.toMatchObject({ code: '23514' });
  const both = await Promise.allSettled([append(1, zeros, 'h1'), append(1, zeros, 'h1b')]);
  expect(both.filter((done) => done.status === 'fulfilled')).toHaveLength(1);
  const tip = await api.inBody(c.bodyId, (tx) => tx.evidence.tip(c.signRequestId));
  await api.inBody(c.bodyId, (tx) => tx.evidence.append(entry(2, tip.entryHash, 'h2'), entry(3, 'h2', 'h3')));
  expect(await api.inBody(c.bodyId, (tx) => tx.evidence.tip(c.signRequestId))).toEqual({ sequence: 3, entryHash: 'h3' });
});

test('what is asked before the body is known: one exact answer, to those who need it', async () => {
  expect(await api.withoutBody((l) => l.link(a.linkSha256))).toMatchObject({ bodyId: a.bodyId, taskId: a.taskId, purpose: 'sign', revokedAt: null });
  expect(await api.withoutBody((l) => l.link('0'.repeat(64)))).toBeUndefined();
  expect(await api.withoutBody((l) => l.taskSession(b.sessionSha256))).toMatchObject({ bodyId: b.bodyId, signRequestId: b.signRequestId });
  expect(await signer.withoutBody((l) => l.openIdTransaction(b.openIdStateSha256))).toEqual({ bodyId: b.bodyId, taskId: b.taskId });
  expect(await api.withoutBody((l) => l.bodyOfSignRequest(a.signRequestId))).toBe(a.bodyId);
  expect(await api.withoutBody((l) => l.bodyOfSignRequest(randomIds.id()))).toBeUndefined();
  expect((await worker.withoutBody((l) => l.bodies())).map((body) => body.bodyId).sort()).toEqual([a.bodyId, b.bodyId].sort());
  await expect(api.withoutBody((l) => l.openIdTransaction(b.openIdStateSha256))).rejects.toMatchObject({ code: '42501' });
  await expect(worker.withoutBody((l) => l.link(a.linkSha256))).rejects.toMatchObject({ code: '42501' });
  await expect(as('reader', (client) => client.query('SELECT * FROM justera.list_bodies()'))).rejects.toMatchObject({ code: '42501' });
});

test('nobody can log in as the doorkeeper, and it can make nothing in the schema', async () => {
  const { rows } = await world.admin.query(
    `SELECT rolcanlogin, rolsuper, rolbypassrls, has_schema_privilege(rolname, 'justera', 'CREATE') AS may_create FROM pg_roles WHERE rolname = 'justera_doorkeeper'`,
  );
  expect(rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false, may_create: false }]);
  const others = await world.admin.query("SELECT 1 FROM pg_roles WHERE rolname LIKE 'justera\\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)");
  expect(others.rowCount).toBe(0);
});
