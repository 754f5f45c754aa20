import { createHash } from 'node:crypto';
import { PersistenceError } from '../database/errors.js';
import type { RunnerSession } from '../database/sql-session.js';
import { revisionTable, type RevisionRow } from '../tables/index.js';
import { BlobStore, damaged } from './blobs.js';
import { Table, type New } from './table.js';

/** The revisions of a case's file: each stored as what it adds, read as a whole. Written by the signer alone. */
export class RevisionStore {
  private readonly table: Table<RevisionRow>;
  private readonly blobs: BlobStore;

  constructor(session: RunnerSession) {
    this.table = new Table(session, revisionTable);
    this.blobs = new BlobStore(session);
  }

  /** The update's blob must be there; the database refuses a revision that does not continue the one before (23514). */
  insert(...revisions: readonly New<RevisionRow>[]): Promise<void> {
    return this.table.insert(...revisions);
  }

  get(signRequestId: string, number: number): Promise<RevisionRow | undefined> {
    return this.table.find({ signRequestId, number });
  }

  /** In the order of `number`, up to and including `upTo`. */
  async listOf(signRequestId: string, upTo = Number.MAX_SAFE_INTEGER): Promise<RevisionRow[]> {
    const revisions = await this.table.list({ signRequestId }, { number: 'ASC' });
    return revisions.filter((revision) => revision.number <= upTo);
  }

  /** The whole file up to and including revision `number`, in one allocation, checked against its hash. */
  async readWhole(signRequestId: string, number: number): Promise<Uint8Array> {
    const revisions = await this.listOf(signRequestId, number);
    const last = revisions.at(-1);
    if (last === undefined || last.number !== number) {
      throw new PersistenceError('not-found', 'there is no such revision', { details: { signRequestId, number } });
    }
    const whole = Buffer.allocUnsafe(last.length);
    for (const revision of revisions) {
      const copied = await this.blobs.copyInto(whole, revision.startOffset, revision.updateSha256);
      if (copied !== revision.length - revision.startOffset) throw damaged(revision.updateSha256);
    }
    if (createHash('sha256').update(whole).digest('hex') !== last.wholeSha256) throw damaged(last.wholeSha256);
    return whole;
  }

  /** The bytes `[start, end)` of the file at revision `number`, in pieces of at most 1 MiB. Not checked against a hash. */
  async *readRange(signRequestId: string, number: number, start: number, end: number): AsyncGenerator<Uint8Array> {
    for (const revision of await this.listOf(signRequestId, number)) {
      const from = Math.max(start, revision.startOffset);
      const to = Math.min(end, revision.length);
      if (from >= to) continue;
      yield* this.blobs.read(revision.updateSha256, from - revision.startOffset, to - revision.startOffset);
    }
  }
}
