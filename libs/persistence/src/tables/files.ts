import { bigint, bytes, defineTable, integer, text, timestamp, uuid } from './define-table.js';

/** Bytes by their SHA-256, in chunks. Never changed once written. */
export interface BlobRow {
  bodyId: string;
  sha256: string;
  length: number;
  createdAt: Date;
}
export const blobTable = defineTable<BlobRow>('blob', { bodyId: uuid.primaryKey, sha256: text.primaryKey, length: bigint, createdAt: timestamp });

export interface BlobChunkRow {
  bodyId: string;
  sha256: string;
  /** 0, 1, 2 …; every chunk but the last is exactly 1 MiB. */
  number: number;
  bytes: Uint8Array;
}
export const blobChunkTable = defineTable<BlobChunkRow>('blob_chunk', {
  bodyId: uuid.primaryKey,
  sha256: text.primaryKey,
  number: integer.primaryKey,
  bytes,
});

export type RevisionKind = 'original' | 'rewritten' | 'prepared' | 'signature' | 'securityStore' | 'documentTimestamp';

/** One revision of a case's file, stored as what it adds. Revision n is the updates 0 … n one after the other. */
export interface RevisionRow {
  bodyId: string;
  signRequestId: string;
  /** 0 is the original, or what a broken one was rewritten to; 1 the prepared revision, then 2, 3 …, without gaps. */
  number: number;
  kind: RevisionKind;
  /** The blob with the bytes this revision adds. */
  updateSha256: string;
  /** Where those bytes begin in the file: the length of the revision before. */
  startOffset: number;
  /** Length of the *whole* file up to and including this revision. */
  length: number;
  /** SHA-256 of the whole file up to and including this revision. */
  wholeSha256: string;
  /** Whose signature this is; null for all other kinds. */
  taskId: string | null;
  at: Date;
}
export const revisionTable = defineTable<RevisionRow>('revision', {
  bodyId: uuid,
  signRequestId: uuid.primaryKey,
  number: integer.primaryKey,
  kind: text,
  updateSha256: text,
  startOffset: bigint,
  length: bigint,
  wholeSha256: text,
  taskId: uuid.orNull,
  at: timestamp,
});

/** Where the file ends now, and who may append to it next. */
export interface RevisionHeadRow {
  bodyId: string;
  signRequestId: string;
  revisionNumber: number;
  wholeSha256: string;
  length: number;
  leaseHolder: string | null;
  leaseUntil: Date | null;
  /** Grows with every lease; what an append must still hold when it moves the head. */
  fence: number;
}
export const revisionHeadTable = defineTable<RevisionHeadRow>('revision_head', {
  bodyId: uuid,
  signRequestId: uuid.primaryKey,
  revisionNumber: integer,
  wholeSha256: text,
  length: bigint,
  leaseHolder: text.orNull,
  leaseUntil: timestamp.orNull,
  fence: bigint,
});
