import { z } from 'zod';
import { SigningError } from '../signing-error.js';
import { calendarDay, moment } from './date-schemas.js';
import type { GivenDates } from './dates-at-intake.js';

const newDates = z.strictObject({ dueDate: calendarDay.nullable().optional(), expiresAt: moment.nullable().optional(), expiresOn: calendarDay.optional() });

/** Reads new dates of unknown origin. @throws SigningError `request-invalid` with the wrong members' paths */
export function parseNewDates(value: unknown): GivenDates {
  const parsed = newDates.safeParse(value);
  if (parsed.success) return parsed.data;
  const members = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => key.slice(0, 40)) : [issue.path.join('.')]));
  throw new SigningError('request-invalid', { details: { members: [...new Set(members)].slice(0, 20) } });
}
