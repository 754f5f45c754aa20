import type {
  DeclineSignTask,
  ExpireSignRequest,
  SupersedeSignRequest,
  WithdrawSignRequest,
} from '../commands.js';
import type { ConsentVoidCause, SignRequestEvent } from '../events.js';
import { evolve } from '../evolve.js';
import { isOrderFulfilled, taskOf } from '../progress.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState } from '../state.js';
import { clearing } from './attention.js';
import { reasonRefusal } from './reason.js';
import { taskRefusal } from './turn.js';

type EndingCommand = DeclineSignTask | WithdrawSignRequest | ExpireSignRequest | SupersedeSignRequest;

export function decideOnEnding(state: SignRequestState, command: EndingCommand, now: Date): Decision {
  const at = now.toISOString();
  switch (command.type) {
    case 'DeclineSignTask':
      return declined(state, command, at);
    case 'WithdrawSignRequest':
      return withdrawn(state, command, at);
    case 'ExpireSignRequest':
      if (!isPastExpiry(state, now)) return refuse(state, command, 'not-expired');
      if (isOrderFulfilled(state)) return refuse(state, command, 'nothing-left-to-sign');
      return accept({ type: 'SignRequestExpired', at }, ...closing(state, 'expired', at));
    case 'SupersedeSignRequest':
      return superseded(state, command, at);
  }
}

export function isPastExpiry(state: SignRequestState, now: Date): boolean {
  return state.expiresAt !== undefined && new Date(state.expiresAt) <= now;
}

function declined(state: SignRequestState, command: DeclineSignTask, at: string): Decision {
  const task = taskOf(state, command.taskId);
  if (task === undefined) return refuse(state, command, 'unknown-task');
  const refusal = taskRefusal(task.status) ?? reasonRefusal(command.reason);
  if (refusal !== undefined) return refuse(state, command, refusal, task.status);
  const { taskId } = task;
  const declinedTask: SignRequestEvent = { type: 'SignTaskDeclined', at, taskId, reason: command.reason.trim() };
  return accept(declinedTask, { type: 'SignRequestDeclined', at, taskId }, ...closing(evolve(state, declinedTask), 'declined', at));
}

function superseded(state: SignRequestState, command: SupersedeSignRequest, at: string): Decision {
  const refusal = reasonRefusal(command.reason);
  if (refusal !== undefined) return refuse(state, command, refusal);
  return accept({ type: 'SignRequestSuperseded', at, byRequestId: command.byRequestId, reason: command.reason.trim() }, ...closing(state, 'superseded', at));
}

function withdrawn(state: SignRequestState, command: WithdrawSignRequest, at: string): Decision {
  const refusal = reasonRefusal(command.reason);
  if (refusal !== undefined) return refuse(state, command, refusal);
  return accept({ type: 'SignRequestWithdrawn', at, reason: command.reason.trim() }, ...closing(state, 'withdrawn', at));
}

/** Consents not yet appended are voided, one fact each, so that each gets its evidence and each person is told. */
function closing(state: SignRequestState, cause: ConsentVoidCause, at: string): readonly SignRequestEvent[] {
  const events: SignRequestEvent[] = [];
  for (const { taskId, status, authorisationId } of state.tasks) {
    if (status === 'consented' && authorisationId !== undefined) {
      events.push({ type: 'SignTaskConsentVoided', at, taskId, authorisationId, cause });
    }
    if (status === 'waiting' || status === 'open' || status === 'consented') events.push({ type: 'SignTaskClosed', at, taskId });
  }
  return [...events, ...clearing(state, 'any', at)];
}
