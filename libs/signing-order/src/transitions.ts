import type { CommandType } from './commands.js';
import { requestStatuses, type RequestStatus } from './state.js';

/**
 * The whole state machine of a request, as data. A pair (state, command) that is not here is refused with
 * `illegal-in-state`; a pair that is here ends in one of `to`. The diagram in docs/spec is drawn from it.
 */
export interface Transition {
  readonly from: RequestStatus;
  readonly command: CommandType;
  readonly to: readonly RequestStatus[];
}

const stays = (from: RequestStatus, ...commands: readonly CommandType[]): readonly Transition[] =>
  commands.map((command) => ({ from, command, to: [from] }));

export const transitions: readonly Transition[] = [
  { from: 'draft', command: 'SubmitSignRequest', to: ['preparing'] },
  { from: 'draft', command: 'WithdrawSignRequest', to: ['withdrawn'] },

  { from: 'preparing', command: 'RecordPrepared', to: ['awaitingSignatures'] },
  ...stays('preparing', 'RecordPreparationFailed', 'ExtendSignRequest'),
  { from: 'preparing', command: 'WithdrawSignRequest', to: ['withdrawn'] },
  { from: 'preparing', command: 'ExpireSignRequest', to: ['expired'] },

  { from: 'awaitingSignatures', command: 'RecordSignature', to: ['awaitingSignatures', 'completing'] },
  ...stays('awaitingSignatures', 'RecordInvitation', 'RecordConsent', 'ResendLink', 'SubstituteSignatory', 'CorrectAddress', 'ReportError', 'AnswerErrorReport', 'ExtendSignRequest'),
  // What an answered report held back goes on, and what was reopened.
  { from: 'awaitingSignatures', command: 'ResumeSigningOrder', to: ['awaitingSignatures', 'completing'] },
  // Voiding a consent that a reached quorum waited for fulfils the step.
  { from: 'awaitingSignatures', command: 'VoidConsent', to: ['awaitingSignatures', 'completing'] },
  { from: 'awaitingSignatures', command: 'DeclineSignTask', to: ['declined'] },
  { from: 'awaitingSignatures', command: 'WithdrawSignRequest', to: ['withdrawn'] },
  { from: 'awaitingSignatures', command: 'ExpireSignRequest', to: ['expired'] },
  { from: 'awaitingSignatures', command: 'SupersedeSignRequest', to: ['superseded'] },

  { from: 'completing', command: 'RecordCompletion', to: ['completed'] },
  { from: 'completing', command: 'WithdrawSignRequest', to: ['withdrawn'] },

  // A correction never swaps a page silently: the old request says which one came after it.
  { from: 'completed', command: 'SupersedeSignRequest', to: ['superseded'] },
  { from: 'declined', command: 'SupersedeSignRequest', to: ['superseded'] },
  { from: 'declined', command: 'WithdrawSignRequest', to: ['withdrawn'] },
  { from: 'expired', command: 'ReopenSignRequest', to: ['preparing', 'awaitingSignatures'] },
  { from: 'expired', command: 'SupersedeSignRequest', to: ['superseded'] },
  { from: 'expired', command: 'WithdrawSignRequest', to: ['withdrawn'] },

  // Trouble is a flag beside any state: telling people of a withdrawal can fail too.
  ...requestStatuses.filter((status) => status !== 'draft').flatMap((status) => stays(status, 'RaiseAttention', 'ClearAttention')),
];

export function transitionFor(from: RequestStatus, command: CommandType): Transition | undefined {
  return transitions.find((transition) => transition.from === from && transition.command === command);
}
