const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/u;
const dayMilliseconds = 86_400_000;

/** Midnight UTC of a day, only to count with: a calendar day has no zone. */
function countable(day: string): number {
  const [, year, month, date] = isoDate.exec(day) ?? [];
  const value = new Date(0);
  // setUTCFullYear, and not Date.UTC, which takes the year 26 for 1926.
  value.setUTCFullYear(Number(year), Number(month) - 1, Number(date));
  return value.getTime();
}

/**
 * The calendar day (YYYY-MM-DD) `count` days after `day`; before it when negative.
 * @throws RangeError beyond the years 0000 to 9999, or when `day` is no day
 */
export function addDays(day: string, count: number): string {
  const text = new Date(countable(day) + count * dayMilliseconds).toISOString();
  // Other years have a sign and six digits.
  if (!/^\d/u.test(text)) throw new RangeError('the day lies beyond the calendar');
  return text.slice(0, 10);
}

/** How many days `later` lies after `earlier`; negative when it lies before. */
export function daysBetween(earlier: string, later: string): number {
  return (countable(later) - countable(earlier)) / dayMilliseconds;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: string): number {
  return new Date(countable(day)).getUTCDay();
}
