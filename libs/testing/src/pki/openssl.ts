import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with files for openssl to judge, and openssl itself. */
export interface Openssl {
  readonly folder: string;
  /** Writes a file and gives its name. */
  file(name: string, content: Uint8Array | string): string;
  /** Runs openssl in the folder; output is stdout and stderr together. */
  run(...args: string[]): { readonly ok: boolean; readonly output: string };
  dispose(): void;
}

/** Undefined, and said loudly on stderr, where openssl is not installed. */
export function findOpenssl(): Openssl | undefined {
  if (spawnSync('openssl', ['version']).status !== 0) {
    process.stderr.write('\n*** openssl is not installed: NOT judged by openssl ***\n\n');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'justera-openssl-'));
  return {
    folder,
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return name;
    },
    run: (...args) => {
      const done = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
      return { ok: done.status === 0, output: done.stdout + done.stderr };
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
