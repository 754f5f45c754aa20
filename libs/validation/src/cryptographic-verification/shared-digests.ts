import { createHash, type Hash } from 'node:crypto';
import type { SignedZone } from '../format-checking/byte-range.js';

export interface DigestRequest {
  readonly zone: SignedZone;
  /** A name that node:crypto knows. */
  readonly algorithm: string;
}

export interface SharedDigests {
  /** In the order of the requests. */
  readonly digests: readonly Uint8Array[];
  /** SHA-256 of the whole file, from the same pass. */
  readonly fileSha256: string;
  /** SHA-256 of `bytes[0, end)` for the ends asked for, also from the same pass. */
  readonly prefixSha256: ReadonlyMap<number, string>;
}

const fileAlgorithm = 'sha256';

/**
 * Every signature starts at byte 0, so their heads are the same bytes: one running hash per algorithm is forked at each
 * gap (`hash.copy()`), and only the tail is hashed into the fork. Cost = file + Σ tails, not file × signatures.
 */
export function digestSignedZones(bytes: Uint8Array, requests: readonly DigestRequest[], prefixEnds: readonly number[] = []): SharedDigests {
  const digests = new Array<Uint8Array>(requests.length);
  const prefixSha256 = new Map<number, string>();
  const ends = [...new Set(prefixEnds)].sort((a, b) => b - a);
  const order = requests.map((_, index) => index).sort((a, b) => gapStart(requests, a) - gapStart(requests, b));
  const running = new Map<string, { hash: Hash; position: number }>();
  const stateOf = (algorithm: string): { hash: Hash; position: number } => {
    const known = running.get(algorithm);
    if (known !== undefined) return known;
    const fresh = { hash: createHash(algorithm), position: 0 };
    running.set(algorithm, fresh);
    return fresh;
  };
  /** Moves a running hash on, leaving SHA-256 of the wanted prefixes behind. */
  const advance = (algorithm: string, to: number): Hash => {
    const state = stateOf(algorithm);
    while (algorithm === fileAlgorithm && (ends.at(-1) ?? Infinity) <= to) {
      const end = ends.pop() ?? to;
      state.hash.update(bytes.subarray(state.position, end));
      state.position = Math.max(state.position, end);
      prefixSha256.set(end, state.hash.copy().digest('hex'));
    }
    state.hash.update(bytes.subarray(state.position, to));
    state.position = to;
    return state.hash;
  };
  for (const index of order) {
    const request = requests[index];
    if (request === undefined) continue;
    const fork = advance(request.algorithm, request.zone.gapStart).copy();
    digests[index] = fork.update(bytes.subarray(request.zone.gapEnd, request.zone.end)).digest();
  }
  return { digests, fileSha256: advance(fileAlgorithm, bytes.length).digest('hex'), prefixSha256 };
}

function gapStart(requests: readonly DigestRequest[], index: number): number {
  return requests[index]?.zone.gapStart ?? 0;
}
