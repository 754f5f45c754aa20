import { isReadyToComplete, taskOf, type SignRequestEvent, type SignRequestState, type TaskState } from '#signing-order';
import type { CaseRef } from '../dependencies.js';
import { appendWork, completeWork, mailWork, prepareWork, resumeWork, type MailKind, type Work } from './work.js';

/** What follows from facts: written to the outbox in the transaction that writes the facts. */
export function workOfEvents(
  ref: CaseRef,
  before: SignRequestState,
  after: SignRequestState,
  events: readonly SignRequestEvent[],
): readonly Work[] {
  const works = events.flatMap((event) => workOfEvent(ref, before, after, event));
  return [...new Map(works.map((work) => [work.effectKey, work])).values()];
}

function workOfEvent(ref: CaseRef, before: SignRequestState, after: SignRequestState, event: SignRequestEvent): readonly Work[] {
  const tell = (kind: MailKind, tasks: readonly TaskState[]): readonly Work[] =>
    tasks.map(({ taskId }) => mailWork({ ...ref, taskId, kind }));
  switch (event.type) {
    case 'SignRequestSubmitted':
      return [prepareWork(ref)];
    case 'SignTaskOpened':
    case 'LinkRotated': {
      const task = taskOf(after, event.taskId);
      return task?.status === 'open' ? [invitationWork(ref, task)] : [];
    }
    case 'SignTaskConsented':
      return [appendWork(ref, event.authorisationId)];
    case 'SignTaskSigned':
      return [mailWork({ ...ref, taskId: event.taskId, kind: 'signed' })];
    case 'SigningOrderFulfilled':
      return [completeWork(ref)];
    case 'ErrorReported':
      return [mailWork({ ...ref, taskId: event.taskId, kind: 'errorReported', reportId: event.reportId })];
    case 'ErrorReportAnswered': {
      const told = mailWork({ ...ref, taskId: event.taskId, kind: 'errorReportAnswered', reportId: event.reportId });
      return isReadyToComplete(after) ? [told, resumeWork(ref, event.reportId)] : [told];
    }
    case 'SignRequestCompleted':
      return tell('completed', after.tasks);
    case 'SignRequestDeclined':
      return tell('declined', before.tasks.filter((task) => wasAsked(task) && task.taskId !== event.taskId));
    case 'SignRequestWithdrawn':
      return tell('withdrawn', before.tasks.filter(wasAsked));
    case 'SignRequestExpired':
      return tell('expired', before.tasks.filter(wasAsked));
    default:
      return [];
  }
}

export function invitationWork(ref: CaseRef, task: TaskState): Work {
  return mailWork({ ...ref, taskId: task.taskId, kind: 'invitation', rotation: task.linkRotation });
}

/** Whoever was never asked knows nothing of the case, and is not troubled with its end. */
function wasAsked(task: TaskState): boolean {
  return task.invitedAt !== undefined || ['open', 'consented', 'signed'].includes(task.status);
}
