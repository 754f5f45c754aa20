import type { BodyRow, MeetingRow, SignRequestRow, SignTaskRow, Transaction } from '#persistence';
import type { SignRequestState } from '#signing-order';
import { SigningError } from '../signing-error.js';
import { stateOf } from './apply-command.js';

export interface LoadedCase {
  readonly body: BodyRow;
  readonly meeting: MeetingRow;
  readonly request: SignRequestRow;
  /** In signing order: by step, then as given at intake. */
  readonly tasks: readonly SignTaskRow[];
  readonly state: SignRequestState;
}

/** Everything that pages, mails and texts speak of. Reads only. */
export async function loadCase(tx: Transaction, signRequestId: string): Promise<LoadedCase> {
  const request = await tx.signRequests.get(signRequestId);
  if (request === undefined) throw new SigningError('not-found');
  const [body, meeting, tasks] = [await tx.bodies.get(), await tx.meetings.get(request.meetingId), await tx.tasks.listOf(signRequestId)];
  if (body === undefined || meeting === undefined) throw new SigningError('not-found');
  const ordered = [...tasks].sort((a, b) => a.step - b.step || a.position - b.position);
  return { body, meeting, request, tasks: ordered, state: stateOf(request) };
}

export function taskIn(loaded: LoadedCase, taskId: string): SignTaskRow {
  const task = loaded.tasks.find(({ id }) => id === taskId);
  if (task === undefined) throw new SigningError('not-found');
  return task;
}
