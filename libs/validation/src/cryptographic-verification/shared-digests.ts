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
}

const fileAlgorithm = 'sha256';

/**
 * Every signature starts at byte 0, so their heads are the same bytes: one running hash per algorithm is forked at each
 * gap (`hash.copy()`), and only the tail is hashed into the fork. Cost = file + Σ tails, not file × signatures.
 */
export function digestSignedZones(bytes: Uint8Array, requests: readonly DigestRequest[]): SharedDigests {
  const digests = new Array<Uint8Array>(requests.length);
  const order = requests.map((_, index) => index).sort((a, b) => gapStart(requests, a) - gapStart(requests, b));
  const running = new Map<string, { hash: Hash; position: number }>();
  const stateOf = (algorithm: string): { hash: Hash; position: number } => {
    const known = running.get(algorithm);
    if (known !== undefined) return known;
    const fresh = { hash: createHash(algorithm), position: 0 };
    running.set(algorithm, fresh);
    return fresh;
  };
  for (const index of order) {
    const request = requests[index];
    if (request === undefined) continue;
    const state = stateOf(request.algorithm);
    state.hash.update(bytes.subarray(state.position, request.zone.gapStart));
    state.position = request.zone.gapStart;
    const fork = state.hash.copy();
    digests[index] = fork.update(bytes.subarray(request.zone.gapEnd, request.zone.end)).digest();
  }
  const file = stateOf(fileAlgorithm);
  return { digests, fileSha256: file.hash.update(bytes.subarray(file.position)).digest('hex') };
}

function gapStart(requests: readonly DigestRequest[], index: number): number {
  return requests[index]?.zone.gapStart ?? 0;
}
