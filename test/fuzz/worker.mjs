// The fuzzing itself, in a thread of its own that the driver can end when an input never comes back. Coverage is V8's own block coverage.
import { createHash } from 'node:crypto';
import { Session } from 'node:inspector';
import { workerData, parentPort } from 'node:worker_threads';
import { mutate, Random, largestInput } from './mutate.mjs';
import { makeTarget } from './target.mjs';

const { inputs, seed, shared, slowMilliseconds } = workerData;
const header = new Int32Array(shared, 0, 2); // runs so far, length of the current input
const current = new Uint8Array(shared, 8, largestInput);
const target = makeTarget(await import('#pdf/read'), await import('#pdf/write'));

const session = new Session();
session.connect();
const post = (method, parameters) => {
  let answer;
  session.post(method, parameters, (error, result) => {
    if (error) throw new Error(`${method}: ${error.message}`);
    answer = result;
  });
  return answer;
};
post('Profiler.enable');
post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** Blocks run, with how often to the power of two: a loop that turns twice as often is something new. */
function takeCoverage() {
  const features = [];
  for (const { url, functions } of post('Profiler.takePreciseCoverage').result) {
    if (!url.includes('/libs/pdf/')) continue;
    const file = url.slice(url.indexOf('/libs/pdf/'));
    for (const { ranges } of functions) for (const { startOffset, endOffset, count } of ranges) if (count > 0) features.push(`${file}:${startOffset}-${endOffset}:${31 - Math.clz32(count)}`);
  }
  return features;
}

const seen = new Set();
const corpus = [];
const findings = new Set();

function run(bytes) {
  current.set(bytes);
  header[1] = bytes.length;
  Atomics.add(header, 0, 1);
  const cpu = process.cpuUsage();
  try {
    target(bytes);
  } catch (error) {
    return { kind: 'broken-promise', what: `${error?.stack ?? error}` };
  }
  const { user, system } = process.cpuUsage(cpu);
  if ((user + system) / 1000 > slowMilliseconds) return { kind: 'slow', what: `${Math.round((user + system) / 1000)} ms` };
  return undefined;
}

function consider(bytes) {
  const finding = run(bytes);
  if (finding !== undefined) {
    // One report for one place: the first line of the stack that is ours, or slowness.
    const place = /libs\/pdf\/[^)\s]*/.exec(finding.what)?.[0] ?? '';
    const key = finding.kind === 'slow' ? 'slow' : `${finding.what.split('\n')[0]?.replace(/\d+/g, 'N')} ${place}`;
    if (!findings.has(key) || finding.kind === 'slow') parentPort.postMessage({ ...finding, bytes, again: findings.has(key) });
    findings.add(key);
  }
  const fresh = takeCoverage().filter((feature) => !seen.has(feature));
  if (fresh.length === 0) return;
  for (const feature of fresh) seen.add(feature);
  corpus.push(bytes);
  parentPort.postMessage({ kind: 'corpus', bytes, name: createHash('sha256').update(bytes).digest('hex').slice(0, 12), features: seen.size, size: corpus.length });
}

for (const input of inputs) consider(Buffer.from(input));
const random = new Random(seed);
for (;;) consider(mutate(random.pick(corpus), random.pick(corpus), random));
