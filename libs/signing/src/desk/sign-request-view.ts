import type { AuthenticationMethod, FormerSignatoryRow, RevisionKind, RevisionRow, SignRequestRow, SignTaskRow } from '#persistence';
import type { Language, LevelOfAssurance } from '#minutes';
import { attentionOf, taskOf, type RequestStatus, type SignRequestState, type TaskState, type TaskStatus } from '#signing-order';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { remarksOf } from '../case/remarks.js';
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
  /** The case that came instead. */
  readonly supersededBy?: string;
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
  /** Whose printed slot it is, where somebody else signs. */
  readonly substituteFor?: string;
  /** Whom the task belonged to before, oldest first; until it is signed. */
  readonly formerly?: readonly { readonly name: string; readonly email: string; readonly until: string }[];
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
  /** May sign with a remark. */
  readonly mayRemark?: true;
  /** Approved or signed with a remark; `remark` are its words, as long as they are not erased. */
  readonly withRemark?: true;
  readonly remark?: string;
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
      const more = { now: core.clock.now(), remarks: await remarksOf(tx, ref.signRequestId), formers: await tx.formerSignatories.listOf(ref.signRequestId) };
      return { ...signRequestViewOf(loaded, revisions, more), errorReports: reports };
    },
    { isolation: 'REPEATABLE READ' },
  );
}

interface More {
  readonly now: Date;
  readonly remarks: ReadonlyMap<string, string>;
  readonly formers: readonly FormerSignatoryRow[];
}

function signRequestViewOf(loaded: LoadedCase, revisions: readonly RevisionRow[], { now, remarks, formers }: More): Omit<SignRequestView, 'errorReports'> {
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
    ...(state.supersededBy === undefined ? {} : { supersededBy: state.supersededBy }),
    steps: state.steps,
    tasks: tasks.map((task) => ({
      ...taskViewOf(task), ...remindedViewOf(task, request), ...personsOf(task, formers), ...remarkViewOf(taskOf(state, task.id), remarks.get(task.id)),
    })),
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

function remarkViewOf(task: TaskState | undefined, remark: string | undefined): Pick<SignTaskView, 'mayRemark' | 'withRemark' | 'remark'> {
  return {
    ...(task?.mayRemark === true ? { mayRemark: true } : {}),
    ...(task?.remarkCommitment === undefined ? {} : { withRemark: true }),
    ...(remark === undefined ? {} : { remark }),
  };
}

/** A change of person or address stays on the case until it cannot matter any more. */
function personsOf(task: SignTaskRow, formers: readonly FormerSignatoryRow[]): Pick<SignTaskView, 'substituteFor' | 'formerly'> {
  const before = formers.filter(({ taskId }) => taskId === task.id && task.signedAt === null);
  const formerly = before.flatMap(({ name, email, replacedAt }) => (name === null || email === null ? [] : [{ name, email, until: replacedAt.toISOString() }]));
  return {
    ...(task.printedName === null || task.printedName === task.name ? {} : { substituteFor: task.printedName }),
    ...(formerly.length === 0 ? {} : { formerly }),
  };
}
