import { calendarDayIn, escalationDue, usualReminders, wallTimeIn, type BodyTime, type EscalationStage, type ReminderPolicy, type WallTime } from '#minutes';
import type { BodyRow } from '#persistence';
import { bodyTimeOf } from '../time/body-profile.js';

/** How a body writes to people, now. */
export interface WritingTime {
  readonly now: Date;
  readonly wall: WallTime;
  readonly time: BodyTime;
  readonly hours: Pick<ReminderPolicy, 'fromHour' | 'untilHour'>;
}

export function writingTimeOf(body: BodyRow, now: Date): WritingTime {
  const time = bodyTimeOf(body);
  return { now, time, wall: wallTimeIn(now, body.timeZone), hours: time.reminders === 'off' ? usualReminders : time.reminders };
}

/** What the office should hear of a case now. Not on the day on which it was sent: whoever sends minutes that are late knows it. */
export function escalationOf({ time, wall, hours }: WritingTime, dueDate: string, createdAt: Date, timeZone: string): EscalationStage | undefined {
  const { escalateWorkingDaysBefore } = time;
  if (escalateWorkingDaysBefore === 'off' || calendarDayIn(createdAt, timeZone) >= wall.day) return undefined;
  return escalationDue(escalateWorkingDaysBefore, dueDate, wall, hours);
}

/** What a task's row knows of reminders. A new due date begins anew. */
export function remindedOf(
  task: { readonly invitedAt: Date | null; readonly remindedOn: string | null; readonly remindedFor: string | null; readonly reminderCount: number },
  dueDay: string,
  timeZone: string,
): { readonly dueDay: string; readonly lastToldOn: string; readonly sent: number } {
  const invitedOn = task.invitedAt === null ? '' : calendarDayIn(task.invitedAt, timeZone);
  const remindedOn = task.remindedOn ?? '';
  return { dueDay, lastToldOn: remindedOn > invitedOn ? remindedOn : invitedOn, sent: task.remindedFor === dueDay ? task.reminderCount : 0 };
}
