import { JusteraError, type ErrorDetails } from '#platform';

export type PersistenceErrorCode =
  /** The body id is not a lower-case UUID. */
  | 'body-id-invalid'
  /** The row that must exist does not, for this body. */
  | 'not-found'
  /** Somebody else changed it first: the version, head or state is no longer what was decided on. */
  | 'stale'
  | 'blob-missing'
  | 'blob-damaged'
  /** The log of all cases lacks something, or holds something of another length. */
  | 'log-damaged'
  /** No PostgreSQL binaries for this operating system and processor. */
  | 'platform-unsupported'
  /** Root, but no unprivileged user to run PostgreSQL as. */
  | 'no-unprivileged-user'
  | 'postgres-not-started'
  | 'postgres-not-stopped'
  /** The login may not create roles and they do not exist; an administrator has to. */
  | 'roles-missing'
  | 'server-too-old'
  | 'database-url-invalid';

export class PersistenceError extends JusteraError<PersistenceErrorCode> {
  constructor(code: PersistenceErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(code, message, options);
  }
}
