// Validating in process with full difference analysis, chain and report: every contender a process of its own, asked in turn. pyHanko with its difference
// analysis and without; mutool and pdfsig are programs, so their start is in the figure, and they compare no revisions.
import path from 'node:path';
import { statSync } from 'node:fs';
import { has } from '../../conformance/judges/tools.mjs';
import { pyhankoPython } from '../contenders/set-up.mjs';
import { interleave, row } from '../contenders/interleave.mjs';
import { sizeOf } from '../inputs/prepared.mjs';
import { signedFile } from '../inputs/signed.mjs';

const here = path.resolve(import.meta.dirname, '..', 'contenders');
const floor = 'floor: one SHA-256 pass';
const withSignatures = 'floor: that pass, keys and signatures by OpenSSL alone';
const ours = 'Justera: everything';
const heads = ['what', 'n', 'median (ms)', 'least (ms)', 'p95 (ms)', '× floor'];
/** Two pages, 250 kB with twenty signatures. */
const small = { name: 'small', pages: 2, side: 158, imagePages: 1 };

/** As often for every size: how far the compiler has come must not depend on how long one run takes. What the first run costs is a table of its own. */
const warmUp = 150;
const tasks = [
  { title: '20 signatures', size: small, count: 20, perRound: 20 },
  { title: '20 signatures', size: 'half', count: 20, perRound: 4 },
  { title: '1 signature', size: 'large', count: 1, perRound: 4 },
];

function contenders({ file, root }, count, names) {
  const python = pyhankoPython();
  return names.flatMap((name) => {
    if (!name.startsWith('pyHanko')) return [{ name, command: process.execPath, args: [path.join(here, 'validate-serve.mjs'), name, file, root, String(count)] }];
    return python === undefined ? [] : [{ name, command: python, args: [path.join(here, 'pyhanko_validate_serve.py'), file, root, name.includes('without') ? 'nodiff' : 'diff'] }];
  });
}

export async function run({ table, work, rounds = 7 }) {
  const peers = [...['mutool', 'pdfsig'].filter(has), 'pyHanko without difference analysis', 'pyHanko'];
  for (const { title, size, count, perRound } of tasks) {
    const made = await signedFile(work, size, count);
    const own = await interleave(contenders(made, count, [floor, withSignatures, ours]), { rounds, perRound, warmUp });
    // A peer takes up to seconds a run: asked once a round, in the same turn as ours.
    const together = await interleave(contenders(made, count, [floor, ours, ...peers]), { rounds: 2, perRound: 1, warmUp: 1 });
    for (const [name, taken] of together) if (!own.has(name)) own.set(name, taken);
    table(`Validate in process: ${title}, ${sizeOf(made.file)}`, heads, [...own].map(([name, taken]) => row(name, taken, own.get(floor))));
  }
  await cold(table, work, rounds);
  await growth(table, work, rounds);
}

/** The first validation of a fresh process, where nothing is compiled yet: what the command line has, the start of Node left out. */
async function cold(table, work, rounds) {
  const rows = [];
  for (const { title, size, count } of tasks) {
    const made = await signedFile(work, size, count);
    const taken = [];
    for (let round = 0; round < rounds; round += 1) {
      const [once] = [...(await interleave(contenders(made, count, [ours]), { rounds: 1, perRound: 1, warmUp: 0 })).values()];
      if (once instanceof Error) throw once;
      taken.push(...once);
    }
    const [, n, median, least] = row(ours, taken.sort((a, b) => a - b));
    rows.push([`${title}, ${sizeOf(made.file)}`, n, median, least]);
  }
  table('Validate in process: the first run', ['what', 'n', 'median (ms)', 'least (ms)'], rows);
}

/** From 1 to 20 to 200 signatures on the same small file: the cost must follow the updates. */
async function growth(table, work, rounds) {
  const rows = [];
  for (const count of [1, 20, 200]) {
    const made = await signedFile(work, small, count);
    const results = await interleave(contenders(made, count, [ours]), { rounds, perRound: count > 100 ? 2 : 20, warmUp: count > 100 ? 10 : 100 });
    const [, n, median, least] = row(ours, results.get(ours));
    rows.push([count, n, statSync(made.file).size / 1e3, median, least, typeof least === 'number' ? least / count : '']);
  }
  table('Validate in process: cost by number of signatures', ['signatures', 'n', 'kB', 'median (ms)', 'least (ms)', 'least a signature (ms)'], rows);
}
