export interface ZonedTime {
  /** YYYY-MM-DD in the zone. */
  readonly date: string;
  /** HH:mm:ss in the zone. */
  readonly clock: string;
  /** '+02:00' */
  readonly offset: string;
}

/** The box and /M of one signature ask for the same instant, one after the other. */
let latest: { readonly milliseconds: number; readonly timeZone: string; readonly time: ZonedTime } | undefined;

/** What the clock on the wall of an IANA zone shows at an instant. @throws RangeError for an unknown zone */
export function zonedTime(instant: Date, timeZone: string): ZonedTime {
  const milliseconds = instant.getTime();
  if (latest?.milliseconds === milliseconds && latest.timeZone === timeZone) return latest.time;
  const time = read(instant, timeZone);
  latest = { milliseconds, timeZone, time };
  return time;
}

function read(instant: Date, timeZone: string): ZonedTime {
  const { date, clock } = wallClock(formatFor(timeZone), instant);
  const whole = Math.floor(instant.getTime() / 1000) * 1000;
  const minutes = Math.round((Date.parse(`${date}T${clock}Z`) - whole) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return { date, clock, offset: `${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}` };
}

/** As 'en-GB' writes it. */
const usual = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d:\d\d)$/;

function wallClock(format: Intl.DateTimeFormat, instant: Date): Pick<ZonedTime, 'date' | 'clock'> {
  const match = usual.exec(format.format(instant));
  if (match !== null) return { date: `${match[3] ?? ''}-${match[2] ?? ''}-${match[1] ?? ''}`, clock: match[4] ?? '' };
  // Years of other than four digits, or another version of Unicode's data: slower, and right whatever stands between.
  const parts = format.formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, clock: `${part('hour')}:${part('minute')}:${part('second')}` };
}

/** Making one takes thirty times as long as using it. There are no more than the few hundred zones that exist: other names throw. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** A PDF date with its zone (ISO 32000-1 7.9.4): D:20260331140512+02'00' */
export function pdfDate(instant: Date, timeZone: string): string {
  const { date, clock, offset } = zonedTime(instant, timeZone);
  return `D:${date.replaceAll('-', '')}${clock.replaceAll(':', '')}${offset.replace(':', "'")}'`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
