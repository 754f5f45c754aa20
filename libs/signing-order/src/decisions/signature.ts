import { advance } from '../advance.js';
import type { RecordCompletion, RecordSignature } from '../commands.js';
import type { SignTaskSigned } from '../events.js';
import { evolve } from '../evolve.js';
import { taskOf } from '../progress.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState } from '../state.js';
import { clearing } from './attention.js';

export function decideOnSignature(state: SignRequestState, command: RecordSignature | RecordCompletion, at: string): Decision {
  if (command.type === 'RecordCompletion') {
    const { revisionNumber, revisionSha256 } = command;
    return accept({ type: 'SignRequestCompleted', at, revisionNumber, revisionSha256 }, ...clearing(state, 'any', at));
  }
  const task = taskOf(state, command.taskId);
  if (task === undefined) return refuse(state, command, 'unknown-task');
  if (task.status === 'signed') return refuse(state, command, 'already-signed', task.status);
  if (task.status !== 'consented') return refuse(state, command, 'not-consented', task.status);
  if (task.authorisationId !== command.authorisationId) return refuse(state, command, 'other-authorisation', task.status);
  if (task.remarkCommitment !== command.remarkCommitment) return refuse(state, command, 'remark-mismatch', task.status);

  const { taskId, authorisationId, revisionNumber, revisionSha256 } = command;
  const signed: SignTaskSigned = { type: 'SignTaskSigned', at, taskId, authorisationId, revisionNumber, revisionSha256 };
  return accept(
    signed,
    ...clearing(state, ['timestamping-failed', 'signing-failed'], at),
    ...advance(evolve(state, signed), at),
  );
}
