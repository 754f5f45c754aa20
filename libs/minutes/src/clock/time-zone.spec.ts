import * as fc from 'fast-check';
import { addDays } from './calendar-day.js';
import { calendarDayIn, startOfDay, wallTimeIn } from './time-zone.js';

describe('the clocks of a zone', () => {
  it.each([
    ['just before midnight', '2026-03-27T22:59:59.999Z', '2026-03-27', 23],
    ['midnight', '2026-03-27T23:00:00.000Z', '2026-03-28', 0],
    ['the hour before summer time', '2026-03-29T00:59:00Z', '2026-03-29', 1],
    ['the hour after: two o’clock never was', '2026-03-29T01:00:00Z', '2026-03-29', 3],
    ['the first two o’clock of a night in October', '2026-10-25T00:30:00Z', '2026-10-25', 2],
    ['the second', '2026-10-25T01:30:00Z', '2026-10-25', 2],
    ['the end of a year', '2026-12-31T23:30:00Z', '2027-01-01', 0],
  ])('%s', (_name, instant, day, hour) => {
    expect(wallTimeIn(new Date(instant), 'Europe/Stockholm')).toMatchObject({ day, hour });
  });

  it('the same instant is another day elsewhere', () => {
    const instant = new Date('2026-12-31T23:30:00Z');
    expect(['Europe/Stockholm', 'Europe/London', 'Pacific/Kiritimati'].map((zone) => calendarDayIn(instant, zone))).toEqual(['2027-01-01', '2026-12-31', '2027-01-01']);
  });

  it('a zone that does not exist is refused', () => {
    expect(() => calendarDayIn(new Date(0), 'Europe/Ängaryd')).toThrow(RangeError);
  });
});

describe('the start of a day', () => {
  it.each([
    ['in winter', '2026-01-15', 'Europe/Stockholm', '2026-01-14T23:00:00.000Z'],
    ['in summer', '2026-07-15', 'Europe/Stockholm', '2026-07-14T22:00:00.000Z'],
    ['of the day of 23 hours', '2026-03-29', 'Europe/Stockholm', '2026-03-28T23:00:00.000Z'],
    ['after it', '2026-03-30', 'Europe/Stockholm', '2026-03-29T22:00:00.000Z'],
    ['of the day of 25 hours', '2026-10-25', 'Europe/Stockholm', '2026-10-24T22:00:00.000Z'],
    ['after it', '2026-10-26', 'Europe/Stockholm', '2026-10-25T23:00:00.000Z'],
    ['that has no midnight', '2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['that a country skipped is that of the next', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s', (_name, day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
  });

  it('is the day, and a millisecond earlier is not, in any zone', () => {
    const zone = fc.constantFrom('Europe/Stockholm', 'UTC', 'America/Sao_Paulo', 'America/Havana', 'Asia/Beirut', 'Asia/Kathmandu', 'Atlantic/Azores', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Chatham', 'Pacific/Pago_Pago');
    const day = fc.integer({ min: 0, max: 22_000 }).map((count) => addDays('1980-01-01', count));
    fc.assert(
      fc.property(zone, day, (timeZone, wanted) => {
        const start = startOfDay(wanted, timeZone);
        expect(calendarDayIn(start, timeZone) >= wanted).toBe(true);
        expect(calendarDayIn(new Date(start.getTime() - 1), timeZone) < wanted).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
