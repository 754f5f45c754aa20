import { createHash, type Hash } from 'node:crypto';
import { type FinishedUpdate, signedParts, writeContents } from '#pdf/write';
import type { HashAlgorithm } from '#pki/parse';
import { PdfError } from '#pdf/read';
import { PadesError } from '../pades-error.js';

/** The head, hashed once: every digest of a revision behind it starts from a copy of this state. */
export interface HashedHead {
  readonly length: number;
  /** SHA-256 over the head; never finished, only copied. */
  readonly state: Hash;
  /** The same by another algorithm: one more pass over the head, for keys that sign with another hash. */
  stateOf(hash: HashAlgorithm): Hash;
}

export function hashHead(head: Uint8Array): HashedHead {
  const state = createHash('sha256').update(head);
  return { length: head.byteLength, state, stateOf: (hash) => (hash === 'sha256' ? state.copy() : createHash(hash).update(head)) };
}

/** The head with an update behind it, which is all that is hashed here. */
export function hashedWith(head: HashedHead, update: Uint8Array): HashedHead {
  return { length: head.length + update.byteLength, state: head.state.copy().update(update), stateOf: (hash) => head.stateOf(hash).update(update) };
}

/** The digest of what the ByteRange covers: the head as it is, then the update around the gap. Nothing is joined. */
export function digestOf(head: HashedHead, finished: FinishedUpdate, algorithm: HashAlgorithm = 'sha256'): Buffer {
  const hash = head.stateOf(algorithm);
  for (const part of signedParts(finished)) hash.update(part);
  return hash.digest();
}

/** @throws PadesError `contents-too-small` */
export function embed(finished: FinishedUpdate, der: Uint8Array): void {
  try {
    writeContents(finished, der);
  } catch (error) {
    if (error instanceof PdfError && error.code === 'contents-too-small') {
      throw new PadesError('contents-too-small', 'the signature does not fit into the room reserved for it', { bytes: der.byteLength });
    }
    throw error;
  }
}

/** SHA-256 of head and update, and their length together. */
export function revisionOf(head: HashedHead, update: Uint8Array): { revisionSha256: string; revisionLength: number } {
  return { revisionSha256: head.state.copy().update(update).digest('hex'), revisionLength: head.length + update.byteLength };
}
