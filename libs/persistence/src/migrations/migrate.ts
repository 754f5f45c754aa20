import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../database/data-source-options.js';
import { ErrorReports1764600000000 } from './error-reports-1764600000000.js';
import { EvidenceLog1764800000000 } from './evidence-log-1764800000000.js';
import { EvidenceWaitingList1764950000000 } from './evidence-waiting-list-1764950000000.js';
import { FirstSchema1764000000000 } from './first-schema-1764000000000.js';
import { Notices1764850000000 } from './notices-1764850000000.js';
import { NoticesDue1764960000000 } from './notices-due-1764960000000.js';
import { Remarks1764890000000 } from './remarks-1764890000000.js';
import { Substitutes1764900000000 } from './substitutes-1764900000000.js';
import { RewrittenUploads1764500000000 } from './rewritten-uploads-1764500000000.js';
import { TimeToSign1764710000000 } from './time-to-sign-1764710000000.js';
import { WakeWatchers1764810000000 } from './wake-watchers-1764810000000.js';

/** In order: a migration that has landed is never changed, and none is put before it. */
const migrations = [
  FirstSchema1764000000000, RewrittenUploads1764500000000, ErrorReports1764600000000, TimeToSign1764710000000, EvidenceLog1764800000000, WakeWatchers1764810000000, Notices1764850000000,
  Remarks1764890000000, Substitutes1764900000000, EvidenceWaitingList1764950000000, NoticesDue1764960000000,
];

/** Any constant, as long as nobody else uses it: two processes that start at once must not migrate at once. */
const MIGRATION_LOCK = 5_275_237;

/**
 * Brings the schema up to date; returns the names of the migrations that ran. The lock is held on a connection of its own: on a pooled one it
 * would stay behind.
 */
export async function migrate(url: string): Promise<string[]> {
  const source = new DataSource(
    dataSourceOptions({ url, role: 'migrate', poolSize: 2, onPoolError: () => undefined, migrations }),
  );
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return (await source.runMigrations({ transaction: 'all' })).map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
    await source.destroy();
  }
}
