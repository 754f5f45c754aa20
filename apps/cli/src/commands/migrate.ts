import { setUpExternalDatabase } from '#persistence';
import { loadConfig } from '#platform';
import { UsageError } from '../usage.js';

/** `justera migrate`: roles, schemas and migrations on the database of DATABASE_URL. Idempotent; safe to run twice at once. */
export async function migrate(): Promise<number> {
  const config = loadConfig({ ...process.env, MODE: process.env['MODE'] ?? 'production' }, 'cli');
  if (config.databaseUrl === undefined) throw new UsageError('DATABASE_URL is needed: postgres://user:password@host/database, as a user who may create roles');
  const { migrated } = await setUpExternalDatabase(config.databaseUrl, config.databaseRoleUrls);
  console.log(migrated.length === 0 ? 'the database is up to date' : migrated.map((name) => `ran ${name}`).join('\n'));
  return 0;
}
