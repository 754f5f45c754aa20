// Signing a file on disk as a whole process, from start to end, one B-B signature: time and memory. Input and output lie in memory (/dev/shm) where there
// is one, so that no disk is measured; ours brings its output to disk before it ends (fsync) there as everywhere.
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { installPeers, pyhankoPython, pyhankoScript } from '../contenders/set-up.mjs';
import { quantile } from '../contenders/interleave.mjs';
import { wholeProcesses } from '../contenders/whole-process.mjs';
import { benchKeys, passphrase } from '../inputs/keys.mjs';
import { fieldObject, preparedFile, sizeOf } from '../inputs/prepared.mjs';
import { has } from '../../conformance/judges/tools.mjs';

const here = path.resolve(import.meta.dirname, '..', 'contenders');
const node = process.execPath;
const bare = 'bare Node (node -e 0)';
const floor = "Node's own one-pass hash-and-write";
const field = 'Signature1';

async function entriesFor(file, output, keys) {
  const ours = (name, ...args) => ({ name, command: node, args: ['dist/apps/cli/src/main.js', 'sign', file, '--field', field, '-o', output, ...args], cwd: root, env: { JUSTERA_PASSPHRASE: passphrase } });
  const entries = [
    { name: bare, command: node, args: ['-e', '0'] },
    { name: floor, command: node, args: [path.join(here, 'hash-and-write.mjs'), file, output] },
  ];
  if (keys === undefined) return entries;
  entries.push(ours('justera sign --p12 (P-256)', '--p12', path.join(keys, 'p256.p12')));
  if (installPeers()) {
    for (const name of ['@cantoo/pdf-lib + own signer', 'LibPDF']) entries.push({ name, command: node, args: [path.join(here, 'sign-once.mjs'), name, file, output, field, keys] });
  }
  const python = pyhankoPython();
  if (python !== undefined) entries.push({ name: 'pyHanko', command: python, args: [pyhankoScript, file, field, keys, passphrase, output] });
  if (has('mutool')) {
    const object = await fieldObject(file, field);
    entries.push({ name: 'mutool sign (no PAdES)', command: 'mutool', args: ['sign', '-s', path.join(keys, 'rsa2048.p12'), '-P', passphrase, '-o', output, file, String(object)] });
  }
  return entries;
}

function rowsOf(results, bytes) {
  const base = results.get(bare);
  const under = results.get(floor);
  return [...results].map(([name, result]) => {
    if (result instanceof Error) return [name, '', result.message.slice(0, 120)];
    const { milliseconds, megabytes } = result;
    const median = quantile(milliseconds, 0.5);
    return [name, milliseconds.length, median, milliseconds[0], milliseconds.at(-1), median / quantile(under.milliseconds, 0.5), Math.round(megabytes), Math.round(megabytes - base.megabytes), Number(((megabytes - base.megabytes) * 1048576 / bytes).toFixed(2))];
  });
}

export async function run({ table, work, rounds = 7 }) {
  const keys = benchKeys(work);
  const shm = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  const folder = mkdtempSync(path.join(shm, 'justera-bench-'));
  try {
    for (const [size, title] of [['small', '100 kB'], ['objects', '20,000 objects'], ['large', '100 MB'], ['huge', '400 MB']]) {
      const prepared = await preparedFile(work, size, 1);
      const file = path.join(folder, path.basename(prepared));
      copyFileSync(prepared, file);
      const results = await wholeProcesses(await entriesFor(file, path.join(folder, 'out.pdf'), keys), path.join(folder, 'out.pdf'), size === 'huge' ? Math.min(rounds, 3) : rounds);
      const heads = ['what', 'n', 'median (ms)', 'least (ms)', 'worst (ms)', '× hash-and-write', 'memory (MB)', 'over bare Node (MB)', '× file'];
      table(`Sign a file on disk, whole process: ${title} (${sizeOf(prepared)})`, heads, rowsOf(results, statSync(file).size));
      rmSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
