import { hash } from 'node:crypto';

import type { HashAlgorithm } from './algorithms.js';

/** Of what is in hand as a whole. A Hash object costs several times as much for something as short as a certificate, and is left to the collector. */
export function digestOf(algorithm: HashAlgorithm, data: Uint8Array): Buffer {
  return hash(algorithm, data, 'buffer');
}
