import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger, type Logger } from '#platform';
import { PersistenceError } from '../database/errors.js';
import { findBinaries, type Binaries } from './binaries.js';
import { freePort, isAlive } from './process.js';
import { unprivilegedUser, type UnixUser } from './unprivileged-user.js';

export interface EmbeddedPostgres {
  /** As the superuser; only for setting up roles and databases. */
  adminUrl: string;
  port: number;
  pid: number;
  /** True when a server of an earlier start still ran on this folder and was taken over. */
  adopted: boolean;
  /** Smart shutdown first (clients finish), then fast. Idempotent. */
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';
const START_TIMEOUT_MS = 30_000;
const SMART_STOP_MS = 2_000;
const FAST_STOP_MS = 20_000;

interface Place {
  cluster: string;
  passwordFile: string;
  pidFile: string;
  user: UnixUser | undefined;
  binaries: Binaries;
}

/**
 * Real PostgreSQL from npm, in `dataFolder`, on a free loopback port. Its own process group (Ctrl-C reaches us first) and a watchdog that
 * stops it when our process dies, even by kill -9. Holds as root (runs as another user) and as anybody else.
 * @throws PersistenceError `platform-unsupported`, `no-unprivileged-user`, `postgres-not-started`
 */
export async function startEmbeddedPostgres(options: { dataFolder: string; logger?: Logger }): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.dataFolder);
  mkdirSync(folder, { recursive: true });
  const user = unprivilegedUser();
  const cluster = path.join(folder, 'postgres');
  const place: Place = {
    cluster,
    passwordFile: path.join(folder, 'postgres-password'),
    pidFile: path.join(cluster, 'postmaster.pid'),
    user,
    binaries: findBinaries(path.join(folder, 'pglib'), user !== undefined),
  };
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) initialise(place);
  const running = await adoptable(place);
  const { pid, port } = running ?? (await launch(place, options.logger ?? silentLogger));
  const password = readFileSync(place.passwordFile, 'utf8').trim();
  return {
    adminUrl: `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted: running !== undefined,
    stop: () => stop(pid),
  };
}

function initialise(place: Place): void {
  rmSync(place.cluster, { recursive: true, force: true });
  mkdirSync(place.cluster, { recursive: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(place.passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(place.passwordFile, 0o600);
  const forInitdb = `${place.cluster}.pw`;
  writeFileSync(forInitdb, `${password}\n`, { mode: 0o600 });
  if (place.user) {
    chownSync(place.cluster, place.user.uid, place.user.gid);
    chownSync(forInitdb, place.user.uid, place.user.gid);
    openParents(path.dirname(place.cluster));
  }
  chmodSync(place.cluster, 0o700);
  const args = ['-D', place.cluster, '-U', SUPERUSER, `--pwfile=${forInitdb}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  const done = spawnSync(place.binaries.program('initdb'), args, { ...place.user, env: place.binaries.environment, encoding: 'utf8', cwd: '/' });
  rmSync(forInitdb, { force: true });
  if (done.status !== 0) {
    rmSync(place.cluster, { recursive: true, force: true });
    throw new PersistenceError('postgres-not-started', `the database could not be created: ${(done.error?.message ?? done.stderr).slice(0, 500)}`);
  }
}

/** As root, the unprivileged user must be able to walk into our own data folder (not beyond it). */
function openParents(folder: string): void {
  chmodSync(folder, 0o711);
}

/** The server of an earlier start, when it still runs; a stale pid file is removed. */
async function adoptable(place: Place): Promise<{ pid: number; port: number } | undefined> {
  if (!existsSync(place.pidFile)) return undefined;
  const [pid, , , port] = readFileSync(place.pidFile, 'utf8').split('\n');
  // Shutting down (kill -9 of our process wakes the watchdog): give it a moment to be gone.
  for (let waited = 0; isAlive(Number(pid)) && waited < 3_000; waited += 50) {
    if (/ready/.test(readFileSync(place.pidFile, { encoding: 'utf8', flag: 'a+' }).split('\n')[7] ?? '')) return { pid: Number(pid), port: Number(port) };
    await sleep(50);
  }
  if (isAlive(Number(pid))) return { pid: Number(pid), port: Number(port) };
  rmSync(place.pidFile, { force: true });
  return undefined;
}

async function launch(place: Place, logger: Logger): Promise<{ pid: number; port: number }> {
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=64MB'];
  const server = spawn(place.binaries.program('postgres'), ['-D', place.cluster, '-p', String(port), ...settings.flatMap((s) => ['-c', s])], {
    ...place.user,
    env: place.binaries.environment,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server);
  const pid = server.pid ?? 0;
  server.stderr.on('data', (line: Buffer) => logger.debug({ postgres: line.toString('utf8').trim() }, 'postgres'));
  server.once('exit', (code) => logger.warn({ code }, 'the embedded PostgreSQL has ended'));
  watchOver(pid);
  server.unref();
  if ('unref' in server.stderr && typeof server.stderr.unref === 'function') server.stderr.unref();
  return { pid, port };
}

function ready(server: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new PersistenceError('postgres-not-started', `PostgreSQL did not start: ${why} ${said.slice(-500)}`));
    };
    const timer = setTimeout(() => fail('no answer in time.'), START_TIMEOUT_MS);
    const listen = (data: Buffer): void => {
      said += data.toString('utf8');
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      server.stderr?.off('data', listen);
      server.removeAllListeners('exit');
      resolve();
    };
    server.stderr?.on('data', listen);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with ${code}.`));
  });
}

/** When our process ends in whatever way, the pipe closes and the watchdog asks PostgreSQL for a fast shutdown. */
function watchOver(pid: number): void {
  if (process.platform === 'win32') return;
  const watchdog = spawn('/bin/sh', ['-c', `read _; kill -INT ${pid} 2>/dev/null`], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchdog.unref();
  const pipe = watchdog.stdin;
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
}

async function stop(pid: number): Promise<void> {
  for (const [signal, patience] of [['SIGTERM', SMART_STOP_MS], ['SIGINT', FAST_STOP_MS]] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patience; waited += 20) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
  throw new PersistenceError('postgres-not-stopped', 'PostgreSQL did not stop');
}
