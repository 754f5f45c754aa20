/** What the clocks of a zone show. */
export interface WallTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** 0 … 23 */
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once a zone: making one costs a thousand times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, made);
  return made;
}

/** @param timeZone IANA name; RangeError when it is none */
export function wallTimeIn(instant: Date, timeZone: string): WallTime {
  const parts = new Map(formatOf(timeZone).formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`, hour: Number(part('hour')), minute: Number(part('minute')) };
}

/** The calendar day that it is there and then. */
export function calendarDayIn(instant: Date, timeZone: string): string {
  return wallTimeIn(instant, timeZone).day;
}

/** No zone is, or was, further from UTC. */
const furthestOffset = 16 * 3_600_000;

/**
 * The first instant of a day in a zone, to the millisecond: there it is that day, and one millisecond earlier it is not. Not always midnight: clocks have been put
 * forward at 00:00. Found by halving, so that no rule of any zone is assumed; for a day that a zone skipped, the first instant after it.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const middle = new Date(`${day}T00:00:00Z`).getTime();
  let [before, from] = [middle - furthestOffset, middle + furthestOffset];
  while (from - before > 1) {
    const between = Math.floor((before + from) / 2);
    if (calendarDayIn(new Date(between), timeZone) >= day) from = between;
    else before = between;
  }
  return new Date(from);
}
