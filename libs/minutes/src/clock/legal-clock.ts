import { addDays } from './calendar-day.js';
import { workingDayFrom } from './swedish-holidays.js';

/** The days that a body's minutes are given. */
export interface LegalClock {
  /** Minutes are adjusted within so many days of the meeting. */
  readonly adjustWithinDays: number;
  /** The notice is posted at the latest so many days after the adjustment. */
  readonly noticeWithinDays: number;
  /** How long the notice is up and decisions can be appealed. */
  readonly appealDays: number;
}

/** Kommunallagen (2017:725): adjusted within 14 days, announced by the second day, appeal within three weeks of the announcement (13 kap. 5 §). */
export const localGovernmentClock: LegalClock = { adjustWithinDays: 14, noticeWithinDays: 2, appealDays: 21 };

/** The last day for adjusting. A due date: after it the minutes are overdue, and can be signed all the same. Not moved past days off. */
export function adjustBy(meetingDay: string, clock: LegalClock): string {
  return addDays(meetingDay, clock.adjustWithinDays);
}

/** Whether a due date has passed: not yet on the day itself. */
export function isOverdue(dueDay: string, today: string): boolean {
  return today > dueDay;
}

/** The last day for posting the notice. Not moved past days off: a digital board has none. */
export function postNoticeBy(adjustedOn: string, clock: LegalClock): string {
  return addDays(adjustedOn, clock.noticeWithinDays);
}

export interface AppealPeriod {
  /** The last day on which an appeal is in time; always a working day (lagen 1930:173, 2 §). */
  readonly lastDay: string;
  /** From this day the notice may be taken down. */
  readonly takeDownOn: string;
  /** The decisions have legal force from this day, if nobody has appealed: never say it without that. */
  readonly legalForceOn: string;
}

/** Counted from the day on which the notice was posted: three weeks end on the same day of the week, or on the next working day. */
export function appealPeriod(postedOn: string, clock: LegalClock): AppealPeriod {
  const lastDay = workingDayFrom(addDays(postedOn, clock.appealDays));
  const dayAfter = addDays(lastDay, 1);
  return { lastDay, takeDownOn: dayAfter, legalForceOn: dayAfter };
}
