import type { Language } from './language.js';

const months: Readonly<Record<Language, readonly string[]>> = {
  sv: ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A calendar day as YYYY-MM-DD that exists (no 30 February). */
export function isMeetingDate(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const match = isoDate.exec(value);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** '2026-03-27' → '27 mars 2026' | '27 March 2026'. Anything else is shown as it is: never invent a date. */
export function formatMeetingDate(date: string, language: Language): string {
  const match = isoDate.exec(date);
  const month = months[language][Number(match?.[2]) - 1];
  if (match === null || month === undefined) return date;
  return `${String(Number(match[3]))} ${month} ${match[1] ?? ''}`;
}
