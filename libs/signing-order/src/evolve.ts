import type { SignRequestEvent, SignRequestSubmitted } from './events.js';
import type { Attention, OpenErrorReport, SignRequestState, TaskState } from './state.js';

/** Applies one fact. Never refuses: what `decide` let happen has happened. */
export function evolve(state: SignRequestState, event: SignRequestEvent): SignRequestState {
  return { ...applied(state, event), version: state.version + 1 };
}

export function evolveAll(state: SignRequestState, events: readonly SignRequestEvent[]): SignRequestState {
  return events.reduce(evolve, state);
}

function applied(state: SignRequestState, event: SignRequestEvent): SignRequestState {
  switch (event.type) {
    case 'SignRequestSubmitted':
      return submitted(state, event);
    case 'SignRequestPrepared':
      return {
        ...state,
        status: 'awaitingSignatures',
        prepared: { sha256: event.preparedSha256, length: event.preparedLength },
      };
    case 'SigningStepOpened':
      return { ...state, currentStep: event.step };
    case 'SigningOrderFulfilled':
      return { ...state, status: 'completing' };
    case 'SignRequestCompleted':
      return { ...state, status: 'completed', endedAt: event.at };
    case 'SignRequestDeclined':
      return { ...state, status: 'declined', endedAt: event.at };
    case 'SignRequestWithdrawn':
      return { ...state, status: 'withdrawn', endedAt: event.at };
    case 'SignRequestExpired':
      return { ...state, status: 'expired', endedAt: event.at };
    case 'SignRequestExtended':
      return event.expiresAt === undefined ? state : withExpiry(state, event.expiresAt ?? undefined);
    case 'SignRequestReopened':
      return reopened(state, event.expiresAt);
    case 'SignRequestSuperseded':
      return { ...state, status: 'superseded', endedAt: event.at, supersededBy: event.byRequestId };
    case 'ErrorReported':
      return withReports(state, [...(state.openErrorReports ?? []), { reportId: event.reportId, taskId: event.taskId, since: event.at }]);
    case 'ErrorReportAnswered':
      return withReports(state, (state.openErrorReports ?? []).filter(({ reportId }) => reportId !== event.reportId));
    case 'AttentionRaised':
      return { ...state, attention: attentionOf(event) };
    case 'AttentionCleared':
      return without(state, 'attention');
    default:
      return { ...state, tasks: state.tasks.map((task) => (task.taskId === event.taskId ? appliedToTask(task, event, state.version + 1) : task)) };
  }
}

type TaskEvent = Extract<
  SignRequestEvent,
  {
    type:
      | 'SignTaskOpened'
      | 'SignTaskInvited'
      | 'SignTaskConsented'
      | 'SignTaskConsentVoided'
      | 'SignTaskSigned'
      | 'SignTaskReleased'
      | 'SignTaskDeclined'
      | 'SignTaskClosed'
      | 'LinkRotated'
      | 'SignatorySubstituted'
      | 'AddressCorrected';
  }
>;

function appliedToTask(task: TaskState, event: TaskEvent, version: number): TaskState {
  switch (event.type) {
    case 'SignTaskOpened':
      return { ...task, status: 'open' };
    case 'SignTaskInvited':
      return { ...task, invitedAt: event.at, invitedRotation: event.rotation };
    case 'SignTaskConsented':
      return {
        ...task,
        status: 'consented',
        authorisationId: event.authorisationId,
        consentedAt: event.at,
        ...(event.remarkCommitment === undefined ? {} : { remarkCommitment: event.remarkCommitment }),
      };
    case 'SignTaskConsentVoided':
      return { ...without(without(without(task, 'authorisationId'), 'consentedAt'), 'remarkCommitment'), status: 'open' };
    case 'SignTaskSigned':
      return { ...task, status: 'signed', signedAt: event.at, revisionNumber: event.revisionNumber };
    case 'SignTaskReleased':
      return { ...task, status: 'released' };
    case 'SignTaskDeclined':
      return { ...task, status: 'declined', declinedAt: event.at };
    case 'SignTaskClosed':
      return { ...task, status: 'closed' };
    case 'LinkRotated':
      return { ...task, linkRotation: event.rotation };
    case 'SignatorySubstituted':
      return { ...task, personSince: version, substituted: true };
    case 'AddressCorrected':
      return { ...task, personSince: version };
  }
}

function submitted(state: SignRequestState, event: SignRequestSubmitted): SignRequestState {
  return {
    ...state,
    requestId: event.requestId,
    status: 'preparing',
    steps: event.steps,
    tasks: event.tasks.map((task) => ({ ...task, status: 'waiting', linkRotation: 0 })),
    ...(event.expiresAt === undefined ? {} : { expiresAt: event.expiresAt }),
  };
}

function reopened(state: SignRequestState, expiresAt: string | undefined): SignRequestState {
  return {
    ...withExpiry(without(state, 'endedAt'), expiresAt),
    status: state.prepared === undefined ? 'preparing' : 'awaitingSignatures',
    tasks: state.tasks.map((task) => (task.status === 'closed' ? { ...task, status: 'waiting' } : task)),
  };
}

function withExpiry(state: SignRequestState, expiresAt: string | undefined): SignRequestState {
  const rest = without(state, 'expiresAt');
  return expiresAt === undefined ? rest : { ...rest, expiresAt };
}

function withReports(state: SignRequestState, reports: readonly OpenErrorReport[]): SignRequestState {
  const rest = without(state, 'openErrorReports');
  return reports.length === 0 ? rest : { ...rest, openErrorReports: reports };
}

function attentionOf(event: Extract<SignRequestEvent, { type: 'AttentionRaised' }>): Attention {
  return {
    cause: event.cause,
    code: event.code,
    since: event.at,
    ...(event.taskId === undefined ? {} : { taskId: event.taskId }),
  };
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const copy: Partial<T> = { ...value };
  delete copy[key];
  return copy as Omit<T, K>;
}
