// Extending a signed file on disk to B-LTA as a whole process: time and memory. The trust service answers from this process, on loopback; its share is the same
// whatever the file's size. Input and output lie in memory (/dev/shm) where there is one; ours brings its output to disk before it ends, there as everywhere.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { must } from '../../conformance/signing/command-line.mjs';
import { quantile } from '../contenders/interleave.mjs';
import { wholeProcesses } from '../contenders/whole-process.mjs';
import { preparedFile, sizeOf } from '../inputs/prepared.mjs';

const node = process.execPath;
const bare = 'bare Node (node -e 0)';
const floor = "Node's own one-pass hash-and-write";

function rowsOf(results, bytes) {
  const [base, under] = [results.get(bare), results.get(floor)];
  return [...results].map(([name, result]) => {
    if (result instanceof Error) return [name, '', result.message.slice(0, 120)];
    const { milliseconds, megabytes } = result;
    const median = quantile(milliseconds, 0.5);
    return [name, milliseconds.length, median, milliseconds[0], milliseconds.at(-1), median / quantile(under.milliseconds, 0.5), Math.round(megabytes), Math.round(megabytes - base.megabytes), Number(((megabytes - base.megabytes) * 1048576 / bytes).toFixed(2))];
  });
}

export async function run({ table, work, rounds = 5 }) {
  const [{ startDemoTrustService }, { systemClock: clock }] = await Promise.all([import('#demo'), import('#platform')]);
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'justera-bench-'));
  const trust = await startDemoTrustService({ folder: path.join(work, 'extend-trust'), clock });
  try {
    for (const [size, title] of [['small', '100 kB'], ['large', '100 MB'], ['huge', '400 MB']]) {
      const [file, output] = ['t.pdf', 'lta.pdf'].map((name) => path.join(folder, name));
      await must(['sign', await preparedFile(work, size, 1), '--field', 'Signature1', '--one-time', trust.issuingKeyFile, '--tsa', trust.tsaUrl, '-o', file], { JUSTERA_PASSPHRASE: trust.issuingKeyPassphrase });
      const entries = [
        { name: bare, command: node, args: ['-e', '0'] },
        { name: floor, command: node, args: [path.resolve(import.meta.dirname, '..', 'contenders', 'hash-and-write.mjs'), file, output] },
        { name: 'justera extend --level B-LTA', command: node, args: ['dist/apps/cli/src/main.js', 'extend', file, '--level', 'B-LTA', '--tsa', trust.tsaUrl, '-o', output], cwd: root },
      ];
      const heads = ['what', 'n', 'median (ms)', 'least (ms)', 'worst (ms)', '× hash-and-write', 'memory (MB)', 'over bare Node (MB)', '× file'];
      table(`Extend a B-T file on disk to B-LTA, whole process: ${title} (${sizeOf(file)})`, heads, rowsOf(await wholeProcesses(entries, output, size === 'huge' ? Math.min(rounds, 3) : rounds), statSync(file).size));
      rmSync(file);
    }
  } finally {
    await trust.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
