import type { CalendarDate, Instant, Language } from '../api/model/common.js';

/** The clock that people of Swedish bodies read, wherever their phone is. */
export const DEFAULT_TIME_ZONE = 'Europe/Stockholm';

const locale: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB' };

/** A calendar date has no zone: it is read and written in UTC so that no browser moves it to the day before. */
function calendar(date: CalendarDate): Date {
  return new Date(`${date.slice(0, 10)}T00:00:00Z`);
}

/** `27 mars 2026`. A date that cannot be read is shown as it came. */
export function formatDate(date: CalendarDate, language: Language): string {
  const day = calendar(date);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat(locale[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day);
}

/** `fredag 10 april`: the form for a due date, where the year is understood. */
export function formatWeekday(date: CalendarDate, language: Language): string {
  const day = calendar(date);
  if (Number.isNaN(day.getTime())) return date;
  const part = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale[language], { ...options, timeZone: 'UTC' }).format(day);
  return `${part({ weekday: 'long' })} ${part({ day: 'numeric', month: 'long' })}`;
}

/** `14.05` in Swedish, `14:05` in English. */
export function formatClock(instant: Instant, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) return instant;
  const options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone };
  const clock = new Intl.DateTimeFormat(locale[language], options).format(moment);
  return language === 'sv' ? clock.replace(':', '.') : clock;
}

/** `31 mars 2026 kl. 14.05` / `31 March 2026 at 14:05`. */
export function formatInstant(instant: Instant, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) return instant;
  const day = new Intl.DateTimeFormat(locale[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(moment);
  return `${day} ${language === 'sv' ? 'kl.' : 'at'} ${formatClock(instant, language, timeZone)}`;
}

/** Today's calendar date by the body's clock, to compare with a due date. */
export function today(now: Date, timeZone = DEFAULT_TIME_ZONE): CalendarDate {
  // Swedish dates are written as ISO 8601 writes them.
  return new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(now);
}

/** The last calendar day on which something can be done that ends at an instant. */
export function lastDayBefore(instant: Instant, timeZone = DEFAULT_TIME_ZONE): CalendarDate {
  return today(new Date(new Date(instant).getTime() - 1), timeZone);
}

/** Midnight: people then name the day before. */
export function isEndOfDay(instant: Instant, timeZone = DEFAULT_TIME_ZONE): boolean {
  return formatClock(instant, 'en', timeZone) === '00:00';
}

/** Until when: the day where the instant is the end of one, else the moment. */
export function formatUntil(instant: Instant, language: Language, timeZone = DEFAULT_TIME_ZONE): string {
  return isEndOfDay(instant, timeZone) ? formatDate(lastDayBefore(instant, timeZone), language) : formatInstant(instant, language, timeZone);
}
