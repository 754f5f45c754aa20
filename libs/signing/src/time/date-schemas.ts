import { isMeetingDate } from '#minutes';
import { z } from 'zod';

/** Of a meeting, or to sign by: outside of these years it is a slip of the pen, and counting on from it would leave the calendar. */
export const calendarDay = z.string().refine((text) => isMeetingDate(text) && text >= '1900' && text < '3000');

/** A moment with its offset. Four digits of year in UTC as well, so that the stored texts sort as their times do. */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999);
