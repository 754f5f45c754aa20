// Runs whole processes in turn and says how long each took and how much memory it held at most.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/** Milliseconds from start to end; the memory, where `watch` asks for it, as the kernel's high-water mark in MB, read until the process is gone. */
function once({ command, args, cwd, env }, output, watch) {
  rmSync(output, { force: true });
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    let megabytes;
    child.stderr.on('data', (data) => (stderr += data));
    const timer = watch ? setInterval(() => (megabytes = highWaterMark(child.pid) ?? megabytes), 2) : undefined;
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve({ milliseconds: performance.now() - started, megabytes });
      else reject(new Error(/^.*Error.*$/m.exec(stderr)?.[0] ?? `exit ${code}: ${stderr.slice(-200)}`));
    });
  });
}

function highWaterMark(pid) {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? undefined : Number(found[1]) / 1024;
  } catch {
    return undefined; // ended between two looks, or no Linux
  }
}

/** @returns name → { milliseconds: sorted, megabytes } or an Error */
export async function wholeProcesses(entries, output, rounds) {
  const results = new Map(entries.map(({ name }) => [name, { milliseconds: [], megabytes: 0 }]));
  // The last two rounds watch memory and are not timed: looking costs.
  for (let round = -1; round < rounds + 2; round += 1) {
    for (const entry of entries) {
      const result = results.get(entry.name);
      if (result instanceof Error) continue;
      try {
        const { milliseconds, megabytes } = await once(entry, output, round >= rounds);
        if (round >= 0 && round < rounds) result.milliseconds.push(milliseconds);
        if (megabytes !== undefined) result.megabytes = Math.max(result.megabytes, megabytes);
      } catch (error) {
        results.set(entry.name, error);
      }
    }
  }
  rmSync(output, { force: true });
  for (const result of results.values()) if (!(result instanceof Error)) result.milliseconds.sort((a, b) => a - b);
  return results;
}
