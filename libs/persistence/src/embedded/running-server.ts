import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode } from '#platform';
import { PersistenceError } from '../database/errors.js';
import type { Cluster } from './cluster.js';
import { isAlive, isPostgres, waitUntil } from './processes.js';

export interface RunningServer {
  pid: number;
  port: number;
}

/** How long a server of which nobody is the owner any more gets to follow its owner (the watchdog stops it). */
const FOLLOW_OWNER_MS = 10_000;
const BECOME_READY_MS = 30_000;

/**
 * The server of an earlier start, when it still runs on this data directory and is to be adopted. A stale pid file is
 * removed; a server whose owner has died is about to be stopped by its watchdog, so it is waited for, not adopted.
 * @throws PersistenceError `postgres-not-started` when a server is there but neither gets ready nor ends
 */
export async function findRunningServer(cluster: Cluster): Promise<RunningServer | undefined> {
  const found = readPidFile(cluster);
  if (found === undefined) return undefined;
  if (isPostgres(found.pid) && !hasLivingOwner(cluster)) await waitUntil(() => !isPostgres(found.pid), FOLLOW_OWNER_MS);
  if (isPostgres(found.pid)) {
    await waitUntil(() => !isPostgres(found.pid) || readPidFile(cluster)?.status === 'ready', BECOME_READY_MS);
    const now = readPidFile(cluster);
    if (now?.status === 'ready' && isPostgres(now.pid)) return { pid: now.pid, port: now.port };
    if (isPostgres(found.pid)) throw new PersistenceError('postgres-not-started', 'a PostgreSQL on this data folder neither gets ready nor ends');
  }
  rmSync(cluster.pidFile, { force: true });
  return undefined;
}

interface PidFile extends RunningServer {
  status: string;
}

/** The lines are pid, data directory, start time, port, socket folder, listen address, shared memory key, status. */
function readPidFile(cluster: Cluster): PidFile | undefined {
  try {
    const lines = readFileSync(cluster.pidFile, 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Notes that this process is the one that stops the server. */
export function becomeOwner(cluster: Cluster): void {
  writeFileSync(cluster.ownerFile, String(process.pid), { mode: 0o600 });
}

/** Whether the process that started the server lives; its own children live and die with it. */
export function hasLivingOwner(cluster: Cluster): boolean {
  return isAlive(ownerOf(cluster));
}

export function isOwnedByAnother(cluster: Cluster): boolean {
  const owner = ownerOf(cluster);
  return owner !== process.pid && isAlive(owner);
}

function ownerOf(cluster: Cluster): number {
  try {
    return Number(readFileSync(cluster.ownerFile, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
