import { taskOf, type Command, type RequestStatus, type SignRequestState } from '#signing-order';
import type { SigningErrorCode } from '../sentences.js';

const endings: Readonly<Partial<Record<RequestStatus, SigningErrorCode>>> = {
  completing: 'request-completed',
  completed: 'request-completed',
  declined: 'request-declined',
  expired: 'request-expired',
  withdrawn: 'request-withdrawn',
  superseded: 'request-superseded',
};

/** What a signatory who comes after the end is told: what happened, and not what a closed task means in general. Undefined while it has not ended. */
export function endingCode({ status }: Pick<SignRequestState, 'status'>): SigningErrorCode | undefined {
  return endings[status];
}

/** The same for a command that was refused; undefined for the commands of others, and where the person's own doing says more. */
export function tooLateCode(state: SignRequestState, command: Command): SigningErrorCode | undefined {
  if (command.type !== 'RecordConsent' && command.type !== 'DeclineSignTask' && command.type !== 'ReportError') return undefined;
  const ending = endingCode(state);
  const status = ending === undefined ? undefined : taskOf(state, command.taskId)?.status;
  if (status === 'declined') return 'already-declined';
  if (status === 'signed' && command.type !== 'ReportError') return 'already-signed';
  return ending;
}
