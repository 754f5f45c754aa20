// The commands as people run them, each a process of its own; the event loop stays free for the servers that they ask.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';

const main = path.join(root, 'dist', 'apps', 'cli', 'src', 'main.js');

/** @returns {Promise<{code: number | null, stdout: string, stderr: string}>} */
export function justera(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: root, env: { ...process.env, ...env }, timeout: 120_000 });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part) => (stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part) => (stderr += part));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** As `justera`, and throws what it said when it failed. */
export async function must(args, env) {
  const done = await justera(args, env);
  if (done.code !== 0) throw new Error(`${args[0]} ended with ${done.code}: ${done.stderr.trim().split('\n').at(-1)}`);
  return done.stdout.trim();
}

/** Runs `work` over all items, `width` at a time. */
export async function each(items, width, work) {
  const queue = [...items.entries()];
  const results = [];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results[next[0]] = await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
