import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A real Redis with persistence, as production is told to run it: appendonly, noeviction. */
export interface RedisServer {
  url: string;
  /** SIGKILL: nothing is said goodbye to. */
  kill(): Promise<void>;
  /** Up again, on the same port with what was on disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'justera-redis-'));
  const port = await freePort();
  let server = await launch(folder, port);
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  };
  return {
    url: `redis://127.0.0.1:${port}/0`,
    kill: () => end('SIGKILL'),
    restart: async () => {
      server = await launch(folder, port);
    },
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
  const started = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for await (const line of started.stdout) {
    said += String(line);
    if (said.includes('Ready to accept connections')) return drained(started);
  }
  throw new Error(`redis-server did not start: ${said.slice(-500)}`);
}

function drained(server: ChildProcess): ChildProcess {
  server.stdout?.resume();
  server.stderr?.resume();
  return server;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
