import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { JusteraError, type Logger } from '#platform';
import { PersistenceError } from '../database/errors.js';
import { dataDirectory, type Cluster } from './cluster.js';
import { freePort } from './processes.js';
import type { RunningServer } from './running-server.js';

const START_TIMEOUT_MS = 60_000;
const TRIES = 40;

/** Troubles that pass: the last server's processes are not quite gone, or somebody took the port in between. */
const PASSES = /shared memory block|lock file|Address already in use|could not bind|could not create any TCP/i;

const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=64MB'];

/** Starts the server, on `wantedPort` or else a free one, and waits until it answers. */
export async function launch(cluster: Cluster, logger: Logger, wantedPort?: number): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchOnce(cluster, logger, wantedPort ?? (await freePort()));
    } catch (error) {
      if (attempt >= TRIES || !(error instanceof JusteraError) || !PASSES.test(error.message)) throw error;
      await sleep(250);
    }
  }
}

async function launchOnce(cluster: Cluster, logger: Logger, port: number): Promise<RunningServer> {
  const { cwd, argument } = dataDirectory(cluster.folder, cluster.user);
  const server = spawn(cluster.binaries.program('postgres'), ['-D', argument, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])], {
    ...cluster.user,
    env: cluster.binaries.environment,
    cwd,
    // A process group of its own: Ctrl-C must reach us first, and PostgreSQL only when we have closed our connections.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(server);
  server.stderr?.on('data', (line: Buffer) => logger.debug({ postgres: line.toString('utf8').trim() }, 'postgres'));
  server.once('exit', (code) => logger.info({ code }, 'the embedded PostgreSQL has ended'));
  server.unref();
  if (server.stderr && 'unref' in server.stderr && typeof server.stderr.unref === 'function') server.stderr.unref();
  return { pid: server.pid ?? 0, port };
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const end = (error?: PersistenceError): void => {
      clearTimeout(timer);
      server.stderr?.off('data', listen);
      server.removeAllListeners('exit').removeAllListeners('error');
      if (error) reject(error);
      else resolve();
    };
    const fail = (why: string): void => {
      if (server.pid !== undefined) server.kill('SIGKILL');
      end(new PersistenceError('postgres-not-started', `PostgreSQL did not start: ${why} ${said.slice(-500)}`));
    };
    const listen = (data: Buffer): void => {
      said += data.toString('utf8');
      if (said.includes('ready to accept connections')) end();
    };
    const timer = setTimeout(() => fail('no answer in time.'), START_TIMEOUT_MS);
    server.stderr?.on('data', listen);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with ${code}.`));
  });
}
