import type { AuthenticationMethod, RevisionKind, RevisionRow, SignRequestRow, SignTaskRow } from '#persistence';
import type { Language, LevelOfAssurance } from '#minutes';
import { attentionOf, type RequestStatus, type SignRequestState, type TaskStatus } from '#signing-order';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { errorReportsOf, type ErrorReportView } from '../case/error-reports.js';
import { timeOfCase, type TimeView } from '../time/time-of-case.js';
import { attentionSentence } from './attention-sentences.js';

export interface AttentionView {
  readonly code: string;
  readonly cause: string;
  readonly detailSv: string;
  readonly detailEn: string;
  readonly since: string;
  readonly taskId?: string;
}

/** One case as the desk sees it. Plain JSON; times ISO 8601 UTC. */
export interface SignRequestView extends TimeView {
  readonly id: string;
  readonly state: RequestStatus;
  readonly version: number;
  readonly attention?: AttentionView;
  readonly title: string;
  readonly body: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly meeting: { readonly id: string; readonly date: string; readonly title: string };
  readonly registrationNumber: string;
  readonly language: Language;
  readonly authentication: AuthenticationMethod;
  readonly requiredLevelOfAssurance: LevelOfAssurance;
  readonly sender: { readonly name: string; readonly email?: string };
  readonly originalSha256: string;
  readonly originalLength: number;
  /** The upload was broken and was rewritten: what the signed file begins with. */
  readonly rewrittenSha256?: string;
  readonly preparedSha256?: string;
  readonly pageCount: number;
  readonly pdfaClaim?: Readonly<Record<string, unknown>>;
  readonly warnings: readonly unknown[];
  readonly steps: readonly { readonly quorum: number }[];
  readonly tasks: readonly SignTaskView[];
  /** Oldest first. */
  readonly errorReports: readonly ErrorReportView[];
  readonly revisions: readonly RevisionView[];
  readonly createdAt: string;
  readonly completedAt?: string;
}

export interface SignTaskView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly roleTitle: string;
  readonly step: number;
  readonly state: TaskStatus;
  readonly fieldName?: string;
  readonly invitedAt?: string;
  readonly consentedAt?: string;
  readonly signedAt?: string;
  readonly declineReason?: string;
  /** YYYY-MM-DD, of the last reminder. */
  readonly remindedOn?: string;
  /** Of the due date that holds; absent when there was none. */
  readonly reminderCount?: number;
}

export interface RevisionView {
  readonly number: number;
  readonly kind: RevisionKind;
  readonly length: number;
  readonly wholeSha256: string;
  readonly at: string;
}

/** @throws SigningError `not-found` */
export function getSignRequest(core: SigningCore, ref: CaseRef): Promise<SignRequestView> {
  return core.database.inBody(
    ref.bodyId,
    async (tx) => {
      const [loaded, revisions, reports] = [await loadCase(tx, ref.signRequestId), await tx.revisions.listOf(ref.signRequestId), await errorReportsOf(tx, ref.signRequestId)];
      return { ...signRequestViewOf(loaded, revisions, core.clock.now()), errorReports: reports };
    },
    { isolation: 'REPEATABLE READ' },
  );
}

function signRequestViewOf(loaded: LoadedCase, revisions: readonly RevisionRow[], now: Date): Omit<SignRequestView, 'errorReports'> {
  const { body, meeting, request, tasks, state } = loaded;
  return {
    id: request.id,
    state: request.state,
    version: request.version,
    ...attentionViewOf(state),
    title: request.title,
    body: { id: body.bodyId, name: body.displayName, timeZone: body.timeZone },
    meeting: { id: meeting.id, date: meeting.meetingDate, title: meeting.title },
    registrationNumber: request.registrationNumber,
    language: request.language,
    authentication: request.authenticationMethod,
    requiredLevelOfAssurance: request.requiredLevelOfAssurance,
    sender: { name: request.senderName, ...(request.senderEmail === null ? {} : { email: request.senderEmail }) },
    originalSha256: request.originalSha256,
    originalLength: request.originalLength,
    pageCount: request.pageCount,
    warnings: request.warnings,
    steps: state.steps,
    tasks: tasks.map((task) => ({ ...taskViewOf(task), ...remindedViewOf(task, request) })),
    revisions: revisions.map(({ number, kind, length, wholeSha256, at }) => ({ number, kind, length, wholeSha256, at: at.toISOString() })),
    createdAt: request.createdAt.toISOString(),
    ...optionalsOf(request),
    ...timeOfCase(request, state, body, now),
  };
}

function optionalsOf({ rewrittenSha256, preparedSha256, pdfaClaim, completedAt }: SignRequestRow) {
  return {
    ...(rewrittenSha256 === null ? {} : { rewrittenSha256 }),
    ...(preparedSha256 === null ? {} : { preparedSha256 }),
    ...(pdfaClaim === null ? {} : { pdfaClaim }),
    ...(completedAt === null ? {} : { completedAt: completedAt.toISOString() }),
  };
}

export function attentionViewOf(state: SignRequestState): { attention?: AttentionView } {
  const attention = attentionOf(state);
  if (attention === undefined) return {};
  const { cause, code, since, taskId } = attention;
  const { sv, en } = attentionSentence(cause);
  return { attention: { code, cause, detailSv: sv, detailEn: en, since, ...(taskId === undefined ? {} : { taskId }) } };
}

function remindedViewOf({ remindedOn, remindedFor, reminderCount }: SignTaskRow, { dueDate }: SignRequestRow): Pick<SignTaskView, 'remindedOn' | 'reminderCount'> {
  return remindedOn === null || remindedFor !== dueDate ? {} : { remindedOn, reminderCount };
}

function taskViewOf(task: SignTaskRow): SignTaskView {
  const { id, name, email, role, roleTitle, step, state, fieldName, declineReason } = task;
  return {
    id,
    name,
    email,
    role,
    roleTitle,
    step,
    state,
    ...(fieldName === null ? {} : { fieldName }),
    ...(task.invitedAt === null ? {} : { invitedAt: task.invitedAt.toISOString() }),
    ...(task.consentedAt === null ? {} : { consentedAt: task.consentedAt.toISOString() }),
    ...(task.signedAt === null ? {} : { signedAt: task.signedAt.toISOString() }),
    ...(declineReason === null ? {} : { declineReason }),
  };
}
