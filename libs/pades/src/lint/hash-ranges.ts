import { createHash, type Hash } from 'node:crypto';
import type { ByteSource } from '#pdf/read';
import type { HashAlgorithm } from '#pki/parse';

/** What a ByteRange covers: from the start of the file to `before`, and from `after` to `end`. Bytes. */
export interface CoveredRange {
  readonly before: number;
  readonly after: number;
  readonly end: number;
  readonly hash: HashAlgorithm;
}

/** Small enough to stay in the processor's cache between being read and hashed. */
const chunkBytes = 1024 * 1024;

/**
 * The digests of several ranges in one pass over the file and one over each tail: what lies before a gap is hashed once for all of them.
 * Undefined for a range that the file does not have.
 */
export function hashRanges(file: Uint8Array | ByteSource, ranges: readonly CoveredRange[]): (Buffer | undefined)[] {
  const digests: (Buffer | undefined)[] = ranges.map(() => undefined);
  const running = new Map<HashAlgorithm, { readonly state: Hash; at: number }>();
  const byGap = [...ranges.entries()].sort(([, one], [, other]) => one.before - other.before);
  for (const [index, { before, after, end, hash }] of byGap) {
    if (![before, after, end].every(Number.isSafeInteger) || before < 0 || before > after || after > end || end > file.length) continue;
    const shared = running.get(hash) ?? { state: createHash(hash), at: 0 };
    running.set(hash, shared);
    feed(shared.state, file, shared.at, before);
    shared.at = before;
    const own = shared.state.copy();
    feed(own, file, after, end);
    digests[index] = own.digest();
  }
  return digests;
}

function feed(hash: Hash, file: Uint8Array | ByteSource, start: number, end: number): void {
  if (!('read' in file)) {
    hash.update(file.subarray(start, end));
    return;
  }
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, end - start));
  for (let at = start; at < end; at += buffer.length) {
    const chunk = buffer.subarray(0, Math.min(buffer.length, end - at));
    file.read(chunk, at);
    hash.update(chunk);
  }
}
