import { serialiseEntries } from './serialise.js';
import type { Writable } from './writable.js';

export interface WrittenEntry {
  readonly objectNumber: number;
  readonly generation: number;
  /** Absolute in the whole file. */
  readonly offset: number;
}

export interface ZeroEntry {
  readonly nextFree: number;
  readonly generation: number;
}

/**
 * A cross-reference table with trailer (ISO 32000-2 7.5.4, 7.5.5). Entries ascend. Entry 0 is repeated as it stood:
 * an update's section holds "the changed objects, plus object 0", and the free list stays whole.
 */
export function tableSection(entries: readonly WrittenEntry[], zero: ZeroEntry, trailer: ReadonlyMap<string, Writable>): string {
  const lines = ['xref\n', '0 1\n', line(zero.nextFree, zero.generation, 'f')];
  for (const run of runs(entries)) {
    lines.push(`${run[0]?.objectNumber ?? 0} ${run.length}\n`);
    for (const { offset, generation } of run) lines.push(line(offset, generation, 'n'));
  }
  return `${lines.join('')}trailer\n<< ${serialiseEntries(trailer)} >>\n`;
}

/** PF-05: exactly 20 bytes, the end of line being two of them. */
function line(first: number, generation: number, kind: 'n' | 'f'): string {
  return `${String(first).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${kind} \n`;
}

/** A cross-reference stream's dictionary entries and data (ISO 32000-2 7.5.8), unfiltered. Entries ascend. */
export function streamSection(entries: readonly WrittenEntry[]): { readonly widths: number[]; readonly index: number[]; readonly data: Uint8Array } {
  const largest = entries.reduce((most, { offset }) => Math.max(most, offset), 0);
  const width = largest > 0xffffffff ? 6 : 4;
  const data = Buffer.alloc(entries.length * (width + 3));
  entries.forEach(({ offset, generation }, i) => {
    const at = i * (width + 3);
    data.writeUInt8(1, at);
    data.writeUIntBE(offset, at + 1, width);
    data.writeUInt16BE(generation, at + 1 + width);
  });
  const index = [...runs(entries)].flatMap((run) => [run[0]?.objectNumber ?? 0, run.length]);
  return { widths: [1, width, 2], index, data };
}

/** Consecutive numbers. */
function* runs(entries: readonly WrittenEntry[]): Generator<WrittenEntry[]> {
  let run: WrittenEntry[] = [];
  for (const entry of entries) {
    const last = run.at(-1);
    if (last !== undefined && entry.objectNumber !== last.objectNumber + 1) {
      yield run;
      run = [];
    }
    run.push(entry);
  }
  if (run.length > 0) yield run;
}
