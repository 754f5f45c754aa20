import { isToBeResumed, type SignRequestState } from '#signing-order';
import { invitationWork } from '../case/work-of-events.js';
import { appendWork, completeWork, prepareWork, resumeWork, type Work } from '../case/work.js';
import type { CaseRef } from '../dependencies.js';

/** What a case waits for us to do, derived from its state alone. Effect keys are those that the events gave. */
export function workDue(ref: CaseRef, state: SignRequestState): readonly Work[] {
  switch (state.status) {
    case 'preparing':
      return [prepareWork(ref)];
    case 'awaitingSignatures':
      if (isToBeResumed(state)) return [resumeWork(ref, ref.signRequestId)];
      return state.tasks.flatMap((task) => {
        if (task.status === 'consented' && task.authorisationId !== undefined) return [appendWork(ref, task.authorisationId)];
        return task.status === 'open' && task.invitedRotation !== task.linkRotation ? [invitationWork(ref, task)] : [];
      });
    case 'completing':
      return [completeWork(ref)];
    default:
      return [];
  }
}
