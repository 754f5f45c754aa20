import { taskOf, type SignRequestState, type TaskStatus } from '#signing-order';
import { endingCode } from '../case/too-late.js';
import type { SigningErrorCode } from '../sentences.js';
import { SigningError } from '../signing-error.js';

const refusals: Readonly<Record<TaskStatus, SigningErrorCode | undefined>> = {
  waiting: 'not-your-turn',
  open: undefined,
  consented: 'already-consented',
  signed: 'already-signed',
  declined: 'already-declined',
  released: 'task-closed',
  closed: 'task-closed',
};

/** Refuses early and kindly; the order itself is enforced where consent is recorded. */
export function requireTurn(state: SignRequestState, taskId: string): void {
  const task = taskOf(state, taskId);
  if (task === undefined) throw new SigningError('not-found');
  const code = task.status === 'closed' ? (endingCode(state) ?? 'task-closed') : refusals[task.status];
  if (code !== undefined) throw new SigningError(code, { details: { state: state.status, taskState: task.status } });
  if (state.status !== 'awaitingSignatures') throw new SigningError(endingCode(state) ?? 'wrong-state', { details: { state: state.status } });
}
