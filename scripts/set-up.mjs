// What a fresh clone needs before anything of ours can run: packages, then the build. Uses Node alone.
// Each step is skipped when its inputs have not changed since it last succeeded.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const installStamp = path.join(root, 'node_modules', '.justera-install');
const buildStamp = path.join(root, 'dist', '.justera-build');

/** Stops with a sentence when this Node is too old for our packages. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Justera needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function run(title, command, args) {
  const started = Date.now();
  console.log(`[set-up] ${title} …`);
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 64 << 20, shell: process.platform === 'win32' });
  if (done.status !== 0) {
    console.error(done.stdout, done.stderr);
    console.error(`[set-up] ${title}: failed (${done.error?.message ?? `exit ${done.status}`})`);
    process.exit(1);
  }
  console.log(`[set-up] ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function stampOf(stampFile) {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

/** `npm ci`, when the lock file is not the one that was last installed. */
export function install() {
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
  if (stampOf(installStamp) === lock) return;
  run('installing packages (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installStamp, lock);
}

function fingerprint() {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== 'dist') visit(file);
      } else {
        const { size, mtimeMs } = statSync(file);
        hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['apps', 'libs']) visit(path.join(root, folder));
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json']) hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** Server and pages, when a source file changed since the last build. */
export function build() {
  const now = fingerprint();
  if (stampOf(buildStamp) === now) return;
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  run('building the servers (nest build)', process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
  run('bundling the signing command (vite build)', process.execPath, ['scripts/bundle-signing.mjs']);
  run('building the pages (vite build)', process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn']);
  writeFileSync(buildStamp, now);
}
