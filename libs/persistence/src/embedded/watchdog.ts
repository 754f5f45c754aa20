import { spawn } from 'node:child_process';

/**
 * Stops PostgreSQL when our process ends in whatever way, kill -9 included: a shell waits on a pipe that only we hold, and
 * its end wakes it. Returns how to call the watchdog off; that must be done when PostgreSQL has ended, since its number
 * may then become somebody else's.
 */
export function watchOver(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined;
  const watchdog = spawn('/bin/sh', ['-c', `read _; kill -INT ${pid} 2>/dev/null`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  watchdog.on('error', () => undefined);
  watchdog.unref();
  const pipe = watchdog.stdin;
  pipe.on('error', () => undefined);
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  return () => {
    watchdog.kill('SIGKILL');
  };
}
