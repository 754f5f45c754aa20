// The main job on servers that others run: Debian's PostgreSQL through DATABASE_URL, Redis through QUEUE_URL. Started here, on loopback, and stopped again.
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { need, run as command, work } from '../judges/tools.mjs';

const debian = '/usr/lib/postgresql';

/** The folder of the newest PostgreSQL's programs; undefined when there is none and none could be installed. */
function postgresPrograms() {
  if (!existsSync(debian)) need('pg_lsclusters', 'postgresql');
  const versions = existsSync(debian) ? readdirSync(debian).filter((name) => Number(name) >= 14) : [];
  return versions.length === 0 ? undefined : path.join(debian, versions.sort().at(-1), 'bin');
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** PostgreSQL refuses to run as root: as root we run it as its own user. */
function asPostgres(program, args) {
  const options = { encoding: 'utf8' };
  if (process.getuid() !== 0) return spawnSync(program, args, options);
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres'], options).stdout));
  return spawnSync(program, args, { ...options, uid, gid, env: { ...process.env, HOME: '/tmp' }, cwd: '/tmp' });
}

async function startPostgres(programs, folder) {
  if (process.getuid() === 0) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout));
    chownSync(folder, uid, gid);
  }
  const data = path.join(folder, 'data');
  const port = await freePort();
  const made = asPostgres(path.join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres']);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const started = asPostgres(path.join(programs, 'pg_ctl'), ['-D', data, '-w', '-o', `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder}`, '-l', path.join(folder, 'log'), 'start']);
  if (started.status !== 0) throw new Error(`pg_ctl: ${started.stderr}`);
  // A user who may create roles, and no superuser: what an administrator would give us.
  const sql = ["CREATE ROLE app LOGIN CREATEROLE", 'CREATE DATABASE justera OWNER app'].flatMap((statement) => ['-c', statement]);
  const set = command(path.join(programs, 'psql'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', ...sql]);
  if (set.status !== 0) throw new Error(`psql: ${set.stderr}`);
  return { url: `postgres://app@127.0.0.1:${port}/justera`, stop: () => asPostgres(path.join(programs, 'pg_ctl'), ['-D', data, '-m', 'fast', '-w', 'stop']) };
}

async function startRedis(folder) {
  const port = await freePort();
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--dir', folder], { stdio: 'ignore' });
  return { url: `redis://127.0.0.1:${port}`, stop: () => child.kill('SIGTERM') };
}

function demo(report, name, folder, environment) {
  const args = ['dist/apps/cli/src/main.js', 'demo', '--exit', '--data', path.join(folder, `demo-${name}`)];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 180_000, env: { ...process.env, ...environment } });
  writeFileSync(path.join(work, `other-servers-${name.replaceAll(' ', '-')}.log`), `${done.stdout}\n${done.stderr}`);
  const server = /^.*; queue in \w+/m.exec(done.stdout)?.[0] ?? '';
  report.record('main job', name, done.status === 0 ? 'passed' : 'failed', done.status === 0 ? server : `ended with ${done.status}: ${(done.stderr || done.stdout).trim().split('\n').slice(-3).join(' | ')}`);
}

export async function run(report) {
  const programs = postgresPrograms();
  const redis = need('redis-server', 'redis-server');
  if (programs === undefined) report.notRun('main job', 'other PostgreSQL', 'no PostgreSQL of 14 or newer is on this machine and none could be installed');
  if (!redis) report.notRun('main job', 'Redis queue', 'redis-server is not on this machine and could not be installed');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'justera-servers-'));
  const stops = [];
  try {
    if (programs !== undefined) {
      const server = await startPostgres(programs, folder);
      stops.push(server.stop);
      demo(report, `PostgreSQL ${path.basename(path.dirname(programs))}`, folder, { DATABASE_URL: server.url });
    }
    if (redis) {
      const inner = mkdtempSync(path.join(os.tmpdir(), 'justera-redis-'));
      stops.push(() => rmSync(inner, { recursive: true, force: true }));
      const server = await startRedis(inner);
      stops.push(server.stop);
      demo(report, 'Redis queue', folder, { QUEUE_URL: server.url });
    }
  } finally {
    for (const stop of stops.reverse()) stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
