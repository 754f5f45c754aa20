import { createHash, type Hash } from 'node:crypto';
import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { HashedHead } from '../embed.js';
import { writeAll } from './write-all.js';

/** Small enough to stay in the processor's cache between being read, hashed and written. */
const chunkBytes = 1024 * 1024;

/**
 * Copies all of `from` to the start of `to`, hashing exactly what it copies. While one chunk is hashed here, the thread
 * pool writes it and reads the next: two buffers, whatever the file's size.
 */
export async function copyAndHash(from: FileHandle, to: FileHandle): Promise<HashedHead> {
  const state = createHash('sha256');
  let spare = Buffer.allocUnsafeSlow(chunkBytes);
  let buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let length = 0;
  let chunk = await fill(from, buffer, 0);
  while (chunk.length > 0) {
    const writing = writeAll(to, chunk, length);
    const reading = fill(from, spare, length + chunk.length);
    state.update(chunk);
    length += chunk.length;
    [chunk] = await Promise.all([reading, writing]);
    [buffer, spare] = [spare, buffer];
  }
  return { length, state, stateOf: (hash) => (hash === 'sha256' ? state.copy() : hashStart(to.fd, length, createHash(hash))) };
}

/** Another pass, over the copy: only for keys that sign with another hash than SHA-256. */
function hashStart(descriptor: number, length: number, hash: Hash): Hash {
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  for (let at = 0; at < length; ) {
    const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, length - at), at);
    if (count === 0) throw new Error('the file became shorter while it was hashed');
    hash.update(buffer.subarray(0, count));
    at += count;
  }
  return hash;
}

/** As many bytes as there are, up to the buffer's length. */
async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
