import type { CalendarDate } from '../../api/model/common.js';
import type { NewDates, SignRequestView } from '../../api/model/desk.js';
import { lastDayBefore } from '../../format/date.js';

export interface DatesDraft {
  /** As typed; empty for none. */
  readonly dueDate: string;
  readonly expiresOn: string;
}

/** What the fields begin with: the dates that hold. A time that has run out is no proposal. */
export function datesOf({ dueDate, expiresAt, state, body }: Pick<SignRequestView, 'dueDate' | 'expiresAt' | 'state' | 'body'>): DatesDraft {
  return { dueDate: dueDate ?? '', expiresOn: expiresAt && state !== 'expired' ? lastDayBefore(expiresAt, body.timeZone) : '' };
}

export type DatesMistake = 'nothingNew' | 'dueDatePassed' | 'expiryPassed';

/** What would be refused, said before it is asked; an empty list: it can be sent. */
export function mistakesIn(draft: DatesDraft, view: Parameters<typeof datesOf>[0], today: CalendarDate): readonly DatesMistake[] {
  const { dueDate, expiresOn } = newDatesOf(draft, view);
  const mistakes: DatesMistake[] = [];
  if (typeof dueDate === 'string' && dueDate < today) mistakes.push('dueDatePassed');
  if (expiresOn !== undefined && expiresOn < today) mistakes.push('expiryPassed');
  if (view.state !== 'expired' && Object.keys(newDatesOf(draft, view)).length === 0) mistakes.push('nothingNew');
  return mistakes;
}

/** Only what was changed: a moment that was set by another system, to the minute, is not rounded to a day by somebody who changes the due date. */
export function newDatesOf({ dueDate, expiresOn }: DatesDraft, view: Parameters<typeof datesOf>[0]): NewDates {
  const before = datesOf(view);
  return {
    ...(dueDate === before.dueDate ? {} : { dueDate: dueDate === '' ? null : dueDate }),
    ...(expiresOn === before.expiresOn ? {} : expiresOn === '' ? { expiresAt: null } : { expiresOn }),
  };
}
