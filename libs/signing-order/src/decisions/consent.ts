import { advance } from '../advance.js';
import type { RecordConsent, VoidConsent } from '../commands.js';
import type { SignRequestEvent } from '../events.js';
import { evolve } from '../evolve.js';
import { rotated } from '../open-step.js';
import { taskOf } from '../progress.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState, TaskState } from '../state.js';
import { isPastExpiry } from './ending.js';
import { remarkRefusal } from './remark.js';
import { taskRefusal } from './turn.js';

export function decideOnConsent(state: SignRequestState, command: RecordConsent | VoidConsent, now: Date): Decision {
  const task = taskOf(state, command.taskId);
  if (task === undefined) return refuse(state, command, 'unknown-task');
  return command.type === 'RecordConsent' ? record(state, task, command, now) : voided(state, task, command, now);
}

function record(state: SignRequestState, task: TaskState, command: RecordConsent, now: Date): Decision {
  const refusal = taskRefusal(task.status);
  if (refusal !== undefined) return refuse(state, command, refusal, task.status);
  // The sweep may not have come by yet; the date binds all the same.
  if (isPastExpiry(state, now)) return refuse(state, command, 'request-expired', task.status);
  if (command.preparedSha256 !== state.prepared?.sha256) return refuse(state, command, 'prepared-mismatch', task.status);
  const remark = remarkRefusal(task, command.remarkCommitment);
  if (remark !== undefined) return refuse(state, command, remark, task.status);
  return accept({
    type: 'SignTaskConsented',
    at: now.toISOString(),
    taskId: task.taskId,
    authorisationId: command.authorisationId,
    ...(command.remarkCommitment === undefined ? {} : { remarkCommitment: command.remarkCommitment }),
  });
}

function voided(state: SignRequestState, task: TaskState, command: VoidConsent, now: Date): Decision {
  if (task.status !== 'consented') return refuse(state, command, 'not-consented', task.status);
  if (task.authorisationId !== command.authorisationId) return refuse(state, command, 'other-authorisation', task.status);
  const at = now.toISOString();
  const event: SignRequestEvent = {
    type: 'SignTaskConsentVoided',
    at,
    taskId: task.taskId,
    authorisationId: command.authorisationId,
    cause: command.cause,
  };
  // A quorum may have waited for this consent only; otherwise the person is asked again, with a new link.
  const onwards = advance(evolve(state, event), at);
  return accept(
    event,
    { type: 'AttentionRaised', at, cause: command.cause, code: command.cause, taskId: task.taskId },
    ...(onwards.length > 0 ? onwards : [rotated(task, at)]),
  );
}
