import * as fc from 'fast-check';
import { addDays, daysBetween } from './calendar-day.js';
import { adjustBy, appealPeriod, isOverdue, localGovernmentClock, postNoticeBy } from './legal-clock.js';
import { isSwedishWorkingDay } from './swedish-holidays.js';

const clock = localGovernmentClock;

describe('adjusting the minutes', () => {
  it.each([
    ['2026-03-27', '2026-04-10'],
    ['2026-12-22', '2027-01-05'],
    ['2028-02-20', '2028-03-05'],
    ['2027-02-20', '2027-03-06'],
    // Neither a Saturday nor a holiday moves the due date: fourteen days are fourteen days.
    ['2026-03-20', '2026-04-03'],
    ['2026-04-11', '2026-04-25'],
  ])('of a meeting on %s is due on %s', (meeting, due) => {
    expect(adjustBy(meeting, clock)).toBe(due);
  });

  it('is overdue from the day after, and not on the day itself', () => {
    expect(['2026-04-09', '2026-04-10', '2026-04-11', '2027-01-01'].map((today) => isOverdue('2026-04-10', today))).toEqual([false, false, true, true]);
  });
});

describe('the notice', () => {
  it.each([
    ['2026-04-10', '2026-04-12'],
    ['2026-12-30', '2027-01-01'],
    ['2028-02-28', '2028-03-01'],
  ])('of an adjustment on %s is up by %s', (adjusted, by) => {
    expect(postNoticeBy(adjusted, clock)).toBe(by);
  });
});

describe('the appeal period', () => {
  it.each([
    ['three plain weeks', '2026-09-01', '2026-09-22'],
    ['moved past a Saturday and a Sunday', '2026-09-05', '2026-09-28'],
    ['moved past a Sunday', '2026-09-06', '2026-09-28'],
    ['moved past Easter', '2026-03-13', '2026-04-07'],
    ['moved past Easter Monday', '2025-03-31', '2025-04-22'],
    ['moved past the first of May and a weekend', '2026-04-10', '2026-05-04'],
    ['moved past Ascension Day', '2026-04-23', '2026-05-15'],
    ['moved past Whit Monday, while there was one', '2004-05-10', '2004-06-01'],
    ['not moved past what was Whit Monday', '2026-05-04', '2026-05-25'],
    ['moved past National Day and a weekend', '2025-05-16', '2025-06-09'],
    ['moved past midsummer', '2026-05-29', '2026-06-22'],
    ['moved past All Saints', '2025-10-11', '2025-11-03'],
    ['moved past Christmas', '2026-12-03', '2026-12-28'],
    ['moved past five days of Christmas', '2025-12-03', '2025-12-29'],
    ['moved into the next year', '2026-12-10', '2027-01-04'],
    ['moved past Epiphany', '2025-12-16', '2026-01-07'],
    ['over a leap day', '2028-02-15', '2028-03-07'],
  ])('%s: posted %s, ends %s', (_why, posted, lastDay) => {
    expect(appealPeriod(posted, clock)).toEqual({ lastDay, takeDownOn: addDays(lastDay, 1), legalForceOn: addDays(lastDay, 1) });
  });

  it('is three weeks at least, ends on the first day on which it can, and legal force comes the day after', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays('1990-01-01', count));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (posted, appealDays) => {
        const { lastDay, takeDownOn, legalForceOn } = appealPeriod(posted, { ...clock, appealDays });
        expect(isSwedishWorkingDay(lastDay)).toBe(true);
        const early = Array.from({ length: daysBetween(posted, lastDay) - appealDays }, (_, count) => addDays(posted, appealDays + count));
        expect(early.filter(isSwedishWorkingDay)).toEqual([]);
        expect(early.length).toBeLessThanOrEqual(5);
        expect([daysBetween(lastDay, takeDownOn), daysBetween(lastDay, legalForceOn)]).toEqual([1, 1]);
      }),
      { numRuns: 1000 },
    );
  });
});
