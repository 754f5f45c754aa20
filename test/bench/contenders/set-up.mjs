// What the contenders need; each says why when it cannot be had, and is then left out of the tables in so many words.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pyhankoPython } from '../../conformance/judges/tools.mjs';

const folder = path.resolve(import.meta.dirname, '..', 'peers');

/** The packages of the JavaScript peers, in a folder of their own. */
export function installPeers() {
  if (existsSync(path.join(folder, 'node_modules', '@libpdf', 'core'))) return true;
  console.log('[bench] installing peers (npm ci) …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) console.log(`[bench] no JavaScript peers: ${(done.stderr ?? String(done.error)).trim().slice(0, 300)}`);
  return done.status === 0;
}

const serve = path.join(import.meta.dirname, 'serve.mjs');
export const pyhankoScript = path.join(import.meta.dirname, 'pyhanko_serve.py');

/** Commands for the interleaved run, by name. */
export function contenders(names, { file, fieldName, keys, python, passphrase }) {
  return names.flatMap((name) => {
    if (name !== 'pyHanko') return [{ name, command: process.execPath, args: [serve, name, file, fieldName, keys ?? ''] }];
    return python === undefined ? [] : [{ name, command: python, args: [pyhankoScript, file, fieldName, keys, passphrase] }];
  });
}

export { pyhankoPython };
