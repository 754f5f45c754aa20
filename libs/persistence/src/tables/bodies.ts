import { date, defineTable, json, text, timestamp, uuid } from './define-table.js';

export type Language = 'sv' | 'en';

/** A public body: the tenant. `bodyId` is its key and the wall around everything that belongs to it. */
export interface BodyRow {
  bodyId: string;
  /** For URLs and file names; unique in the installation. */
  slug: string;
  displayName: string;
  defaultLanguage: Language;
  /** IANA name, e.g. `Europe/Stockholm`. */
  timeZone: string;
  /** Settings of the body: default order, clock, level of assurance … */
  profile: Record<string, unknown>;
  createdAt: Date;
}
export const bodyTable = defineTable<BodyRow>('body', {
  bodyId: uuid.primaryKey,
  slug: text,
  displayName: text,
  defaultLanguage: text,
  timeZone: text,
  profile: json,
  createdAt: timestamp,
});

/** A meeting of a body; several sign requests may belong to one. */
export interface MeetingRow {
  id: string;
  bodyId: string;
  /** `YYYY-MM-DD`, a calendar day in the body's time zone. */
  meetingDate: string;
  title: string;
}
export const meetingTable = defineTable<MeetingRow>('meeting', { id: uuid.primaryKey, bodyId: uuid, meetingDate: date, title: text });
