import { addWorkingDays, isSwedishWorkingDay, workingDayUntil } from './swedish-holidays.js';
import type { WallTime } from './time-zone.js';

/** When those whose turn it is are reminded of a due date. Only on working days, and only between two hours of the day. */
export interface ReminderPolicy {
  /** So many working days before the due date; 0 is the due date itself, or the last working day before it. */
  readonly workingDaysBefore: readonly number[];
  /** After the due date: every so many working days. 0: never. */
  readonly everyWorkingDaysAfter: number;
  /** Of one person about one due date. */
  readonly atMost: number;
  /** Hours of the body's clocks: from `fromHour` until `untilHour` strikes. */
  readonly fromHour: number;
  readonly untilHour: number;
}

export const usualReminders: ReminderPolicy = { workingDaysBefore: [3, 0], everyWorkingDaysAfter: 3, atMost: 5, fromHour: 8, untilHour: 17 };

export interface Reminded {
  readonly dueDay: string;
  /** The day on which the person last heard of the due date: by invitation, reminder or a new date. */
  readonly lastToldOn: string;
  /** Reminders of this due date so far. */
  readonly sent: number;
}

/** A working day between the two hours: nobody is written to at night or on a holiday. */
export function isTimeToWrite({ day, hour }: WallTime, { fromHour, untilHour }: Pick<ReminderPolicy, 'fromHour' | 'untilHour'>): boolean {
  return hour >= fromHour && hour < untilHour && isSwedishWorkingDay(day);
}

/**
 * Whether a reminder is due now. Derived from what was sent and from the day alone: asked a hundred times a day, or not for a week, it says the same of the same
 * facts. A day that was missed is made up for once, however many were missed.
 */
export function isReminderDue(policy: ReminderPolicy, { dueDay, lastToldOn, sent }: Reminded, now: WallTime): boolean {
  if (sent >= policy.atMost || !isTimeToWrite(now, policy)) return false;
  const isBetween = (day: string): boolean => lastToldOn < day && day <= now.day;
  const lastDay = workingDayUntil(dueDay);
  if (policy.workingDaysBefore.some((count) => isBetween(addWorkingDays(lastDay, -count)))) return true;
  return policy.everyWorkingDaysAfter > 0 && reachesAfter(policy.everyWorkingDaysAfter, dueDay, isBetween, now.day);
}

function reachesAfter(every: number, dueDay: string, isBetween: (day: string) => boolean, today: string): boolean {
  for (let day = addWorkingDays(dueDay, every); day <= today; day = addWorkingDays(day, every)) if (isBetween(day)) return true;
  return false;
}

export type EscalationStage = 'dueSoon' | 'overdue';

/**
 * What the body's office should hear now: that a due date comes within so many working days, or that it has passed. Undefined when it is neither, or not
 * the time to write. Whoever asks remembers what it has told.
 */
export function escalationDue(workingDaysBefore: number, dueDay: string, now: WallTime, hours: Pick<ReminderPolicy, 'fromHour' | 'untilHour'>): EscalationStage | undefined {
  if (!isTimeToWrite(now, hours)) return undefined;
  if (now.day > dueDay) return 'overdue';
  return now.day >= addWorkingDays(workingDayUntil(dueDay), -workingDaysBefore) ? 'dueSoon' : undefined;
}
