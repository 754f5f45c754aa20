import { spawnSync } from 'node:child_process';
import { PersistenceError } from '../database/errors.js';

export interface UnixUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. Undefined when we are not root. */
export function unprivilegedUser(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (ids.every((done) => done.status === 0)) return { uid: Number(ids[0]?.stdout), gid: Number(ids[1]?.stdout) };
  }
  throw new PersistenceError('no-unprivileged-user', 'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"');
}
