import type { RunnerSession } from '../database/sql-session.js';
import { bodyTable, meetingTable, type BodyRow, type MeetingRow } from '../tables/index.js';
import { Table, type New } from './table.js';

/** The body whose transaction this is. */
export class BodyStore {
  private readonly table: Table<BodyRow>;

  constructor(session: RunnerSession) {
    this.table = new Table(session, bodyTable);
  }

  /** Creates the body that the transaction names: `database.inBody(newId, (tx) => tx.bodies.insert(...))`. */
  insert(body: New<BodyRow>): Promise<void> {
    return this.table.insert(body);
  }

  get(): Promise<BodyRow | undefined> {
    return this.table.find({});
  }

  /** False when there is no such body. */
  async setProfile(profile: BodyRow['profile']): Promise<boolean> {
    return (await this.table.update({}, { profile })) === 1;
  }
}

export class MeetingStore {
  private readonly table: Table<MeetingRow>;

  constructor(session: RunnerSession) {
    this.table = new Table(session, meetingTable);
  }

  insert(meeting: New<MeetingRow>): Promise<void> {
    return this.table.insert(meeting);
  }

  get(id: string): Promise<MeetingRow | undefined> {
    return this.table.find({ id });
  }
}
