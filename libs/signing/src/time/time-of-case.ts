import { calendarDayIn, isOverdue } from '#minutes';
import type { BodyRow, SignRequestRow } from '#persistence';
import type { RequestStatus, SignRequestState } from '#signing-order';

/** States in which somebody is still to sign. */
const unsigned: readonly RequestStatus[] = ['draft', 'preparing', 'awaitingSignatures'];

export interface TimeView {
  /** YYYY-MM-DD */
  readonly dueDate?: string;
  /** The due date has passed and signatures are missing; they can be given all the same. */
  readonly overdue?: true;
  /** ISO 8601 UTC: from then on nobody can sign. Absent when expiry is off. */
  readonly expiresAt?: string;
}

/** What is said of time on every page and in every mail, by the body's own clocks. */
export function timeOfCase(request: Pick<SignRequestRow, 'dueDate' | 'state'>, { expiresAt }: Pick<SignRequestState, 'expiresAt'>, { timeZone }: Pick<BodyRow, 'timeZone'>, now: Date): TimeView {
  const { dueDate, state } = request;
  const late = dueDate !== null && unsigned.includes(state) && isOverdue(dueDate, calendarDayIn(now, timeZone));
  return { ...(dueDate === null ? {} : { dueDate }), ...(late ? { overdue: true } : {}), ...(expiresAt === undefined ? {} : { expiresAt }) };
}
