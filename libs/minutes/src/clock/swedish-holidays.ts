import { addDays, weekdayOf } from './calendar-day.js';
import { easterSunday } from './easter.js';

/** Sundays are holidays too; they are not listed. */
export type SwedishHoliday =
  | 'newYearsDay' | 'epiphany' | 'goodFriday' | 'easterSunday' | 'easterMonday' | 'firstOfMay' | 'ascensionDay' | 'whitSunday' | 'whitMonday'
  | 'nationalDay' | 'midsummerDay' | 'allSaintsDay' | 'christmasDay' | 'boxingDay';

/** Saturdays besides, these eves count as holidays where a statutory time ends (lagen 1930:173 om beräkning av lagstadgad tid, 2 §). */
export type SwedishEve = 'midsummerEve' | 'christmasEve' | 'newYearsEve';

const saturday = 6;
const firstSaturdayFrom = (day: string): string => addDays(day, (saturday - weekdayOf(day) + 7) % 7);

/** A year is asked for again and again, and never changes. */
const known = new Map<number, ReadonlyMap<string, SwedishHoliday>>();

/** The holidays of a year by day (lagen 1989:253 om allmänna helgdagar). In 2005 National Day took the place of Whit Monday. */
export function swedishHolidaysOf(year: number): ReadonlyMap<string, SwedishHoliday> {
  const found = known.get(year) ?? holidaysOf(year);
  known.set(year, found);
  return found;
}

function holidaysOf(year: number): ReadonlyMap<string, SwedishHoliday> {
  const inYear = (monthAndDay: string): string => `${String(year).padStart(4, '0')}-${monthAndDay}`;
  const easter = easterSunday(year);
  const moved: readonly [string, SwedishHoliday] = year < 2005 ? [addDays(easter, 50), 'whitMonday'] : [inYear('06-06'), 'nationalDay'];
  return new Map([
    [inYear('01-01'), 'newYearsDay'],
    [inYear('01-06'), 'epiphany'],
    [addDays(easter, -2), 'goodFriday'],
    [easter, 'easterSunday'],
    [addDays(easter, 1), 'easterMonday'],
    [inYear('05-01'), 'firstOfMay'],
    // Last of those in spring: 1 May can be Ascension Day as well, 6 June Whit Sunday. One day, one name.
    [addDays(easter, 39), 'ascensionDay'],
    [addDays(easter, 49), 'whitSunday'],
    moved,
    [firstSaturdayFrom(inYear('06-20')), 'midsummerDay'],
    [firstSaturdayFrom(inYear('10-31')), 'allSaintsDay'],
    [inYear('12-25'), 'christmasDay'],
    [inYear('12-26'), 'boxingDay'],
  ]);
}

function eveOf(day: string): SwedishEve | undefined {
  if (day.endsWith('-12-24')) return 'christmasEve';
  if (day.endsWith('-12-31')) return 'newYearsEve';
  return firstSaturdayFrom(`${day.slice(0, 4)}-06-20`) === addDays(day, 1) ? 'midsummerEve' : undefined;
}

/** A day on which a statutory time can end: no Saturday, Sunday or holiday, and not the eve of midsummer, Christmas or New Year. */
export function isSwedishWorkingDay(day: string): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 0 || weekday === saturday) return false;
  return !swedishHolidaysOf(Number(day.slice(0, 4))).has(day) && eveOf(day) === undefined;
}

/** The day itself, or the first working day after it. */
export function workingDayFrom(day: string): string {
  return isSwedishWorkingDay(day) ? day : workingDayFrom(addDays(day, 1));
}

/** The day itself, or the last working day before it. */
export function workingDayUntil(day: string): string {
  return isSwedishWorkingDay(day) ? day : workingDayUntil(addDays(day, -1));
}

/** Steps over `count` working days, forwards or (negative) backwards. From a day off, the first step reaches the nearest working day. */
export function addWorkingDays(day: string, count: number): string {
  let reached = day;
  for (let left = Math.abs(count); left > 0; left -= 1) reached = count > 0 ? workingDayFrom(addDays(reached, 1)) : workingDayUntil(addDays(reached, -1));
  return reached;
}
