import { defineTable, integer, json, text, timestamp, uuid } from './define-table.js';

export type LinkPurpose = 'sign' | 'download';

/** The hash of a link that was mailed. The link itself is nowhere: the worker derives it when it writes the mail. */
export interface LinkTokenRow {
  id: string;
  bodyId: string;
  signRequestId: string;
  /** Null for a link that belongs to the case and not to a person. */
  taskId: string | null;
  purpose: LinkPurpose;
  rotation: number;
  tokenSha256: string;
  createdAt: Date;
  revokedAt: Date | null;
}
export const linkTokenTable = defineTable<LinkTokenRow>('link_token', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  taskId: uuid.orNull,
  purpose: text,
  rotation: integer,
  tokenSha256: text,
  createdAt: timestamp,
  revokedAt: timestamp.orNull,
});

/** The short session that a signatory's link is swapped for. */
export interface TaskSessionRow {
  id: string;
  bodyId: string;
  signRequestId: string;
  taskId: string | null;
  purpose: LinkPurpose;
  sessionSha256: string;
  createdAt: Date;
  expiresAt: Date;
}
export const taskSessionTable = defineTable<TaskSessionRow>('task_session', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  taskId: uuid.orNull,
  purpose: text,
  sessionSha256: text,
  createdAt: timestamp,
  expiresAt: timestamp,
});

/** A session of the desk. `bodyId` null: the administrator of the installation, who sees every body. */
export interface StaffSessionRow {
  id: string;
  bodyId: string | null;
  sessionSha256: string;
  createdAt: Date;
  expiresAt: Date;
}
export const staffSessionTable = defineTable<StaffSessionRow>('staff_session', {
  id: uuid.primaryKey,
  bodyId: uuid.orNull,
  sessionSha256: text,
  createdAt: timestamp,
  expiresAt: timestamp,
});

/** Facts of the installation as a whole, e.g. the hash of the administrator's secret. The only table without a body. */
export interface InstallationRow {
  key: string;
  value: unknown;
}
export const installationTable = defineTable<InstallationRow>('installation', { key: text.primaryKey, value: json });
