import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A Node process of its own that runs one of our TypeScript files; for tests that kill it, or that need another user. */
export function spawnTypeScript(file: string, args: readonly string[], user: { uid?: number; gid?: number } = {}): ChildProcessWithoutNullStreams {
  const runner = fileURLToPath(new URL('run-typescript.cjs', import.meta.url));
  return spawn(process.execPath, ['--conditions=source', runner, file, ...args], { ...user, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** The first line that the process prints, as JSON. Rejects with what it said on stderr when it ends before. */
export function firstLine<T>(child: ChildProcessWithoutNullStreams): Promise<T> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => (complaint += data.toString('utf8')));
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString('utf8');
      const [line, rest] = said.split('\n');
      if (line !== undefined && rest !== undefined) resolve(JSON.parse(line) as T);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${complaint.slice(0, 2_000)}`)));
  });
}
