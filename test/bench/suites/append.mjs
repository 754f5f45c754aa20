// Appending one B-B signature in process: bytes in, bytes out, the field prepared and its fonts embedded. Every contender is a process of its own, asked
// in turn, the small ones after three seconds of warming up (the signer rehearses before it says ready, ADR 85). Ours includes key, certificate, CMS, appearance and lint; no peer issues a certificate, draws a box or lints.
import { contenders, installPeers, pyhankoPython } from '../contenders/set-up.mjs';
import { interleave, row } from '../contenders/interleave.mjs';
import { benchKeys, passphrase } from '../inputs/keys.mjs';
import { preparedFile, sizeOf } from '../inputs/prepared.mjs';
import { seriesOf } from '../inputs/series.mjs';

const pass = 'floor: one SHA-256 pass';
const floor = 'floor: one SHA-256 pass, P-256 key, two signatures';
const byOurRules = 'floor by our rules: key in octets, certificate and signature verified, one SHA-256 pass';
const whole = 'Justera: one-time key, certificate, append, lint';
const givenKey = 'Justera: given key, append, lint';
const validating = 'Justera: validating the result';
const peers = ['@cantoo/pdf-lib + own signer', 'LibPDF', 'SignPdf + P12Signer', 'pyHanko'];
const heads = ['what', 'n', 'median (ms)', 'least (ms)', 'p95 (ms)', '× floor'];

const tasks = [
  { size: 'small', title: '100 kB, everybody warmed up for three seconds', floor, perRound: 30, warmUp: 300, warmUpSeconds: 3 },
  { size: 'objects', title: '20,000 objects', floor, perRound: 4, warmUp: 15 },
  { size: 'large', title: '100 MB', floor: pass, perRound: 1, warmUp: 3 },
];

export async function run({ table, work, rounds = 9 }) {
  const keys = benchKeys(work);
  const python = keys === undefined ? undefined : pyhankoPython();
  const withPeers = keys !== undefined && installPeers();
  if (keys === undefined) console.log('[bench] no openssl: no keys for peers, so no peers');
  for (const task of tasks) {
    const file = await preparedFile(work, task.size, 1);
    const names = [task.floor, ...(task.size === 'small' ? [byOurRules] : []), whole, ...(keys === undefined ? [] : [givenKey]), validating, ...(withPeers ? peers : [])];
    const entries = contenders(names, { file, fieldName: 'Signature1', keys, python, passphrase });
    const results = await interleave(entries, { rounds, ...task });
    table(`Append one B-B signature in process: ${task.title} (${sizeOf(file)})`, heads, [...results].map(([name, taken]) => row(name, taken, results.get(task.floor))));
  }
  await oneTime(table, rounds);
  await twenty(table, work, rounds);
}

async function oneTime(table, rounds) {
  const [name, under, rules] = ['Justera: one-time key, certificate and CMS alone', 'floor: P-256 key, two signatures', 'floor by our rules: key in octets, certificate verified'];
  const results = await interleave(contenders([under, rules, name], { file: import.meta.filename, fieldName: '' }), { rounds, perRound: 50, warmUp: 500, warmUpSeconds: 3 });
  table('One-time key, certificate (linted, verified) and CMS, everybody warmed up for three seconds', heads, [...results].map(([each, taken]) => row(each, taken, results.get(under))));
}

/** The file grows by what was appended; nothing else may. */
async function twenty(table, work, rounds) {
  const series = await seriesOf(work, 'half', 20);
  const rows = [];
  for (const at of [1, 5, 10, 20]) {
    const entries = contenders([pass, whole], { file: series[at - 1], fieldName: `Signature${at}` });
    const results = await interleave(entries, { rounds, perRound: 2, warmUp: 6 });
    rows.push(row(`signature ${at} of 20, on ${sizeOf(series[at - 1])}`, results.get(whole), results.get(pass)));
  }
  table('The 20th signature costs what the first did', [...heads.slice(0, -1), '× one SHA-256 pass'], rows);
}
