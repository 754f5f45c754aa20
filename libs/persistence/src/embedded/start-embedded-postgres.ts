import path from 'node:path';
import { rmSync } from 'node:fs';
import { silentLogger, type Logger } from '#platform';
import { PersistenceError } from '../database/errors.js';
import { clusterIn, createIfAbsent, passwordOf, SUPERUSER, type Cluster } from './cluster.js';
import { launch } from './launch.js';
import { isPostgres, waitUntil } from './processes.js';
import { becomeOwner, findRunningServer, hasLivingOwner, isOwnedByAnother } from './running-server.js';
import { watchOver } from './watchdog.js';

export interface EmbeddedPostgres {
  /** As the superuser; only for setting up roles and databases. */
  adminUrl: string;
  port: number;
  pid: number;
  /** True when a server of an earlier start still ran on this folder and was taken over. */
  adopted: boolean;
  /** Smart shutdown first (clients finish), then fast. Idempotent. A server that another living process started is left to it. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  dataFolder: string;
  /** A free one when not given. */
  port?: number;
  logger?: Logger;
}

const SMART_STOP_MS = 2_000;
const FAST_STOP_MS = 20_000;

/**
 * Real PostgreSQL from npm, in `dataFolder`, on a free loopback port. It has a process group of its own (Ctrl-C reaches us
 * first) and a watchdog that stops it when our process dies, even by kill -9. Works as root (it then runs as another
 * user) and as anybody else.
 * @throws PersistenceError `platform-unsupported`, `no-unprivileged-user`, `postgres-not-started`
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = clusterIn(path.resolve(options.dataFolder));
  createIfAbsent(cluster);
  const running = await findRunningServer(cluster);
  const { pid, port } = running ?? (await launch(cluster, options.logger ?? silentLogger, options.port));
  let callOff: () => void = () => undefined;
  if (running === undefined || !hasLivingOwner(cluster)) {
    becomeOwner(cluster);
    callOff = watchOver(pid);
  }
  return {
    adminUrl: `postgres://${SUPERUSER}:${encodeURIComponent(passwordOf(cluster))}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted: running !== undefined,
    stop: () => stop(cluster, pid, callOff),
  };
}

async function stop(cluster: Cluster, pid: number, callOff: () => void): Promise<void> {
  if (isOwnedByAnother(cluster)) return;
  for (const [signal, patience] of [['SIGTERM', SMART_STOP_MS], ['SIGINT', FAST_STOP_MS]] as const) {
    if (isPostgres(pid)) process.kill(pid, signal);
    if (await waitUntil(() => !isPostgres(pid), patience)) {
      callOff();
      rmSync(cluster.ownerFile, { force: true });
      return;
    }
  }
  throw new PersistenceError('postgres-not-stopped', 'PostgreSQL did not stop');
}
