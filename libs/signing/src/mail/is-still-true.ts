import { isOrderFulfilled, taskOf, type SignRequestEvent } from '#signing-order';
import type { LoadedCase } from '../case/load-case.js';
import type { MailPayload } from '../case/work.js';
import { bodyTimeOf } from '../time/body-profile.js';
import { addresseeOf } from './addressee.js';

/** Whether the mail still tells the truth, and there is somebody to tell; one that does not is not sent. */
export function isStillTrue(loaded: LoadedCase, events: readonly SignRequestEvent[], payload: MailPayload): boolean {
  return addresseeOf(loaded, payload) !== undefined && tellsTheTruth(loaded, events, payload);
}

function tellsTheTruth(loaded: LoadedCase, events: readonly SignRequestEvent[], payload: MailPayload): boolean {
  const { state } = loaded;
  const { kind, taskId, rotation, reportId } = payload;
  const task = taskId === null ? undefined : taskOf(state, taskId);
  switch (kind) {
    case 'invitation':
      return state.status === 'awaitingSignatures' && task?.status === 'open' && task.linkRotation === (rotation ?? 0);
    case 'reminder':
      return isStillToRemind(loaded, payload);
    case 'extended':
      return ['preparing', 'awaitingSignatures', 'completing'].includes(state.status) && lastExtension(events) === payload.extensionId;
    case 'escalation':
      return isStillToEscalate(loaded, payload);
    case 'notice':
      return isStillToPost(loaded);
    case 'signed':
      return task?.status === 'signed';
    case 'errorReported':
      // Answered before the mail could leave.
      return state.openErrorReports?.some((report) => report.reportId === reportId) === true;
    case 'errorReportAnswered':
    case 'replaced':
      return true;
    case 'declined':
      return state.status === 'declined';
    case 'superseded':
      return state.status === 'superseded';
    case 'withdrawn':
      return state.status === 'withdrawn';
    case 'expired':
      return state.status === 'expired' && isOfThisExpiry(loaded, payload);
    case 'completed':
      return state.status === 'completed' || state.status === 'superseded';
  }
}

/** A notice that nobody has said is up, where the body keeps a clock. */
function isStillToPost({ state, request, body }: LoadedCase): boolean {
  return state.status === 'completed' && request.notice === null && bodyTimeOf(body).clock !== 'off';
}

/** Whose turn it is still, of the date that it was made for, with the link that the person has. A new link comes with a mail of its own. */
function isStillToRemind({ state, request }: LoadedCase, { taskId, dueDate }: MailPayload): boolean {
  const task = taskOf(state, taskId ?? '');
  return state.status === 'awaitingSignatures' && task?.status === 'open' && task.invitedRotation === task.linkRotation && request.dueDate === dueDate;
}

function isStillToEscalate(loaded: LoadedCase, payload: MailPayload): boolean {
  const { state, request } = loaded;
  if (payload.stage === 'expired') return state.status === 'expired' && isOfThisExpiry(loaded, payload);
  return state.status === 'awaitingSignatures' && !isOrderFulfilled(state) && request.dueDate === payload.dueDate;
}

/** A case may run out, be reopened, and run out again. */
function isOfThisExpiry({ state }: LoadedCase, { expiresAt }: MailPayload): boolean {
  return expiresAt === undefined || state.expiresAt === expiresAt;
}

function lastExtension(events: readonly SignRequestEvent[]): string | undefined {
  const last = events.findLast((event) => event.type === 'SignRequestExtended' || event.type === 'SignRequestReopened');
  return last?.type === 'SignRequestExtended' || last?.type === 'SignRequestReopened' ? last.extensionId : undefined;
}
