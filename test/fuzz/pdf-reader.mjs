// `node test/fuzz/pdf-reader.mjs [--seconds N] [--seed N] [--out FOLDER] [--write]`: coverage-guided fuzzing of the PDF reader (and of appending).
// Starts from the seeds and the committed corpus. What is found (broken promises, hangs, slow inputs) goes to FOLDER/findings, inputs that reached something new to
// FOLDER/corpus. --write adds to test/fuzz/corpus the few that reach the most. Exit code 1 when something was found.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build, install, requireNode, root } from '../../scripts/set-up.mjs';
import { largestInput } from './mutate.mjs';
import { seeds } from './seeds.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, out: { type: 'string', default: '.justera/fuzz' }, write: { type: 'boolean', default: false } } });
const hangMilliseconds = 20_000;
/** Of processor time, for an input of at most 16 kB: honest ones take a few. */
const slowMilliseconds = 1_500;
const committed = path.join(import.meta.dirname, 'corpus');
const out = path.resolve(root, values.out);

requireNode();
install();
build();
for (const folder of ['corpus', 'findings']) mkdirSync(path.join(out, folder), { recursive: true });
const read = (folder) => (existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.pdf')).sort().map((file) => readFileSync(path.join(folder, file))) : []);
const inputs = [...seeds().values(), ...read(committed), ...read(path.join(out, 'corpus'))].filter(({ length }) => length <= largestInput);

const shared = new SharedArrayBuffer(8 + largestInput);
const header = new Int32Array(shared, 0, 2);
const until = Date.now() + Number(values.seconds) * 1000;
const findings = [];
const reached = [];
let seed = Number(values.seed);

function keep(kind, what, bytes) {
  const file = path.join(out, 'findings', `${kind}-${findings.length}.pdf`);
  writeFileSync(file, bytes);
  writeFileSync(`${file}.txt`, `seed ${values.seed}\n${what}\n`);
  findings.push(kind);
  console.log(`FOUND ${kind}: ${what.split('\n')[0]}\n      ${file}`);
}

function start() {
  const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: { inputs, seed, shared, slowMilliseconds }, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
  worker.on('message', (message) => {
    if (message.kind !== 'corpus') {
      if (message.again !== true) keep(message.kind, message.what, message.bytes);
      return;
    }
    reached.push(message);
    writeFileSync(path.join(out, 'corpus', `${message.name}.pdf`), message.bytes);
  });
  worker.on('error', (error) => {
    keep('crash', `${error?.stack ?? error}`, Buffer.from(new Uint8Array(shared, 8, header[1])));
    seed += 1;
    running = start();
  });
  return worker;
}

let running = start();
let before = { runs: 0, at: Date.now(), changed: Date.now() };
const watch = setInterval(() => {
  const runs = Atomics.load(header, 0);
  const now = Date.now();
  if (runs !== before.runs) before = { ...before, changed: now };
  if (now - before.at > 10_000) {
    console.log(`${runs} runs, ${reached.at(-1)?.size ?? 0} inputs, ${reached.at(-1)?.features ?? 0} features, ${findings.length} findings`);
    before = { ...before, at: now };
  }
  before.runs = runs;
  const hangs = now - before.changed > hangMilliseconds;
  if (hangs) keep('hang', `no answer in ${hangMilliseconds} ms`, Buffer.from(new Uint8Array(shared, 8, header[1])));
  if (hangs || now > until) finishOrGoOn(now > until);
}, 250);

async function finishOrGoOn(done) {
  running.removeAllListeners('error');
  if (done) clearInterval(watch);
  before.changed = Date.now();
  await running.terminate();
  if (!done) {
    seed += 1;
    running = start();
    return;
  }
  console.log(`${Atomics.load(header, 0)} runs, ${reached.length} inputs that reached something new, ${findings.length} findings; kept in ${path.relative(root, out)}`);
  if (values.write) writeCorpus();
  process.exit(findings.length === 0 ? 0 : 1);
}

/** The smallest inputs of those that were worth keeping: a corpus that a unit test can replay in a second. */
function writeCorpus() {
  mkdirSync(committed, { recursive: true });
  const chosen = reached.filter(({ bytes }) => bytes.length <= 4096).slice(-60);
  for (const { name, bytes } of chosen) writeFileSync(path.join(committed, `${name}.pdf`), bytes);
  console.log(`${chosen.length} inputs written to ${path.relative(root, committed)}`);
}
