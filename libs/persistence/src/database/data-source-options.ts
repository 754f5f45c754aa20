import pg from 'pg';
import type { DataSourceOptions, MixedList } from 'typeorm';
import { loginOf, type DatabaseRole } from '../roles/role-names.js';
import * as tables from '../tables/index.js';
import { PersistenceError } from './errors.js';

export const ENTITIES = [
  tables.bodyTable,
  tables.meetingTable,
  tables.signRequestTable,
  tables.signRequestEventTable,
  tables.signTaskTable,
  tables.formerSignatoryTable,
  tables.linkTokenTable,
  tables.taskSessionTable,
  tables.staffSessionTable,
  tables.installationTable,
  tables.blobTable,
  tables.blobChunkTable,
  tables.revisionTable,
  tables.revisionHeadTable,
  tables.emailCodeTable,
  tables.openIdTransactionTable,
  tables.identityAssertionTable,
  tables.activationTokenTable,
  tables.signingAuthorisationTable,
  tables.signingAttemptTable,
  tables.evidenceEntryTable,
  tables.evidenceOpeningTable,
  tables.evidencePendingTable,
  tables.evidenceLeafTable,
  tables.evidenceTileTable,
  tables.evidenceCheckpointTable,
  tables.evidenceDeliveryTable,
  tables.outboxTable,
  tables.effectTable,
  tables.mailTable,
] as const;

const INT8 = 20;
const DATE = 1082;

/**
 * How values come out of PostgreSQL: int8 as a number (lengths and fences stay far below 2^53), a calendar day as the
 * text it is (a Date would drag a time zone into it), everything else as pg does.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return (value: string) => Number(value);
    if (oid === DATE) return (value: string) => value;
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** `url` without its options, and the startup options that make the connection the role's. */
export function connectionFor(url: string, role: DatabaseRole): { connectionString: string; options: string | undefined } {
  if (!URL.canParse(url)) throw new PersistenceError('database-url-invalid', 'the database URL cannot be read');
  const login = loginOf(role);
  const isOwnLogin = decodeURIComponent(new URL(url).username) === login;
  return { connectionString: url, options: isOwnLogin ? undefined : `-c role=${login}` };
}

export interface SourceSettings {
  url: string;
  role: DatabaseRole;
  poolSize: number;
  onPoolError: (error: unknown) => void;
  // TypeORM types a list of classes so.
  migrations?: MixedList<new () => object>;
}

export function dataSourceOptions(settings: SourceSettings): DataSourceOptions {
  const { connectionString, options } = connectionFor(settings.url, settings.role);
  return {
    type: 'postgres',
    url: connectionString,
    schema: 'justera',
    entities: [...ENTITIES],
    migrations: settings.migrations ?? [],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolSize: settings.poolSize,
    connectTimeoutMS: 10_000,
    applicationName: loginOf(settings.role),
    poolErrorHandler: settings.onPoolError,
    extra: { types: valueTypes, ...(options === undefined ? {} : { options }) },
  };
}
