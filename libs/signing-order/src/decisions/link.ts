import type { RecordInvitation, ResendLink } from '../commands.js';
import { rotated } from '../open-step.js';
import { taskOf } from '../progress.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState } from '../state.js';
import { taskRefusal } from './turn.js';

export function decideOnLink(state: SignRequestState, command: RecordInvitation | ResendLink, now: Date): Decision {
  const task = taskOf(state, command.taskId);
  if (task === undefined) return refuse(state, command, 'unknown-task');
  const at = now.toISOString();
  if (command.type === 'ResendLink') {
    const refusal = taskRefusal(task.status);
    if (refusal !== undefined) return refuse(state, command, refusal, task.status);
    return accept(rotated(task, at));
  }
  if (task.status === 'waiting') return refuse(state, command, 'out-of-turn', task.status);
  if (command.rotation !== task.linkRotation) return refuse(state, command, 'stale-link', task.status);
  if (task.invitedRotation === command.rotation) return accept();
  return accept({ type: 'SignTaskInvited', at, taskId: task.taskId, rotation: command.rotation });
}
