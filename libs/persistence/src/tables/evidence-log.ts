import { bigint, bytes, defineTable, integer, text, timestamp, uuid } from './define-table.js';

/** An entry that is written and not yet in the log of all cases. */
export interface EvidencePendingRow {
  /** Rises within a case. */
  id: number;
  bodyId: string;
  signRequestId: string;
  sequence: number;
}
export const evidencePendingTable = defineTable<EvidencePendingRow>('evidence_pending', { id: bigint.primaryKey, bodyId: uuid, signRequestId: uuid, sequence: integer });

/** One place in the log of all cases. */
export interface EvidenceLeafRow {
  /** From 0, without gaps. */
  leafIndex: number;
  bodyId: string;
  signRequestId: string;
  sequence: number;
  entryHash: string;
}
export const evidenceLeafTable = defineTable<EvidenceLeafRow>('evidence_leaf', {
  leafIndex: bigint.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  sequence: integer,
  entryHash: text,
});

/** A full tile of the tree: 256 hashes of 32 bytes, one behind the other, and their root. */
export interface EvidenceTileRow {
  tileLevel: number;
  tileIndex: number;
  hashes: Buffer;
  root: Buffer;
}
export const evidenceTileTable = defineTable<EvidenceTileRow>('evidence_tile', { tileLevel: integer.primaryKey, tileIndex: bigint.primaryKey, hashes: bytes, root: bytes });

/** What the signing component sealed: the log had this size and this root. */
export interface EvidenceCheckpointRow {
  size: number;
  origin: string;
  /** Lower-case hex. */
  root: string;
  /** Leaf hashes of the tile that was not full: with the tiles, enough for every proof up to this size. */
  openLeaves: Buffer;
  /** DER. */
  seal: Buffer;
  /** DER. */
  timestampToken: Buffer;
  at: Date;
}
export const evidenceCheckpointTable = defineTable<EvidenceCheckpointRow>('evidence_checkpoint', {
  size: bigint.primaryKey,
  origin: text,
  root: text,
  openLeaves: bytes,
  seal: bytes,
  timestampToken: bytes,
  at: timestamp,
});

/** That a checkpoint was left at a place outside, where we cannot take it back. */
export interface EvidenceDeliveryRow {
  size: number;
  /** `folder`, or `mail:` and the address. */
  place: string;
  at: Date;
}
export const evidenceDeliveryTable = defineTable<EvidenceDeliveryRow>('evidence_delivery', { size: bigint.primaryKey, place: text.primaryKey, at: timestamp });
