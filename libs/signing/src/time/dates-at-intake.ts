import { addDays, adjustBy, calendarDayIn, startOfDay, type BodyTime } from '#minutes';
import type { BodyRow } from '#persistence';

/** What a sender may say of time. Left out: as the body's clock has it. Null: none. */
export interface GivenDates {
  /** YYYY-MM-DD */
  readonly dueDate?: string | null | undefined;
  readonly expiresAt?: Date | null | undefined;
  /** The last day on which one can sign, on the body's clocks: another way to say `expiresAt`. */
  readonly expiresOn?: string | undefined;
}

export interface CaseDates {
  readonly dueDate: string | null;
  readonly expiresAt?: Date;
}

/** The due date comes from the day of the meeting, as the law has it; a default expiry from the day of sending, so that it lies ahead however late the minutes are. */
export function datesAtIntake(given: GivenDates, { clock, expiresAfterDays }: BodyTime, { timeZone }: Pick<BodyRow, 'timeZone'>, meetingDay: string, now: Date): CaseDates {
  const dueDate = given.dueDate === undefined ? (clock === 'off' ? null : adjustBy(meetingDay, clock)) : given.dueDate;
  const expiresAt = givenExpiry(given, timeZone) ?? (given.expiresAt === null || expiresAfterDays === 'off' ? undefined : endOfDay(addDays(calendarDayIn(now, timeZone), expiresAfterDays), timeZone));
  return { dueDate, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** The moment that was named, in either way; undefined when neither was, or none is wanted. */
export function givenExpiry({ expiresAt, expiresOn }: GivenDates, timeZone: string): Date | undefined {
  return expiresOn === undefined ? (expiresAt ?? undefined) : endOfDay(expiresOn, timeZone);
}

/** The first moment at which the day is over. */
function endOfDay(day: string, timeZone: string): Date {
  return startOfDay(addDays(day, 1), timeZone);
}
