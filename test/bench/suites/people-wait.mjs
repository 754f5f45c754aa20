// How long people wait: the demo's cases on fresh data, several times. Medians and the 95th percentile.
import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';

function demo(folder) {
  const done = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', 'demo', '--exit', '--data', folder], { cwd: root, encoding: 'utf8', timeout: 180_000 });
  if (done.status !== 0) throw new Error(`the demo failed: ${done.stderr.slice(-500)}`);
  return done.stdout;
}

const all = (pattern, text) => [...text.matchAll(pattern)].map((found) => Number(found[1]));
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

export async function run({ table, rounds = 5 }) {
  const figures = { 'start to ready, fresh data (s)': [], 'start to ready, second start (s)': [], 'whole case, 4 signatories (s)': [], 'click to signed (ms)': [] };
  for (let round = 0; round < rounds; round += 1) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'justera-bench-'));
    const first = demo(folder);
    const second = demo(folder);
    figures['start to ready, fresh data (s)'].push(...all(/^ready in ([\d.]+) s/gm, first));
    figures['start to ready, second start (s)'].push(...all(/^ready in ([\d.]+) s/gm, second));
    for (const output of [first, second]) {
      figures['whole case, 4 signatories (s)'].push(all(/whole case in ([\d.]+) s/g, output)[0]);
      figures['click to signed (ms)'].push(...all(/signed; (\d+) ms from click/g, output));
    }
    rmSync(folder, { recursive: true, force: true });
  }
  const rows = Object.entries(figures).map(([name, values]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return [name, sorted.length, at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1)];
  });
  table('How long people wait', ['what', 'n', 'median', 'p95', 'worst'], rows);
}
