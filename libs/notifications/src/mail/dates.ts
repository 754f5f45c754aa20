import { formatMeetingDate, isMeetingDate, type Language } from '#minutes';

// Our own words, not those of the machine's ICU: a mail is the same wherever it is made.
const weekdays: Readonly<Record<Language, readonly string[]>> = {
  sv: ['söndag', 'måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** `2026-03-27` → `27 mars 2026`, `27 March 2026`. */
export const dayOf = formatMeetingDate;

/** `2026-03-27` → `27 mars`, `27 March`. */
export function shortDayOf(date: string, language: Language): string {
  return isMeetingDate(date) ? formatMeetingDate(date, language).replace(/ \d{4}$/, '') : date;
}

/** `2026-04-10` → `fredag 10 april`, `Friday 10 April`. */
export function weekdayAndDayOf(date: string, language: Language): string {
  if (!isMeetingDate(date)) return date;
  const weekday = weekdays[language][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return `${weekday} ${shortDayOf(date, language)}`;
}

/** `31 mars 2026 kl. 14.05`, `31 March 2026 at 14:05`, on the clocks of `timeZone` (IANA name). */
export function timeOf(instant: Date, language: Language, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  const day = dayOf(`${part('year')}-${part('month')}-${part('day')}`, language);
  return language === 'sv' ? `${day} kl. ${part('hour')}.${part('minute')}` : `${day} at ${part('hour')}:${part('minute')}`;
}
