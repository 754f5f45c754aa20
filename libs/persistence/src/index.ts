export { PersistenceError, type PersistenceErrorCode } from './database/errors.js';
export { openDatabase, type Database, type OpenDatabaseOptions, type TransactionOptions } from './database/open-database.js';
export { type FoundLink, type FoundTaskSession, type ListedBody, Lookups } from './database/lookups.js';
export { type SqlSession } from './database/sql-session.js';
export { Transaction } from './database/transaction.js';
export { DATABASE_ROLES, loginOf, type DatabaseRole } from './roles/role-names.js';
export * from './stores/index.js';
export type * from './tables/index.js';
