import * as fc from 'fast-check';
import { addDays, daysBetween, weekdayOf } from './calendar-day.js';
import { easterSunday } from './easter.js';
import { addWorkingDays, isSwedishWorkingDay, swedishHolidaysOf, workingDayFrom, workingDayUntil } from './swedish-holidays.js';

const day = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays('1950-01-01', count));

describe('Easter', () => {
  it.each(['1818-03-22', '1961-04-02', '2000-04-23', '2005-03-27', '2008-03-23', '2011-04-24', '2019-04-21', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25', '2285-03-22'])('%s', (easter) => {
    expect(easterSunday(Number(easter.slice(0, 4)))).toBe(easter);
  });

  it('is what another algorithm says (Gauss as Lichtenberg corrected it), for every year of a thousand', () => {
    for (let year = 1700; year < 2700; year += 1) {
      const century = Math.floor(year / 100);
      const shift = Math.floor((3 * century + 3) / 4);
      const moon = (19 * (year % 19) + 15 + shift - Math.floor((8 * century + 13) / 25)) % 30;
      const border = 21 + moon - Math.floor((moon + Math.floor((year % 19) / 11)) / 29);
      const sunday = 7 - ((year + Math.floor(year / 4) + 2 - shift) % 7);
      const march = border + 7 - (border - sunday) % 7;
      expect(easterSunday(year)).toBe(addDays(`${year}-03-01`, march - 1));
    }
  });
});

describe('the Swedish holidays', () => {
  it.each([
    [2026, ['2026-01-01', '2026-01-06', '2026-04-03', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-24', '2026-06-06', '2026-06-20', '2026-10-31', '2026-12-25', '2026-12-26']],
    [2025, ['2025-01-01', '2025-01-06', '2025-04-18', '2025-04-20', '2025-04-21', '2025-05-01', '2025-05-29', '2025-06-06', '2025-06-08', '2025-06-21', '2025-11-01', '2025-12-25', '2025-12-26']],
    [2004, ['2004-01-01', '2004-01-06', '2004-04-09', '2004-04-11', '2004-04-12', '2004-05-01', '2004-05-20', '2004-05-30', '2004-05-31', '2004-06-26', '2004-11-06', '2004-12-25', '2004-12-26']],
  ])('of %d', (year, days) => {
    expect([...swedishHolidaysOf(year).keys()].sort()).toEqual(days);
  });

  it('in 2008 the first of May was Ascension Day as well: twelve days are left', () => {
    expect(swedishHolidaysOf(2008).size).toBe(12);
    expect(swedishHolidaysOf(2008).get('2008-05-01')).toBe('ascensionDay');
  });

  it('Whit Monday until 2004, National Day from 2005', () => {
    expect([isSwedishWorkingDay('2004-05-31'), isSwedishWorkingDay('2005-05-16')]).toEqual([false, true]);
    expect([isSwedishWorkingDay('2003-06-06'), isSwedishWorkingDay('2005-06-06')]).toEqual([true, false]);
  });

  it('midsummer is a Saturday from 20 to 26 June, All Saints one from 31 October to 6 November, each year', () => {
    for (let year = 1953; year < 2200; year += 1) {
      const named = new Map([...swedishHolidaysOf(year)].map(([date, name]) => [name, date]));
      const [midsummer, saints] = [named.get('midsummerDay') ?? '', named.get('allSaintsDay') ?? ''];
      expect([weekdayOf(midsummer), weekdayOf(saints)]).toEqual([6, 6]);
      expect(midsummer >= `${year}-06-20` && midsummer <= `${year}-06-26` && saints >= `${year}-10-31` && saints <= `${year}-11-06`).toBe(true);
    }
  });
});

describe('working days', () => {
  it.each([
    ['an ordinary Friday', '2026-03-27', true],
    ['a Saturday', '2026-03-28', false],
    ['a Sunday', '2026-03-29', false],
    ['Maundy Thursday', '2026-04-02', true],
    ['Good Friday', '2026-04-03', false],
    ['Easter Monday', '2026-04-06', false],
    ['the Friday after Ascension Day', '2026-05-15', true],
    ['midsummer eve', '2026-06-19', false],
    ['the Friday after midsummer', '2026-06-26', true],
    ['the Friday before All Saints', '2026-10-30', true],
    ['the day before Christmas eve', '2026-12-23', true],
    ['Christmas eve', '2026-12-24', false],
    ['New Year’s eve', '2026-12-31', false],
    ['the eve of Epiphany', '2027-01-05', true],
    ['29 February', '2028-02-29', true],
  ])('%s, %s: %s', (_name, date, expected) => {
    expect(isSwedishWorkingDay(date)).toBe(expected);
  });

  it('are never more than six days apart', () => {
    fc.assert(fc.property(day, (from) => daysBetween(workingDayUntil(from), workingDayFrom(addDays(from, 1))) <= 6), { numRuns: 1000 });
  });

  it('the next one from a day is the first, the last one until a day the last', () => {
    fc.assert(
      fc.property(day, (from) => {
        const [next, last] = [workingDayFrom(from), workingDayUntil(from)];
        expect([isSwedishWorkingDay(next), isSwedishWorkingDay(last)]).toEqual([true, true]);
        for (let between = from; between < next; between = addDays(between, 1)) expect(isSwedishWorkingDay(between)).toBe(false);
        for (let between = from; between > last; between = addDays(between, -1)) expect(isSwedishWorkingDay(between)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('so many forwards and so many back is the same working day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), (from, count) => {
        const start = workingDayFrom(from);
        expect(addWorkingDays(addWorkingDays(start, count), -count)).toBe(start);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('calendar days', () => {
  it('leave no day out and none double, leap years and ends of years included', () => {
    expect([addDays('2028-02-28', 1), addDays('2028-02-29', 1), addDays('2026-02-28', 1), addDays('2026-12-31', 1), addDays('2027-01-01', -1), addDays('1900-02-28', 1), addDays('0050-12-31', 1)]).toEqual(['2028-02-29', '2028-03-01', '2026-03-01', '2027-01-01', '2026-12-31', '1900-03-01', '0051-01-01']);
    fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, count) => daysBetween(from, addDays(from, count)) === count), { numRuns: 1000 });
  });

  it('end: what lies beyond the year 9999, and what is no day, is refused', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('innan sommaren', 1)).toThrow(RangeError);
  });
});
