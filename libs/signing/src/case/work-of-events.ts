import { isReadyToComplete, isToBeResumed, taskOf, type SignRequestEvent, type SignRequestState, type TaskState } from '#signing-order';
import type { CaseRef } from '../dependencies.js';
import { appendWork, completeWork, mailWork, offices, prepareWork, resumeWork, type MailKind, type MailPayload, type Work } from './work.js';

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
  const tell = (kind: MailKind, tasks: readonly TaskState[], of: Partial<MailPayload> = {}): readonly Work[] =>
    tasks.map(({ taskId }) => mailWork({ ...ref, taskId, kind, ...of }));
  switch (event.type) {
    case 'SignRequestSubmitted':
      return [prepareWork(ref)];
    case 'SignTaskOpened':
    case 'LinkRotated': {
      const task = taskOf(after, event.taskId);
      return task?.status === 'open' ? [invitationWork(ref, task)] : [];
    }
    case 'SignatorySubstituted':
    case 'AddressCorrected':
      return [mailWork({ ...ref, taskId: event.taskId, kind: 'replaced', rotation: taskOf(after, event.taskId)?.linkRotation ?? 0 })];
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
      return [...tell('completed', after.tasks), ...offices.map((to) => mailWork({ ...ref, taskId: null, kind: 'notice', stage: 'adjusted', to }))];
    case 'SignRequestDeclined':
      return tell('declined', before.tasks.filter((task) => wasAsked(task) && task.taskId !== event.taskId));
    case 'SignRequestSuperseded':
      return tell('superseded', before.tasks.filter(wasAsked));
    case 'SignRequestWithdrawn':
      return tell('withdrawn', before.tasks.filter(wasAsked));
    case 'SignRequestExpired':
      return [
        ...tell('expired', before.tasks.filter(wasAsked), expiryOf(before)),
        ...offices.map((to) => mailWork({ ...ref, taskId: null, kind: 'escalation', stage: 'expired', to, ...expiryOf(before) })),
      ];
    case 'SignRequestExtended':
      return tell('extended', after.tasks.filter(wasAsked), { extensionId: event.extensionId });
    case 'SignRequestReopened':
      if (after.status === 'preparing') return [prepareWork(ref)];
      // Whoever is asked anew hears it with the new link.
      return [
        ...(isToBeResumed(after) ? [resumeWork(ref, event.extensionId)] : []),
        ...tell('extended', after.tasks.filter((task) => wasAsked(task) && task.status !== 'waiting'), { extensionId: event.extensionId }),
      ];
    default:
      return [];
  }
}

function expiryOf({ expiresAt }: SignRequestState): { expiresAt?: string } {
  return expiresAt === undefined ? {} : { expiresAt };
}

export function invitationWork(ref: CaseRef, task: TaskState): Work {
  return mailWork({ ...ref, taskId: task.taskId, kind: 'invitation', rotation: task.linkRotation });
}

/** Whoever was never asked knows nothing of the case, and is not troubled with its end. */
function wasAsked(task: TaskState): boolean {
  return task.invitedAt !== undefined || ['open', 'consented', 'signed'].includes(task.status);
}
