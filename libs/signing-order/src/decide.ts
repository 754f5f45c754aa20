import type { Command } from './commands.js';
import { decideOnAttention } from './decisions/attention.js';
import { decideOnConsent } from './decisions/consent.js';
import { decideOnEnding } from './decisions/ending.js';
import { decideOnErrorReport } from './decisions/error-report.js';
import { decideOnExtension } from './decisions/extension.js';
import { decideOnLink } from './decisions/link.js';
import { decideOnPerson } from './decisions/person.js';
import { decideOnPreparation } from './decisions/preparation.js';
import { decideOnSignature } from './decisions/signature.js';
import { decideOnSubmission } from './decisions/submission.js';
import type { Decision } from './rejection.js';
import { accept, refuse } from './refuse.js';
import { resume } from './resume.js';
import type { SignRequestState } from './state.js';
import { transitionFor } from './transitions.js';

/**
 * Answers one command in one state at one time: the facts that follow, or why not. Pure; call it inside the
 * transaction that stores the facts. An accepted command without events means: this was already so.
 */
export function decide(state: SignRequestState, command: Command, now: Date): Decision {
  if (transitionFor(state.status, command.type) === undefined) return refuse(state, command, 'illegal-in-state');
  const at = now.toISOString();
  switch (command.type) {
    case 'SubmitSignRequest':
      return decideOnSubmission(state, command, now);
    case 'RecordPrepared':
    case 'RecordPreparationFailed':
      return decideOnPreparation(state, command, at);
    case 'RecordInvitation':
    case 'ResendLink':
      return decideOnLink(state, command, now);
    case 'SubstituteSignatory':
    case 'CorrectAddress':
      return decideOnPerson(state, command, at);
    case 'RecordConsent':
    case 'VoidConsent':
      return decideOnConsent(state, command, now);
    case 'ReportError':
    case 'AnswerErrorReport':
      return decideOnErrorReport(state, command, at);
    case 'ExtendSignRequest':
    case 'ReopenSignRequest':
      return decideOnExtension(state, command, now);
    case 'ResumeSigningOrder':
      return accept(...resume(state, at));
    case 'RecordSignature':
    case 'RecordCompletion':
      return decideOnSignature(state, command, at);
    case 'DeclineSignTask':
    case 'WithdrawSignRequest':
    case 'ExpireSignRequest':
    case 'SupersedeSignRequest':
      return decideOnEnding(state, command, now);
    case 'RaiseAttention':
    case 'ClearAttention':
      return decideOnAttention(state, command, at);
  }
}
