import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '#platform';

/** Whether a process runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return !/^\d+ \(.*\) Z/.test(readProc(pid, 'stat') ?? '');
}

/**
 * Whether the process is a PostgreSQL. After a restart of a container or machine, the number in an old pid file is often
 * somebody else's. Where the system does not tell (only Linux has /proc), a living process counts.
 */
export function isPostgres(pid: number): boolean {
  return isAlive(pid) && (readProc(pid, 'comm') ?? 'postgres').trim() === 'postgres';
}

function readProc(pid: number, file: 'stat' | 'comm'): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    // Gone between the two looks. Anything else would be news.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return '0 (gone) Z';
    throw error;
  }
}

/** Waits until `condition` holds; false when it did not within `milliseconds`. */
export async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 20) {
    if (condition()) return true;
    await sleep(20);
  }
  return condition();
}

/** A TCP port on loopback that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
