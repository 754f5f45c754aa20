// `node serve.mjs NAME FILE FIELD KEYS`: a contender as a process of its own. Each line on standard input is a number of runs; each answer one line of JSON: milliseconds by run.
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { floors } from './floors.mjs';
import { ours } from './ours.mjs';
import { peers } from './peers.mjs';

const [name, file, fieldName, keys] = process.argv.slice(2);
const contender = await { ...floors, ...ours, ...peers }[name](keys);
const bytes = readFileSync(file);
await contender.before?.(bytes, fieldName);
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds = [];
  for (let left = Number(line); left > 0; left -= 1) {
    const started = performance.now();
    const result = await contender.sign(bytes, fieldName);
    milliseconds.push(performance.now() - started);
    if (result.length === 0) throw new Error('nothing came back');
  }
  process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
}
