// `npm run bench`: how long people wait. Runs the demo's cases on fresh data several times and prints medians and the 95th percentile.
// Figures depend on the machine: they are printed, never asserted.
import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { build, install, requireNode, root } from '../../scripts/set-up.mjs';

const runs = Number(process.argv[2] ?? 5);
requireNode();
install();
build();

const figures = { 'start to ready, fresh data (s)': [], 'start to ready, second start (s)': [], 'whole case, 4 signatories (s)': [], 'click to signed (ms)': [] };

function demo(folder) {
  const done = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', 'demo', '--exit', '--data', folder], { cwd: root, encoding: 'utf8', timeout: 180_000 });
  if (done.status !== 0) throw new Error(`the demo failed: ${done.stderr.slice(-500)}`);
  return done.stdout;
}

const all = (pattern, text) => [...text.matchAll(pattern)].map((found) => Number(found[1]));
for (let run = 0; run < runs; run += 1) {
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

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
console.log(`${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
for (const [name, values] of Object.entries(figures)) {
  const sorted = values.toSorted((a, b) => a - b);
  console.log(`${name.padEnd(34)} n ${String(sorted.length).padStart(3)}   median ${at(sorted, 0.5)}   p95 ${at(sorted, 0.95)}   worst ${sorted.at(-1)}`);
}
