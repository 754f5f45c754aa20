import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#persistence';
import { firstLine, spawnTypeScript } from '../testing/spawn-typescript.js';
import { isOpenToOthers } from './folders.js';
import { isAlive } from './processes.js';
import { unprivilegedUser } from './unprivileged-user.js';

const folders: string[] = [];
const running: EmbeddedPostgres[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'justera-postgres-test-'));
  folders.push(folder);
  return path.join(folder, 'data');
}

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder });
  running.push(server);
  return server;
}

async function ask<Row extends object>(server: { adminUrl: string }, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const isRoot = process.getuid?.() === 0;

test('starts PostgreSQL 18 on loopback, keeps what was written, stops, and starts again', async () => {
  const dataFolder = newFolder();
  const first = await start(dataFolder);
  expect(await ask(first, 'SHOW server_version_num')).toEqual([{ server_version_num: expect.stringMatching(/^18/) as string }]);
  expect(await ask(first, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  await ask(first, 'CREATE TABLE kept AS SELECT 1 AS n');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await start(dataFolder);
  expect(second.adopted).toBe(false);
  expect(await ask(second, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
});

test('the password is generated, 0600, demanded by scram, and different in every data folder', async () => {
  const [one, other] = [newFolder(), newFolder()];
  const [a, b] = await Promise.all([start(one), start(other)]);
  const file = path.join(one, 'postgres-password');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(new URL(a.adminUrl).password).not.toBe(new URL(b.adminUrl).password);
  const wrong = new URL(a.adminUrl);
  wrong.password = 'guess';
  await expect(ask({ adminUrl: wrong.href }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect(await ask(a, "SELECT bool_and(auth_method = 'scram-sha-256') AS scram FROM pg_hba_file_rules")).toEqual([{ scram: true }]);
});

test('two data folders are two servers', async () => {
  const [a, b] = await Promise.all([start(newFolder()), start(newFolder())]);
  expect(a.port).not.toBe(b.port);
  await ask(a, 'CREATE TABLE only_here (n int)');
  await expect(ask(b, 'SELECT * FROM only_here')).rejects.toMatchObject({ code: '42P01' });
});

test('after kill -9 of PostgreSQL the next start recovers, at once and with everything committed', async () => {
  const dataFolder = newFolder();
  const first = await start(dataFolder);
  await ask(first, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
  const open = new pg.Client({ connectionString: first.adminUrl });
  open.on('error', () => undefined);
  await open.connect();
  process.kill(first.pid, 'SIGKILL');
  const second = await start(dataFolder);
  expect(second.adopted).toBe(false);
  expect(await ask(second, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  await open.end().catch(() => undefined);
});

test('a live server on the folder is adopted, not started twice', async () => {
  const dataFolder = newFolder();
  const first = await start(dataFolder);
  const second = await start(dataFolder);
  expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
  expect(await ask(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a stale pid file is removed, also when its number now belongs to somebody else', async () => {
  const dataFolder = newFolder();
  const first = await start(dataFolder);
  const pidFile = path.join(dataFolder, 'postgres', 'postmaster.pid');
  const content = readFileSync(pidFile, 'utf8');
  await first.stop();
  // As after a restart of a container: our own number stands where PostgreSQL's did.
  writeFileSync(pidFile, content.replace(/^\d+/, String(process.pid)));
  const second = await start(dataFolder);
  expect(second.adopted).toBe(false);
  expect(await ask(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a creation that was interrupted half-way is begun anew', async () => {
  const dataFolder = newFolder();
  mkdirSync(path.join(dataFolder, 'postgres.new'), { recursive: true });
  writeFileSync(path.join(dataFolder, 'postgres.new', 'PG_VERSION'), '18\n');
  const server = await start(dataFolder);
  expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('links that point to where the project once was are made anew', async () => {
  const dataFolder = newFolder();
  const first = await start(dataFolder);
  await first.stop();
  const links = path.join(dataFolder, 'pglib');
  const [name] = ['libpq.so.5'];
  if (!existsSync(path.join(links, name ?? ''))) return;
  const link = path.join(links, name ?? '');
  unlinkSync(link);
  symlinkSync('/nowhere/libpq.so.5', link);
  const second = await start(dataFolder);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readlinkSync(link)).not.toContain('nowhere');
  expect(await ask(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('our secrets are not in the environment of PostgreSQL', async () => {
  process.env['SERVICE_SECRET'] = 'canary-of-the-environment';
  try {
    const server = await start(newFolder());
    if (process.platform !== 'linux') return;
    expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8')).not.toContain('canary');
  } finally {
    delete process.env['SERVICE_SECRET'];
  }
});

(isRoot ? test : test.skip)('as root it runs as somebody else, even where others cannot walk to the data folder', async () => {
  const dataFolder = newFolder();
  chmodSync(path.dirname(dataFolder), 0o700);
  const server = await start(dataFolder);
  expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
  await ask(server, 'CREATE TABLE kept AS SELECT 1 AS n');
  process.kill(server.pid, 'SIGKILL');
  expect(await ask(await start(dataFolder), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
});

(isRoot ? test : test.skip)('as root, a folder of libraries that somebody else has put in our way is not used', async () => {
  const dataFolder = newFolder();
  chmodSync(path.dirname(dataFolder), 0o700);
  const first = await start(dataFolder);
  const links = /LD_LIBRARY_PATH=([^:]+):/.exec(readFileSync(`/proc/${first.pid}/environ`, 'utf8'))?.[1] ?? '';
  expect(links).toMatch(/justera-pglib-[0-9a-f]{16}$/);
  await first.stop();
  const { uid, gid } = statSync(links);
  const user = unprivilegedUser() ?? { uid: 0, gid: 0 };
  chownSync(links, user.uid, user.gid);
  try {
    const second = await start(dataFolder);
    const used = /LD_LIBRARY_PATH=([^:]+):/.exec(readFileSync(`/proc/${second.pid}/environ`, 'utf8'))?.[1] ?? '';
    folders.push(used);
    expect(used).not.toBe(links);
  } finally {
    chownSync(links, uid, gid);
  }
});

(isRoot ? test : test.skip)('as root with umask 077 it starts', async () => {
  const before = process.umask(0o077);
  try {
    expect(await ask(await start(newFolder()), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    process.umask(before);
  }
});

(isRoot && isOpenToOthers(__dirname) ? test : test.skip)('as somebody who is not root it runs as that user, in a closed folder too', async () => {
  const dataFolder = newFolder();
  const user = unprivilegedUser() ?? { uid: 0, gid: 0 };
  chownSync(path.dirname(dataFolder), user.uid, user.gid);
  const owner = spawnTypeScript(path.join(__dirname, '..', 'testing', 'hold-postgres.ts'), [dataFolder], user);
  const held = await firstLine<{ pid: number; adminUrl: string }>(owner);
  expect(statSync(`/proc/${held.pid}`).uid).toBe(user.uid);
  expect(await ask(held, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  owner.stdin.end();
  expect(await once(owner, 'exit')).toEqual([0, null]);
});

test('kill -9 of the process that started it stops PostgreSQL too, and nothing is lost', async () => {
  const dataFolder = newFolder();
  const owner = spawnTypeScript(path.join(__dirname, '..', 'testing', 'hold-postgres.ts'), [dataFolder]);
  const held = await firstLine<{ pid: number; adminUrl: string }>(owner);
  await ask(held, 'CREATE TABLE kept AS SELECT 1 AS n');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  // Started again before the old server is gone: it must neither be adopted while it dies nor be in the way.
  const server = await start(dataFolder);
  expect(await ask(server, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  await sleep(500);
  expect(await ask(server, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  for (let waited = 0; isAlive(held.pid) && waited < 5_000; waited += 50) await sleep(50);
  expect(isAlive(held.pid)).toBe(false);
});

test('Ctrl-C reaches us and not PostgreSQL, and an orderly stop leaves no process behind', async () => {
  const owner = spawnTypeScript(path.join(__dirname, '..', 'testing', 'hold-postgres.ts'), [newFolder()]);
  const held = await firstLine<{ pid: number; adminUrl: string }>(owner);
  const groupOf = (pid: number): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2] ?? '';
  if (process.platform === 'linux') expect(groupOf(held.pid)).not.toBe(groupOf(owner.pid ?? 0));
  owner.stdin.end();
  expect(await once(owner, 'exit')).toEqual([0, null]);
  expect(isAlive(held.pid)).toBe(false);
  if (process.platform !== 'linux') return;
  const leftOver = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.split('\n').filter((line) => line.includes(`kill -INT ${held.pid} `));
  expect(leftOver).toEqual([]);
});
