import { localGovernmentClock, type LegalClock } from './legal-clock.js';
import { usualReminders, type ReminderPolicy } from './reminder-policy.js';

/** How a body keeps time: the part of its profile that is about days. */
export interface BodyTime {
  /** 'off' for bodies whose minutes no law gives a time. */
  readonly clock: LegalClock | 'off';
  readonly reminders: ReminderPolicy | 'off';
  /** So many working days before the due date the office hears of it; then again when it has passed. */
  readonly escalateWorkingDaysBefore: number | 'off';
  /** A request that names no expiry gets one so many days after it was sent. Off by default: the due date binds nothing, expiry does. */
  readonly expiresAfterDays: number | 'off';
  /** Where the minutes can be read, for the notice; the body itself when not given. */
  readonly minutesKeptAt?: string;
  /** Beside the sender, who is told when time runs short: the chair's office. */
  readonly office?: { readonly name: string; readonly email: string };
}

/** A profile that says nothing: the clock is somebody's decision, being reminded of a date that a clerk has set is not. */
export const silentProfile: BodyTime = { clock: 'off', reminders: usualReminders, escalateWorkingDaysBefore: 2, expiresAfterDays: 'off' };

/** Why a profile cannot be used. `member` is its path; values are never repeated. */
export class BodyProfileError extends Error {
  override readonly name = 'BodyProfileError';
  readonly code = 'profile-invalid';

  constructor(readonly member: string) {
    super(`body profile: ${member} is not right`);
  }
}

/** No rule of any body needs more, and every loop over days stays short. */
const mostDays = 3650;

/**
 * Reads what a body's profile says of time; other members are not looked at, and what is not said is as in `silentProfile` or, inside `clock` and `reminders`,
 * as is usual.
 * @throws BodyProfileError
 */
export function readBodyTime(profile: unknown): BodyTime {
  const given = record(profile, '');
  return {
    clock: orOff(given, 'clock', silentProfile.clock, readClock),
    reminders: orOff(given, 'reminders', silentProfile.reminders, readReminders),
    escalateWorkingDaysBefore: orOff(given, 'escalateWorkingDaysBefore', silentProfile.escalateWorkingDaysBefore, (value) => days(value, 'escalateWorkingDaysBefore', 1, 60)),
    expiresAfterDays: orOff(given, 'expiresAfterDays', silentProfile.expiresAfterDays, (value) => days(value, 'expiresAfterDays', 1, mostDays)),
    ...(given['minutesKeptAt'] === undefined ? {} : { minutesKeptAt: words(given['minutesKeptAt'], 'minutesKeptAt') }),
    ...(given['office'] === undefined ? {} : { office: readOffice(given['office']) }),
  };
}

function readClock(value: unknown): LegalClock {
  const { adjustWithinDays, noticeWithinDays, appealDays } = localGovernmentClock;
  const given = record(value, 'clock', ['adjustWithinDays', 'noticeWithinDays', 'appealDays']);
  return {
    adjustWithinDays: days(given['adjustWithinDays'] ?? adjustWithinDays, 'clock.adjustWithinDays', 0, mostDays),
    noticeWithinDays: days(given['noticeWithinDays'] ?? noticeWithinDays, 'clock.noticeWithinDays', 0, mostDays),
    appealDays: days(given['appealDays'] ?? appealDays, 'clock.appealDays', 1, mostDays),
  };
}

function readReminders(value: unknown): ReminderPolicy {
  const given = { ...usualReminders, ...record(value, 'reminders', Object.keys(usualReminders)) };
  const before: unknown = given.workingDaysBefore;
  if (!Array.isArray(before) || before.length > 10) throw new BodyProfileError('reminders.workingDaysBefore');
  const fromHour = days(given.fromHour, 'reminders.fromHour', 0, 23);
  return {
    workingDaysBefore: before.map((each: unknown, index) => days(each, `reminders.workingDaysBefore[${String(index)}]`, 0, 60)),
    everyWorkingDaysAfter: days(given.everyWorkingDaysAfter, 'reminders.everyWorkingDaysAfter', 0, 60),
    atMost: days(given.atMost, 'reminders.atMost', 0, 50),
    fromHour,
    untilHour: days(given.untilHour, 'reminders.untilHour', fromHour + 1, 24),
  };
}

function readOffice(value: unknown): { readonly name: string; readonly email: string } {
  const { name, email } = record(value, 'office', ['name', 'email']);
  if (typeof email !== 'string' || email === '' || email.length > 254) throw new BodyProfileError('office.email');
  return { name: words(name, 'office.name'), email };
}

function words(value: unknown, member: string): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 200) throw new BodyProfileError(member);
  return value.trim();
}

function orOff<T>(given: Readonly<Record<string, unknown>>, member: string, silent: T | 'off', read: (value: unknown) => T): T | 'off' {
  const value = given[member];
  if (value === undefined) return silent;
  return value === 'off' ? 'off' : read(value);
}

function record(value: unknown, member: string, known?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BodyProfileError(member);
  // A misspelt member would silently be as usual.
  for (const key of Object.keys(value)) if (known !== undefined && !known.includes(key)) throw new BodyProfileError(`${member}.${key.slice(0, 40)}`);
  return value as Readonly<Record<string, unknown>>;
}

function days(value: unknown, member: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw new BodyProfileError(member);
  return value;
}
