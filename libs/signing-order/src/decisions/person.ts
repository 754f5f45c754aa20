import type { CorrectAddress, SubstituteSignatory } from '../commands.js';
import type { SignRequestEvent } from '../events.js';
import { rotated } from '../open-step.js';
import { taskOf } from '../progress.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState, TaskState } from '../state.js';
import { reasonRefusal } from './reason.js';
import { taskRefusal } from './turn.js';

/**
 * Somebody else signs in this place, or the same person is reached elsewhere: before their turn or in it, never once they have consented.
 * However it is, every link that was mailed dies.
 */
export function decideOnPerson(state: SignRequestState, command: SubstituteSignatory | CorrectAddress, at: string): Decision {
  const task = taskOf(state, command.taskId);
  if (task === undefined) return refuse(state, command, 'unknown-task');
  const refusal = task.status === 'waiting' ? undefined : taskRefusal(task.status);
  if (refusal !== undefined) return refuse(state, command, refusal, task.status);
  if (command.type === 'CorrectAddress') return accept({ type: 'AddressCorrected', at, taskId: task.taskId }, ...following(state, task, at));
  const reason = reasonRefusal(command.reason);
  if (reason !== undefined) return refuse(state, command, reason, task.status);
  return accept({ type: 'SignatorySubstituted', at, taskId: task.taskId, reason: command.reason.trim() }, ...following(state, task, at));
}

/** What was wrong with the person or the address before is not wrong with the new one. */
function following({ attention }: SignRequestState, task: TaskState, at: string): readonly SignRequestEvent[] {
  const isSettled = attention?.taskId === task.taskId && (attention.cause === 'mail-failed' || attention.cause === 'person-mismatch');
  return [rotated(task, at), ...(isSettled ? [{ type: 'AttentionCleared' as const, at }] : [])];
}
