import { defineTable, integer, json, text, timestamp, uuid } from './define-table.js';

/** One link of a case's evidence chain. The database refuses to change or remove it, whoever asks. */
export interface EvidenceEntryRow {
  id: string;
  bodyId: string;
  signRequestId: string;
  /** 1, 2, 3 … within the case, without gaps. */
  sequence: number;
  /** `entryHash` of the entry before; 64 zeros for the first. */
  previousHash: string;
  entryHash: string;
  entry: unknown;
  /** The RFC 8785 form of `entry`, which is what was hashed. */
  canonical: string;
  at: Date;
}
export const evidenceEntryTable = defineTable<EvidenceEntryRow>('evidence_entry', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  sequence: integer,
  previousHash: text,
  entryHash: text,
  entry: json,
  canonical: text,
  at: timestamp,
});

/** The personal datum behind a commitment in an evidence entry, and its salt: erasable, while the chain stays whole. */
export interface EvidenceOpeningRow {
  bodyId: string;
  signRequestId: string;
  sequence: number;
  name: string;
  salt: string | null;
  value: unknown;
  erasedAt: Date | null;
  /** By which decision it was erased. */
  decision: string | null;
}
export const evidenceOpeningTable = defineTable<EvidenceOpeningRow>('evidence_opening', {
  bodyId: uuid,
  signRequestId: uuid.primaryKey,
  sequence: integer.primaryKey,
  name: text.primaryKey,
  salt: text.orNull,
  value: json.orNull,
  erasedAt: timestamp.orNull,
  decision: text.orNull,
});

/** Work that follows from a decision, written with it. The relay turns a row into a job whose id is the row's. */
export interface OutboxRow {
  id: string;
  bodyId: string;
  queue: string;
  name: string;
  payload: unknown;
  /** Names the outside effect, e.g. `invitation:<task>:<rotation>`: the same effect always has the same key. */
  effectKey: string;
  notBefore: Date;
  createdAt: Date;
  dispatchedAt: Date | null;
  /** Why the relay could not pass it on, last time. */
  lastError: string | null;
}
export const outboxTable = defineTable<OutboxRow>('outbox', {
  id: uuid.primaryKey,
  bodyId: uuid,
  queue: text,
  name: text,
  payload: json,
  effectKey: text,
  notBefore: timestamp,
  createdAt: timestamp,
  dispatchedAt: timestamp.orNull,
  lastError: text.orNull,
});

/** An outside effect that was done, so that it is not done again. */
export interface EffectRow {
  bodyId: string;
  effectKey: string;
  doneAt: Date;
  detail: Record<string, unknown>;
}
export const effectTable = defineTable<EffectRow>('effect', {
  bodyId: uuid.primaryKey,
  effectKey: text.primaryKey,
  doneAt: timestamp,
  detail: json,
});

/** A mail that was sent or tried: to whom, which kind, when. Neither text nor link nor code. */
export interface MailRow {
  id: string;
  bodyId: string;
  signRequestId: string;
  taskId: string | null;
  kind: string;
  toAddress: string;
  messageId: string;
  createdAt: Date;
  sentAt: Date | null;
  error: string | null;
}
export const mailTable = defineTable<MailRow>('mail', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  taskId: uuid.orNull,
  kind: text,
  toAddress: text,
  messageId: text,
  createdAt: timestamp,
  sentAt: timestamp.orNull,
  error: text.orNull,
});
