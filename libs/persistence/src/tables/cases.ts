import type { EventType, RequestStatus, TaskStatus } from '#signing-order';
import { bigint, date, defineTable, integer, json, text, timestamp, uuid } from './define-table.js';
import type { Language } from './bodies.js';

export type LevelOfAssurance = 'low' | 'substantial' | 'high';
export type AuthenticationMethod = 'emailCode' | 'openIdConnect';

/** One request that named persons sign given minutes. State, version and tasks are projections of its events. */
export interface SignRequestRow {
  id: string;
  bodyId: string;
  meetingId: string;
  title: string;
  registrationNumber: string;
  language: Language;
  requiredLevelOfAssurance: LevelOfAssurance;
  authenticationMethod: AuthenticationMethod;
  /** Name of the clerk who sends; shown in mails. */
  senderName: string;
  senderEmail: string | null;
  state: RequestStatus;
  /** The version of the last event; every change demands the version it was decided on. */
  version: number;
  /** Trouble beside the state: a cause code, the last error, the next try. Null when all is well. */
  attention: Record<string, unknown> | null;
  createdAt: Date;
  dueDate: string | null;
  originalSha256: string;
  originalLength: number;
  /** What the signed file begins with, where a broken upload was rewritten; else null. */
  rewrittenSha256: string | null;
  rewrittenLength: number | null;
  /** What the file claims in its XMP, e.g. `{part: 1, conformance: 'A'}`. */
  pdfaClaim: Record<string, unknown> | null;
  /** Findings at intake that did not refuse the file. */
  warnings: unknown[];
  preparedSha256: string | null;
  preparedLength: number | null;
  pageCount: number;
  /** Projection of the state of `#signing-order`. */
  stateJson: unknown;
  completedAt: Date | null;
  /** That the notice of these minutes was posted; null before. */
  notice: PostedNotice | null;
}

export interface PostedNotice {
  /** YYYY-MM-DD, on the body's clocks. */
  postedOn: string;
  keptAt: string;
  official: string;
}
export const signRequestTable = defineTable<SignRequestRow>('sign_request', {
  id: uuid.primaryKey,
  bodyId: uuid,
  meetingId: uuid,
  title: text,
  registrationNumber: text,
  language: text,
  requiredLevelOfAssurance: text,
  authenticationMethod: text,
  senderName: text,
  senderEmail: text.orNull,
  state: text,
  version: integer,
  attention: json.orNull,
  createdAt: timestamp,
  dueDate: date.orNull,
  originalSha256: text,
  originalLength: bigint,
  rewrittenSha256: text.orNull,
  rewrittenLength: bigint.orNull,
  pdfaClaim: json.orNull,
  warnings: json,
  preparedSha256: text.orNull,
  preparedLength: bigint.orNull,
  pageCount: integer,
  stateJson: json,
  completedAt: timestamp.orNull,
  notice: json.orNull,
});

/** A domain event. Who may write which type is decided by the table `event_writer` (see the security migration). */
export interface SignRequestEventRow {
  id: string;
  bodyId: string;
  signRequestId: string;
  /** 1, 2, 3 … within the request, without gaps. */
  version: number;
  type: EventType;
  payload: unknown;
  at: Date;
}
export const signRequestEventTable = defineTable<SignRequestEventRow>('sign_request_event', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  version: integer,
  type: text,
  payload: json,
  at: timestamp,
});

/** One signatory's task in a request. */
export interface SignTaskRow {
  id: string;
  bodyId: string;
  signRequestId: string;
  /** 1, 2, 3 …: all tasks of a step are open at once. */
  step: number;
  /** 0, 1, 2 … over the whole request, in the order given at intake. */
  position: number;
  name: string;
  /** The name that the file was prepared with, where somebody else signs in its place; else null. */
  printedName: string | null;
  email: string;
  /** Role code: chair, secretary, adjuster … */
  role: string;
  roleTitle: string;
  /** Fully qualified name of the signature field; null until prepared. */
  fieldName: string | null;
  state: TaskStatus;
  /** How many times the link was replaced; part of what the link token is made from. */
  linkRotation: number;
  invitedAt: Date | null;
  consentedAt: Date | null;
  signedAt: Date | null;
  declineReason: string | null;
  /** `YYYY-MM-DD`, the day in the body's time zone of the last reminder; null when there was none. */
  remindedOn: string | null;
  /** The due date that `reminderCount` counts reminders of. */
  remindedFor: string | null;
  reminderCount: number;
}
export const signTaskTable = defineTable<SignTaskRow>('sign_task', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  step: integer,
  position: integer,
  name: text,
  printedName: text.orNull,
  email: text,
  role: text,
  roleTitle: text,
  fieldName: text.orNull,
  state: text,
  linkRotation: integer,
  invitedAt: timestamp.orNull,
  consentedAt: timestamp.orNull,
  signedAt: timestamp.orNull,
  declineReason: text.orNull,
  remindedOn: date.orNull,
  remindedFor: date.orNull,
  reminderCount: integer,
});

/** Whom a task belonged to until the link of `rotation` was made for somebody else, or for another address. */
export interface FormerSignatoryRow {
  bodyId: string;
  signRequestId: string;
  taskId: string;
  rotation: number;
  /** Both null when erased. */
  name: string | null;
  email: string | null;
  replacedAt: Date;
  erasedAt: Date | null;
}
export const formerSignatoryTable = defineTable<FormerSignatoryRow>('former_signatory', {
  bodyId: uuid,
  signRequestId: uuid,
  taskId: uuid.primaryKey,
  rotation: integer.primaryKey,
  name: text.orNull,
  email: text.orNull,
  replacedAt: timestamp,
  erasedAt: timestamp.orNull,
});
