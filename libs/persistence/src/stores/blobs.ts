import { createHash } from 'node:crypto';
import { PersistenceError } from '../database/errors.js';
import type { RunnerSession } from '../database/sql-session.js';

/** Every chunk but a blob's last has exactly this many bytes, so that a place in the file tells its chunk. */
export const CHUNK_BYTES = 1024 * 1024;
/** How many chunks are asked for at once: few enough to keep memory flat, enough to keep the connection busy. */
const CHUNKS_PER_QUERY = 8;

export interface StoredBlob {
  sha256: string;
  length: number;
}

/** Content-addressed bytes of one body. Writing the same bytes again changes nothing. */
export class BlobStore {
  constructor(private readonly session: RunnerSession) {}

  /** Keeps the bytes and returns their address. The hash is computed here: an address is never taken on trust. */
  async put(bytes: Uint8Array, createdAt: Date): Promise<StoredBlob> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const isNew = await this.session.execute(
      `INSERT INTO justera.blob (body_id, sha256, length, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (body_id, sha256) DO NOTHING`,
      [this.session.bodyId, sha256, bytes.byteLength, createdAt],
    );
    if (isNew === 1) {
      for (let number = 0; number * CHUNK_BYTES < bytes.byteLength; number += 1) {
        const chunk = bytes.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES);
        await this.session.execute('INSERT INTO justera.blob_chunk (body_id, sha256, number, bytes) VALUES ($1, $2, $3, $4)', [
          this.session.bodyId,
          sha256,
          number,
          asBuffer(chunk),
        ]);
      }
    }
    return { sha256, length: bytes.byteLength };
  }

  /** Length in bytes; undefined when there is no such blob. */
  async lengthOf(sha256: string): Promise<number | undefined> {
    const [row] = await this.session.query<{ length: number }>('SELECT length FROM justera.blob WHERE body_id = $1 AND sha256 = $2', [
      this.session.bodyId,
      sha256,
    ]);
    return row?.length;
  }

  /** All bytes, checked against their address. */
  async get(sha256: string): Promise<Uint8Array> {
    const length = await this.lengthOf(sha256);
    if (length === undefined) throw new PersistenceError('blob-missing', 'there is no such blob', { details: { sha256 } });
    const whole = Buffer.allocUnsafe(length);
    await this.copyInto(whole, 0, sha256);
    if (createHash('sha256').update(whole).digest('hex') !== sha256) throw damaged(sha256);
    return whole;
  }

  /** Copies the whole blob into `target` from `offset` on, without checking its hash; returns how many bytes. */
  async copyInto(target: Uint8Array, offset: number, sha256: string): Promise<number> {
    let end = offset;
    for await (const piece of this.read(sha256, 0, Number.MAX_SAFE_INTEGER)) {
      if (end + piece.byteLength > target.byteLength) throw damaged(sha256);
      target.set(piece, end);
      end += piece.byteLength;
    }
    return end - offset;
  }

  /** The bytes `[start, end)` as pieces of at most 1 MiB. Ends early when the blob does. */
  async *read(sha256: string, start: number, end: number): AsyncGenerator<Uint8Array> {
    let position = start;
    while (position < end) {
      const first = Math.floor(position / CHUNK_BYTES);
      const last = Math.min(Math.floor((end - 1) / CHUNK_BYTES), first + CHUNKS_PER_QUERY - 1);
      const rows = await this.session.query<{ number: number; bytes: Buffer }>(
        `SELECT number, bytes FROM justera.blob_chunk
         WHERE body_id = $1 AND sha256 = $2 AND number BETWEEN $3 AND $4 ORDER BY number`,
        [this.session.bodyId, sha256, first, last],
      );
      for (const { number, bytes } of rows) {
        const from = Math.max(position - number * CHUNK_BYTES, 0);
        const to = Math.min(end - number * CHUNK_BYTES, bytes.byteLength);
        if (from < to) yield bytes.subarray(from, to);
      }
      if (rows.length < last - first + 1) return;
      position = (last + 1) * CHUNK_BYTES;
    }
  }
}

export function damaged(sha256: string): PersistenceError {
  return new PersistenceError('blob-damaged', 'stored bytes do not have the hash or length they should', { details: { sha256 } });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
