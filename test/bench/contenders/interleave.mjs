// Contenders as processes of their own, each asked in turn: what disturbs one round disturbs all.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

class Contender {
  #child;
  #lines;
  #stderr = '';

  constructor(name, command, args, cwd) {
    this.name = name;
    this.#child = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', (data) => (this.#stderr += data));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Milliseconds of that many runs; throws with what it said when it died. */
  async run(count) {
    this.#child.stdin.write(`${count}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(/^.*Error:.*$/m.exec(this.#stderr)?.[0] ?? `stopped: ${this.#stderr.slice(-200)}`);
    return JSON.parse(value).milliseconds;
  }

  /** That many runs, and as many again until they have taken so long: V8 has by then compiled what a process that stays up runs compiled. */
  async warmUp(count, seconds) {
    let spent = 0;
    do for (const milliseconds of await this.run(count)) spent += milliseconds;
    while (spent < seconds * 1000);
  }

  stop() {
    this.#child.stdin.end();
    this.#child.kill();
  }
}

/** @param entries [{ name, command, args }]; @returns name → sorted milliseconds, or an Error for one that fell out */
export async function interleave(entries, { rounds, perRound, warmUp, warmUpSeconds = 0, cwd }) {
  const results = new Map();
  const running = entries.map(({ name, command, args }) => new Contender(name, command, args, cwd));
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const contender of running) {
        if (results.get(contender.name) instanceof Error) continue;
        try {
          if (round < 0) {
            await contender.warmUp(warmUp, warmUpSeconds);
            continue;
          }
          const taken = await contender.run(perRound);
          results.set(contender.name, [...(results.get(contender.name) ?? []), ...taken]);
        } catch (error) {
          results.set(contender.name, error);
        }
      }
    }
  } finally {
    for (const contender of running) contender.stop();
  }
  for (const [name, taken] of results) if (Array.isArray(taken)) results.set(name, taken.sort((a, b) => a - b));
  return results;
}

export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** A row of a table: name, n, median, least, 95th percentile, and the median as a multiple of a floor's. */
export function row(name, taken, floor) {
  if (taken instanceof Error) return [name, '', taken.message.slice(0, 120), '', '', ''];
  const median = quantile(taken, 0.5);
  const least = floor === undefined || floor instanceof Error ? '' : median / quantile(floor, 0.5);
  return [name, taken.length, median, taken[0], quantile(taken, 0.95), least];
}
