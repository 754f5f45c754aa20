import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DATABASE_ROLES, DOORKEEPER, loginOf, type DatabaseRole } from './role-names.js';

export type RolePasswords = Readonly<Record<DatabaseRole, string>>;

export function newRolePasswords(): RolePasswords {
  return Object.fromEntries(DATABASE_ROLES.map((role) => [role, randomBytes(24).toString('base64url')])) as Record<DatabaseRole, string>;
}

/** The name of our database on a server that is ours alone. */
export const DATABASE_NAME = 'justera';

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Creates the roles (idempotent). With passwords each gets its own login; without (an external server whose one login sets the role), none
 * can log in and the login becomes a member of all.
 */
export async function createRoles(adminUrl: string, passwords: RolePasswords | undefined): Promise<void> {
  await connected(adminUrl, async (client) => {
    const existing = new Set((await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles')).rows.map((row) => row.rolname));
    for (const role of DATABASE_ROLES) {
      const login = quote(loginOf(role));
      if (!existing.has(loginOf(role))) await client.query(`CREATE ROLE ${login} NOLOGIN NOINHERIT`);
      if (passwords) await client.query(`ALTER ROLE ${login} LOGIN PASSWORD ${literal(passwords[role])}`);
      else await client.query(`GRANT ${login} TO CURRENT_USER`);
    }
    if (!existing.has(DOORKEEPER)) await client.query(`CREATE ROLE ${quote(DOORKEEPER)} NOLOGIN NOINHERIT`);
    await client.query(`GRANT ${quote(DOORKEEPER)} TO ${quote(loginOf('migrate'))}`);
  });
}

/** Our database on a server that is ours alone; returns `adminUrl` with it. */
export async function createDatabase(adminUrl: string): Promise<string> {
  await connected(adminUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE_NAME}`;
  return url.href;
}

/** The two schemas and who owns them. */
export async function createSchemas(databaseUrl: string): Promise<void> {
  await connected(databaseUrl, async (client) => {
    const [migrate, queue, keeper] = [quote(loginOf('migrate')), quote(loginOf('queue')), quote(DOORKEEPER)];
    await client.query('SELECT pg_advisory_lock(5275238)');
    await client.query(`CREATE SCHEMA IF NOT EXISTS justera AUTHORIZATION ${migrate}`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS bullmq AUTHORIZATION ${queue}`);
    // ALTER FUNCTION … OWNER TO asks that the new owner may create in the schema.
    await client.query(`GRANT USAGE, CREATE ON SCHEMA justera TO ${keeper}`);
    await client.query(`GRANT CREATE ON DATABASE ${quote(new URL(databaseUrl).pathname.slice(1))} TO ${queue}`);
  });
}
