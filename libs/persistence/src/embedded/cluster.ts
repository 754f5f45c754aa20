import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PersistenceError } from '../database/errors.js';
import { findBinaries, type Binaries } from './binaries.js';
import { isOpenToOthers, sharedFolder } from './folders.js';
import { unprivilegedUser, type UnixUser } from './unprivileged-user.js';

export const SUPERUSER = 'postgres';

/** Where one embedded PostgreSQL lives, and as whom. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  folder: string;
  passwordFile: string;
  pidFile: string;
  /** Which process started the server, and so stops it. */
  ownerFile: string;
  /** Undefined: as ourselves. */
  user: UnixUser | undefined;
  binaries: Binaries;
}

export function clusterIn(dataFolder: string): Cluster {
  mkdirSync(dataFolder, { recursive: true });
  const user = unprivilegedUser();
  const folder = path.join(dataFolder, 'postgres');
  return {
    folder,
    passwordFile: path.join(dataFolder, 'postgres-password'),
    pidFile: path.join(folder, 'postmaster.pid'),
    ownerFile: path.join(dataFolder, 'postgres-owner'),
    user,
    binaries: findBinaries(path.join(dataFolder, 'pglib'), user !== undefined),
  };
}

export function passwordOf(cluster: Cluster): string {
  return readFileSync(cluster.passwordFile, 'utf8').trim();
}

/**
 * How PostgreSQL is told of a data directory. As root we run it as somebody else, who may be unable to walk there (a
 * project under /root). Node enters the directory before it gives up its rights, and from then on Linux names it
 * /proc/self/cwd, whatever lies above it.
 */
export function dataDirectory(folder: string, user: UnixUser | undefined): { cwd: string; argument: string } {
  if (user === undefined || isOpenToOthers(path.dirname(folder))) return { cwd: folder, argument: folder };
  if (process.platform === 'linux') return { cwd: folder, argument: '/proc/self/cwd' };
  throw new PersistenceError('postgres-not-started', 'run as root, the data folder must lie where other users can walk to');
}

/** Creates the data directory if there is none: whole or not at all, so that an interrupted start can begin anew. */
export function createIfAbsent(cluster: Cluster): void {
  if (existsSync(path.join(cluster.folder, 'PG_VERSION'))) return;
  const making = `${cluster.folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(cluster.passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(cluster.passwordFile, 0o600);
  // initdb reads the password as the other user: from a folder of that user alone, gone a moment later.
  const handover = mkdtempSync(path.join(sharedFolder(), 'justera-initdb-'));
  const handoverFile = path.join(handover, 'password');
  try {
    writeFileSync(handoverFile, `${password}\n`, { mode: 0o600 });
    for (const item of [making, handover, handoverFile]) if (cluster.user) chownSync(item, cluster.user.uid, cluster.user.gid);
    runInitdb(cluster, making, handoverFile);
    renameSync(making, cluster.folder);
  } finally {
    rmSync(handover, { recursive: true, force: true });
    rmSync(making, { recursive: true, force: true });
  }
}

function runInitdb(cluster: Cluster, folder: string, passwordFile: string): void {
  const { cwd, argument } = dataDirectory(folder, cluster.user);
  const done = spawnSync(
    cluster.binaries.program('initdb'),
    [
      ...['-D', argument, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions'],
      // The operating system's collations change under a database's feet; this one is PostgreSQL's own.
      ...['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { ...cluster.user, env: cluster.binaries.environment, encoding: 'utf8', cwd },
  );
  if (done.status === 0) return;
  throw new PersistenceError('postgres-not-started', `the database could not be created: ${(done.error?.message ?? done.stderr).slice(0, 500)}`);
}
