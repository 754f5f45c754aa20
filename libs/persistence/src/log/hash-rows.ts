import { hashLength } from '#evidence';
import { PersistenceError } from '../database/errors.js';

/** Hashes as one column holds them: one behind the other. */
export function joinHashes(hashes: readonly Uint8Array[]): Buffer {
  return Buffer.concat(hashes);
}

export function splitHashes(bytes: Buffer): Buffer[] {
  if (bytes.length % hashLength !== 0) throw new PersistenceError('log-damaged', 'stored hashes of the log have the wrong length');
  return Array.from({ length: bytes.length / hashLength }, (_, i) => bytes.subarray(i * hashLength, (i + 1) * hashLength));
}
