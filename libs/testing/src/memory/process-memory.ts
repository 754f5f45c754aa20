import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** A stretch of another process's memory that something may have been written to. */
export interface MemoryPart {
  readonly start: number;
  readonly bytes: Buffer;
}

const PAGE_BYTES = 4096;
const PAGES_AT_ONCE = 2048;
/** Parts overlap, so that nothing is missed that lies across the border. */
const OVERLAP_BYTES = 64;

/** Whether another process's memory can be read here at all. */
export function canReadMemory(): boolean {
  return process.platform === 'linux';
}

/**
 * All writable memory that a process has in use, part by part. It goes on running: have it wait for you.
 *
 * @throws when the process is gone or may not be read
 */
export function* writableMemory(pid: number): Generator<MemoryPart, void, undefined> {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  const buffer = Buffer.alloc(PAGES_AT_ONCE * PAGE_BYTES + OVERLAP_BYTES);
  try {
    for (const range of writableRanges(pid)) {
      for (const { start, end } of usedRuns(pages, range)) {
        for (let at = start; at < end; ) {
          const wanted = Math.min(end - at, buffer.length);
          const length = readMapped(memory, buffer.subarray(0, wanted), at);
          yield { start: at, bytes: buffer.subarray(0, length) };
          // Cut short by a page that cannot be read, such as a guard page of a stack: on behind it.
          at += length === wanted ? PAGES_AT_ONCE * PAGE_BYTES : length - (length % PAGE_BYTES) + PAGE_BYTES;
        }
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pages);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function writableRanges(pid: number): Range[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').flatMap((line) => {
    const [, start = '', end = '', rights = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
    return rights.startsWith('rw') ? [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }] : [];
  });
}

/** V8 reserves gigabytes that it never touches: the runs of pages that are in memory or swapped out (Linux, pagemap bits 63 and 62). */
function* usedRuns(pagemap: number, { start, end }: Range): Generator<Range, void, undefined> {
  const entries = Buffer.alloc(PAGES_AT_ONCE * 8);
  let begun: number | undefined;
  for (let at = start; at < end; at += PAGES_AT_ONCE * PAGE_BYTES) {
    const wanted = Math.min(PAGES_AT_ONCE, (end - at) / PAGE_BYTES) * 8;
    const length = readSync(pagemap, entries, 0, wanted, (at / PAGE_BYTES) * 8);
    if (length !== wanted) throw new Error('the page map ends too early');
    for (let entry = 0; entry < length; entry += 8) {
      const isUsed = (entries[entry + 7] ?? 0) >= 0x40;
      const address = at + (entry / 8) * PAGE_BYTES;
      if (isUsed) begun ??= address;
      if (!isUsed && begun !== undefined) {
        yield { start: begun, end: address };
        begun = undefined;
      }
    }
  }
  if (begun !== undefined) yield { start: begun, end };
}

/** EIO: no page can be read there, because it guards a stack or has been given back since the map was read. */
function readMapped(memory: number, into: Buffer, at: number): number {
  try {
    return readSync(memory, into, 0, into.length, at);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EIO') return 0;
    throw error;
  }
}
