import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DATABASE_ROLES, loginOf, type DatabaseRole } from './roles/role-names.js';
import { createDatabase, createRoles, createSchemas, newRolePasswords, type RolePasswords } from './roles/create-roles.js';
import { migrate } from './migrations/migrate.js';

export interface DatabaseAccess {
  /** Where a process connects as the role. */
  urlOf(role: DatabaseRole): string;
  /** The migrations that ran now. */
  migrated: readonly string[];
}

function keptPasswords(folder: string): RolePasswords {
  const file = path.join(folder, 'database-roles.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RolePasswords;
  const passwords = newRolePasswords();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}

/** A server that is ours alone (the embedded one): roles with logins of their own, database, schemas, migrations. Idempotent. */
export async function setUpOwnServer(adminUrl: string, dataFolder: string): Promise<DatabaseAccess> {
  const passwords = keptPasswords(dataFolder);
  await createRoles(adminUrl, passwords);
  const databaseUrl = await createDatabase(adminUrl);
  await createSchemas(databaseUrl);
  const migrated = await migrate(databaseUrl);
  return {
    migrated,
    urlOf: (role) => {
      const url = new URL(databaseUrl);
      url.username = loginOf(role);
      url.password = passwords[role];
      return url.href;
    },
  };
}

/**
 * A database that others run, reached by one URL: roles are set on each connection, unless a role has a URL of its own. Idempotent;
 * what is there is left as it is, so that the login needs the right to create roles only the first time, or never when an administrator
 * has made them.
 * @throws PersistenceError `roles-missing` with the statement an administrator has to run, `server-too-old`
 */
export async function setUpExternalDatabase(url: string, own: Partial<Record<DatabaseRole, string | undefined>> = {}): Promise<DatabaseAccess> {
  await createRoles(
    url,
    undefined,
    DATABASE_ROLES.filter((role) => own[role] === undefined),
  );
  await createSchemas(url);
  return { migrated: await migrate(own.migrate ?? url), urlOf: (role) => own[role] ?? url };
}
