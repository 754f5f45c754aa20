import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
export const pagesFolder = join(root, 'dist/web');

/** Builds the pages unless what is built is newer than every source: two test files must not build at the same time. */
export async function ensureBuilt(): Promise<void> {
  const lock = join(root, 'dist/.web-build-lock');
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (let round = 0; !take(lock); round += 1) {
    if (round > 600) throw new Error(`Another build seems to hang; remove ${lock}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  try {
    if (isStale()) execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', join(root, 'apps/web')], { cwd: root, stdio: 'pipe' });
  } finally {
    rmdirSync(lock);
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function isStale(): boolean {
  const built = join(pagesFolder, 'trust.html');
  return !existsSync(built) || newest(join(root, 'apps/web')) > statSync(built).mtimeMs;
}

function newest(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
  });
  return Math.max(0, ...times);
}
