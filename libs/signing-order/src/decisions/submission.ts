import type { SubmitSignRequest } from '../commands.js';
import type { SignRequestSubmitted } from '../events.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState } from '../state.js';

/** More than any public body's assembly that signs minutes; bounds the signature pages and every loop over tasks. */
export const maximumTasks = 200;

export function decideOnSubmission(state: SignRequestState, command: SubmitSignRequest, now: Date): Decision {
  const { tasks, steps } = command;
  if (tasks.length === 0) return refuse(state, command, 'no-signatory');
  if (tasks.length > maximumTasks) return refuse(state, command, 'too-many-signatories');
  if (new Set(tasks.map((task) => task.taskId)).size !== tasks.length) return refuse(state, command, 'duplicate-task');

  const sizes = steps.map((_, index) => tasks.filter((task) => task.step === index + 1).length);
  const placed = sizes.reduce((sum, size) => sum + size, 0);
  if (placed !== tasks.length || sizes.some((size) => size === 0)) return refuse(state, command, 'steps-not-contiguous');

  const quorums = steps.map((step, index) => step.quorum ?? sizes[index] ?? 0);
  const isPossible = (quorum: number, index: number): boolean =>
    Number.isInteger(quorum) && quorum >= 1 && quorum <= (sizes[index] ?? 0);
  if (!quorums.every(isPossible)) return refuse(state, command, 'bad-quorum');
  if (command.expiresAt !== undefined && command.expiresAt <= now) return refuse(state, command, 'expiry-in-the-past');

  const submitted: SignRequestSubmitted = {
    type: 'SignRequestSubmitted',
    at: now.toISOString(),
    requestId: command.requestId,
    steps: quorums.map((quorum) => ({ quorum })),
    tasks: tasks.map(({ taskId, step, mayRemark }) => ({ taskId, step, ...(mayRemark === true ? { mayRemark } : {}) })),
    ...(command.expiresAt === undefined ? {} : { expiresAt: command.expiresAt.toISOString() }),
  };
  return accept(submitted);
}
