// The trail: `justera evidence verify` over a log of a million entries as a whole process, and putting new entries into the log on the real PostgreSQL.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { wholeProcesses } from '../contenders/whole-process.mjs';
import { quantile } from '../contenders/interleave.mjs';
import { logFile } from '../inputs/evidence-log.mjs';

const node = process.execPath;
const verify = (file) => ({ command: node, args: ['dist/apps/cli/src/main.js', 'evidence', 'verify', file], cwd: root });

export async function run({ table, work, rounds = 3 }) {
  const shapes = [
    { name: '1,000,000 entries of 40,000 cases', entries: 1_000_000, perCase: 25 },
    { name: '1,000,000 entries of 1,000,000 cases (the worst for memory)', entries: 1_000_000, perCase: 1 },
  ];
  const rows = [];
  for (const { name, entries, perCase } of shapes) {
    const file = await logFile(work, entries, perCase);
    const said = JSON.parse(spawnSync(node, verify(file).args, { cwd: root, encoding: 'utf8' }).stdout);
    // What is measured must be the whole work: the root that it came to is the one that the log was made with.
    if (said.ok !== true || said.summary.root !== readFileSync(`${file}.root`, 'utf8')) throw new Error(`the log did not verify: ${JSON.stringify(said).slice(0, 200)}`);
    const results = await wholeProcesses([{ name, ...verify(file) }, { name: 'bare Node (node -e 0)', command: node, args: ['-e', '0'] }], path.join(work, 'nothing'), rounds);
    const result = results.get(name);
    if (result instanceof Error) throw result;
    const seconds = result.milliseconds.map((ms) => ms / 1000);
    rows.push([name, statSync(file).size / 1e6, seconds.length, quantile(seconds, 0.5), seconds[0], result.megabytes]);
  }
  table('Verify a log, whole process (target: 10 s, 200 MB)', ['what', 'file (MB)', 'n', 'median (s)', 'least (s)', 'memory at most (MB)'], rows);
  await integration(table, rounds);
}

async function integration(table, rounds) {
  const measured = spawnSync(node, ['--conditions=source', path.join(root, 'libs/persistence/src/testing/run-typescript.cjs'), path.join(root, 'test/bench/contenders/integrate-leaves.ts'), String(rounds)], { cwd: root, encoding: 'utf8' });
  if (measured.status !== 0) throw new Error(measured.stderr.slice(0, 2000));
  table('Put 100,000 new entries into the log on the embedded PostgreSQL (target: 2 s)', ['entries in the log before', 'seconds', 'processor seconds: Node', 'PostgreSQL'], JSON.parse(measured.stdout.trim().split('\n').at(-1)));
}
