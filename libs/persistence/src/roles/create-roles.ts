import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { errorCode } from '#platform';
import { PersistenceError } from '../database/errors.js';
import { DATABASE_ROLES, DOORKEEPER, loginOf, type DatabaseRole } from './role-names.js';

export type RolePasswords = Readonly<Record<DatabaseRole, string>>;

export function newRolePasswords(): RolePasswords {
  return Object.fromEntries(DATABASE_ROLES.map((role) => [role, randomBytes(24).toString('base64url')])) as Record<DatabaseRole, string>;
}

/** The name of our database on a server that is ours alone. */
export const DATABASE_NAME = 'justera';

/** PostgreSQL 14: the oldest that we say we work with. */
const OLDEST_SERVER = 140_000;
/** Any constant that nobody else uses: two processes that start at once must not create the same role at once. */
const SET_UP_LOCK = 5_275_238;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [SET_UP_LOCK]);
    return await work(client);
  } finally {
    // Ends the lock too.
    await client.end();
  }
}

/**
 * Creates the roles that are missing; what is there already is left as it is, so that a login without the right to create
 * roles can start on a database that an administrator has prepared.
 * @param passwords each role gets a login of its own with them. Without (one login that sets the role on each connection),
 * no role can log in, and the login becomes a member of `memberOf`.
 * @throws PersistenceError `roles-missing`, `server-too-old`
 */
export async function createRoles(adminUrl: string, passwords: RolePasswords | undefined, memberOf: readonly DatabaseRole[] = DATABASE_ROLES): Promise<void> {
  await connected(adminUrl, async (client) => {
    const version = await first<{ version: number }>(client, "SELECT current_setting('server_version_num')::int AS version");
    if ((version?.version ?? 0) < OLDEST_SERVER) throw new PersistenceError('server-too-old', 'PostgreSQL 14 or newer is needed');
    const existing = new Set((await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles')).rows.map((row) => row.rolname));
    for (const login of [...DATABASE_ROLES.map(loginOf), DOORKEEPER]) {
      if (!existing.has(login)) await asAdministrator(client, `CREATE ROLE ${quote(login)} NOLOGIN NOINHERIT`);
    }
    for (const role of passwords ? DATABASE_ROLES : []) {
      await client.query(`ALTER ROLE ${quote(loginOf(role))} LOGIN PASSWORD ${literal(passwords?.[role] ?? '')}`);
    }
    for (const role of passwords ? [] : memberOf) await becomeMember(client, loginOf(role));
    const keeps = await first(client, `SELECT 1 WHERE pg_has_role('${loginOf('migrate')}', '${DOORKEEPER}', 'MEMBER')`);
    if (keeps === undefined) await asAdministrator(client, `GRANT ${quote(DOORKEEPER)} TO ${quote(loginOf('migrate'))}`);
  });
}

/** Membership alone does not tell whether the role can be set (PostgreSQL 16 keeps them apart): so it is tried. */
async function becomeMember(client: pg.Client, login: string): Promise<void> {
  try {
    await client.query(`SET ROLE ${quote(login)}`);
    await client.query('RESET ROLE');
  } catch (error) {
    if (errorCode(error) !== '42501') throw error;
    await asAdministrator(client, `GRANT ${quote(login)} TO CURRENT_USER`);
  }
}

async function asAdministrator(client: pg.Client, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (errorCode(error) !== '42501') throw error;
    throw new PersistenceError('roles-missing', `an administrator of the database has to run: ${sql}`, { cause: error });
  }
}

/** Our database on a server that is ours alone, for our roles alone; returns `adminUrl` with it. */
export async function createDatabase(adminUrl: string): Promise<string> {
  await connected(adminUrl, async (client) => {
    const found = await first(client, `SELECT 1 FROM pg_database WHERE datname = '${DATABASE_NAME}'`);
    if (found === undefined) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE_NAME} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE_NAME} TO ${DATABASE_ROLES.map((role) => quote(loginOf(role))).join(', ')}`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE_NAME}`;
  return url.href;
}

/** The two schemas and who owns them. */
export async function createSchemas(databaseUrl: string): Promise<void> {
  await connected(databaseUrl, async (client) => {
    const existing = new Set((await client.query<{ nspname: string }>('SELECT nspname FROM pg_namespace')).rows.map((row) => row.nspname));
    const owners = { justera: loginOf('migrate'), bullmq: loginOf('queue') };
    for (const [schema, owner] of Object.entries(owners)) {
      if (!existing.has(schema)) await asAdministrator(client, `CREATE SCHEMA ${schema} AUTHORIZATION ${quote(owner)}`);
    }
    // BullMQ asks for its schema to be created whether it is there or not, and PostgreSQL looks at the right first.
    const may = await first(client, `SELECT current_database() AS name WHERE NOT has_database_privilege('${loginOf('queue')}', current_database(), 'CREATE')`);
    if (may !== undefined) await asAdministrator(client, `GRANT CREATE ON DATABASE ${quote(may.name)} TO ${quote(loginOf('queue'))}`);
  });
}

async function first<Row extends object = { name: string }>(client: pg.Client, sql: string): Promise<Row | undefined> {
  return (await client.query<Row>(sql)).rows[0];
}
