import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase, setUpExternalDatabase, setUpOwnServer, startEmbeddedPostgres, type EmbeddedPostgres } from '#persistence';
import { randomIds } from '#platform';

let folder: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-set-up-'));
  server = await startEmbeddedPostgres({ dataFolder: folder });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlAs(user: string, database: string): string {
  const url = new URL(server.adminUrl);
  [url.username, url.password, url.pathname] = [user, 'secret', `/${database}`];
  return url.href;
}

const bodyRow = { slug: 'a', displayName: 'A', defaultLanguage: 'sv' as const, timeZone: 'Europe/Stockholm', profile: {}, createdAt: new Date() };

// In this order: roles belong to the whole server, and the first tests need one without them.
test('a login that may not create roles is told what an administrator has to run', async () => {
  await asAdmin(async (admin) => {
    await admin.query("CREATE ROLE humble LOGIN PASSWORD 'secret'");
    await admin.query('CREATE DATABASE humble OWNER humble');
  });
  await expect(setUpExternalDatabase(urlAs('humble', 'humble'))).rejects.toMatchObject({ code: 'roles-missing', message: expect.stringContaining('CREATE ROLE') as string });
});

test('one login that is no superuser sets everything up, twice at once and again, and works as every role by setting it', async () => {
  await asAdmin(async (admin) => {
    await admin.query("CREATE ROLE dba LOGIN CREATEROLE PASSWORD 'secret'");
    await admin.query('CREATE DATABASE theirs OWNER dba');
  });
  const url = urlAs('dba', 'theirs');
  const both = await Promise.all([setUpExternalDatabase(url), setUpExternalDatabase(url)]);
  // One of the two ran them all, each once.
  expect(both.map(({ migrated }) => migrated.length).filter((count) => count > 0)).toHaveLength(1);
  expect(both.flatMap(({ migrated }) => migrated)[0]).toBe('FirstSchema1764000000000');
  const access = await setUpExternalDatabase(url);
  expect(access.migrated).toEqual([]);
  const api = await openDatabase({ url: access.urlOf('api'), role: 'api' });
  const bodyId = randomIds.id();
  try {
    await api.inBody(bodyId, (tx) => tx.bodies.insert(bodyRow));
    expect(await api.inBody(bodyId, (tx) => tx.query('SELECT current_user AS role'))).toEqual([{ role: 'justera_api' }]);
    expect(await api.inBody(randomIds.id(), (tx) => tx.query('SELECT * FROM justera.body'))).toEqual([]);
    await expect(api.inBody(bodyId, (tx) => tx.query('SELECT * FROM justera.email_code'))).rejects.toMatchObject({ code: '42501' });
  } finally {
    await api.close();
  }
});

test('on a server of our own every role has its own login, kept 0600, and the same ones after a restart', async () => {
  await asAdmin((admin) => admin.query('DROP DATABASE theirs WITH (FORCE)'));
  const first = await setUpOwnServer(server.adminUrl, folder);
  const again = await setUpOwnServer(server.adminUrl, folder);
  expect(first.migrated.length).toBeGreaterThan(0);
  expect(again.migrated).toEqual([]);
  expect(again.urlOf('signer')).toBe(first.urlOf('signer'));
  expect(statSync(path.join(folder, 'database-roles.json')).mode & 0o777).toBe(0o600);
  const passwords = (['api', 'signer', 'worker', 'migrate', 'reader', 'relay', 'queue'] as const).map((role) => new URL(first.urlOf(role)).password);
  expect(new Set(passwords).size).toBe(7);
});
