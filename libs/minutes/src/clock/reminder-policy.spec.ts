import * as fc from 'fast-check';
import { addDays } from './calendar-day.js';
import { escalationDue, isReminderDue, usualReminders, type ReminderPolicy } from './reminder-policy.js';
import { isSwedishWorkingDay } from './swedish-holidays.js';

const at = (day: string, hour = 10): { day: string; hour: number; minute: number } => ({ day, hour, minute: 0 });

/** The days on which somebody invited on `invited` is reminded, when we look again and again on every day that `isUp`. */
function remindedOn(policy: ReminderPolicy, dueDay: string, invited: string, days: number, isUp: (day: string) => boolean = () => true): { day: string; hour: number }[] {
  const sent: { day: string; hour: number }[] = [];
  for (let count = 0; count < days; count += 1) {
    const day = addDays(invited, count);
    if (!isUp(day)) continue;
    for (const hour of [0, 5, 6, 7, 8, 9, 12, 13, 16, 17, 19, 20, 23]) {
      if (isReminderDue(policy, { dueDay, lastToldOn: sent.at(-1)?.day ?? invited, sent: sent.length }, at(day, hour))) sent.push({ day, hour });
    }
  }
  return sent;
}
const daysOf = (...given: Parameters<typeof remindedOn>): string[] => remindedOn(...given).map(({ day }) => day);

describe('reminders of a due date', () => {
  it.each([
    // Friday 10 April, after Easter: Tuesday is three working days before.
    ['before, on the day, and after, until the cap', '2026-04-10', '2026-03-30', ['2026-04-07', '2026-04-10', '2026-04-15', '2026-04-20', '2026-04-23']],
    ['not on the day of the invitation, which says it', '2026-04-10', '2026-04-10', ['2026-04-15', '2026-04-20', '2026-04-23', '2026-04-28', '2026-05-04']],
    ['only after, for whoever is asked when it is late', '2026-04-10', '2026-04-14', ['2026-04-15', '2026-04-20', '2026-04-23', '2026-04-28', '2026-05-04']],
    ['of a Sunday, on the last working day before it', '2026-09-06', '2026-08-24', ['2026-09-01', '2026-09-04', '2026-09-09', '2026-09-14', '2026-09-17']],
    ['of New Year’s eve, on the 30th', '2026-12-31', '2026-12-21', ['2026-12-23', '2026-12-30', '2027-01-07', '2027-01-12', '2027-01-15']],
  ])('%s', (_name, due, invited, days) => {
    expect(daysOf(usualReminders, due, invited, 90)).toEqual(days);
  });

  it('one for all days that were missed', () => {
    expect(daysOf(usualReminders, '2026-04-10', '2026-03-30', 90, (day) => day < '2026-04-01' || day > '2026-04-16')).toEqual(['2026-04-17', '2026-04-20', '2026-04-23', '2026-04-28', '2026-05-04']);
  });

  it('none after the due date where the body wants none, and none at all where the cap is nought', () => {
    expect(daysOf({ ...usualReminders, everyWorkingDaysAfter: 0 }, '2026-04-10', '2026-03-30', 90)).toEqual(['2026-04-07', '2026-04-10']);
    expect(daysOf({ ...usualReminders, atMost: 0 }, '2026-04-10', '2026-03-30', 90)).toEqual([]);
  });

  it('a new date begins anew', () => {
    const facts = { dueDay: '2026-04-10', lastToldOn: '2026-04-07', sent: 1 };
    expect(isReminderDue(usualReminders, facts, at('2026-04-10'))).toBe(true);
    expect(isReminderDue(usualReminders, { ...facts, dueDay: '2026-05-15', lastToldOn: '2026-04-09', sent: 0 }, at('2026-04-10'))).toBe(false);
    expect(isReminderDue(usualReminders, { ...facts, dueDay: '2026-05-15', lastToldOn: '2026-04-09', sent: 0 }, at('2026-05-11'))).toBe(true);
  });

  it('never more than the cap, never twice a day, never at night or on a day off, whenever we look', () => {
    const policies = fc.record({
      workingDaysBefore: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }),
      everyWorkingDaysAfter: fc.integer({ min: 0, max: 4 }),
      atMost: fc.integer({ min: 0, max: 8 }),
      fromHour: fc.integer({ min: 6, max: 12 }),
      untilHour: fc.integer({ min: 13, max: 20 }),
    });
    const invitedOn = fc.integer({ min: 0, max: 2000 }).map((count) => addDays('2025-01-01', count));
    fc.assert(
      fc.property(policies, invitedOn, fc.integer({ min: -20, max: 40 }), fc.integer({ min: 1, max: 7 }), (policy, invited, dueIn, upEvery) => {
        const sent = remindedOn(policy, addDays(invited, dueIn), invited, 60, (day) => Number(day.slice(8)) % upEvery === 0);
        expect(sent.length).toBeLessThanOrEqual(policy.atMost);
        expect(new Set(sent.map(({ day }) => day)).size).toBe(sent.length);
        for (const { day, hour } of sent) expect([isSwedishWorkingDay(day), hour >= policy.fromHour, hour < policy.untilHour, day > invited]).toEqual([true, true, true, true]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the office hears', () => {
  const stages = (hour = 10): string[] => ['2026-04-07', '2026-04-08', '2026-04-09', '2026-04-10', '2026-04-11', '2026-04-13'].map((day) => escalationDue(2, '2026-04-10', at(day, hour), usualReminders) ?? '-');

  it('before the due date, and when it has passed, on working days only', () => {
    expect(stages()).toEqual(['-', 'dueSoon', 'dueSoon', 'dueSoon', '-', 'overdue']);
    expect(stages(7)).toEqual(['-', '-', '-', '-', '-', '-']);
    expect(stages(17)).toEqual(['-', '-', '-', '-', '-', '-']);
  });

  it('of a due date in mid-Easter while there is still a working day left', () => {
    expect(escalationDue(2, '2026-04-05', at('2026-03-31'), usualReminders)).toBe('dueSoon');
    expect(escalationDue(2, '2026-04-05', at('2026-03-30'), usualReminders)).toBeUndefined();
  });
});
