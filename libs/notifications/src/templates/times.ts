import type { Language } from '#minutes';
import { dayOf, timeOf, weekdayAndDayOf } from '../mail/dates.js';
import type { Expiry } from '../mail/mail-content.js';

/** `senast fredag 10 april`, `by Friday 10 April`. */
export function dueBy(dueDate: string, language: Language): string {
  const day = weekdayAndDayOf(dueDate, language);
  return language === 'sv' ? `senast ${day}` : `by ${day}`;
}

/** A due date that has passed binds nobody, and whoever reads of it asks just that. */
export function lastDayWas(dueDate: string, language: Language): string {
  const day = weekdayAndDayOf(dueDate, language);
  return language === 'sv' ? `Sista dagen var ${day}. Det går fortfarande att skriva under.` : `The last day was ${day}. It can still be signed.`;
}

/** When it is too late; a whole day where the time is the end of one. Empty without expiry. */
export function canBeSignedUntil(expiry: Expiry | undefined, language: Language): string {
  if (expiry === undefined) return '';
  const { at, timeZone } = expiry;
  const moment = timeOf(at, language, timeZone);
  const isMidnight = /\b00[.:]00$/.test(moment);
  const lastDay = dayOf(new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at.getTime() - 1)), language);
  if (language === 'sv') return isMidnight ? `Det går att skriva under till och med ${lastDay}.` : `Det går att skriva under till ${moment}.`;
  return isMidnight ? `It can be signed until the end of ${lastDay}.` : `It can be signed until ${moment}.`;
}
