import { isSignatoryRole, roleTitle } from '#minutes';
import type { NewSignTask, Transaction } from '#persistence';
import { decide, evolveAll, initialState, type Command, type SignRequestEvent, type SignRequestState } from '#signing-order';
import { applyCommand, refusal } from '../case/apply-command.js';
import type { CommandContext } from '../case/command-context.js';
import { cleanReason } from '../desk/clean-reason.js';
import { factOfEvent } from '../case/fact-of-event.js';
import { recordEvidence } from '../case/record-evidence.js';
import { appendEvents, enqueueWork } from '../case/record-events.js';
import { workOfEvents } from '../case/work-of-events.js';
import type { ApiDependencies, CaseRef, StaffActor } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { bodyTimeOf } from '../time/body-profile.js';
import { datesAtIntake, type CaseDates } from '../time/dates-at-intake.js';
import { acceptFile } from './accept-file.js';
import type { InspectedUpload } from './inspect-upload.js';
import { parseNewSignRequest, type NewSignRequest, type ValidSignRequest } from './new-sign-request.js';

/**
 * Intake: keeps the uploaded bytes as they are and submits the request, in one transaction.
 * @throws SigningError or FileRefused; nothing is kept then
 */
export async function createSignRequest(
  api: ApiDependencies,
  input: NewSignRequest & { readonly file: Uint8Array },
  actor: StaffActor,
): Promise<CaseRef> {
  const { file, ...rest } = input;
  const request = parseNewSignRequest(rest);
  const { acceptRepair } = request;
  const { inspection, rewritten } = acceptFile(await api.examineUpload(file, { maxBytes: api.maximumFileBytes, now: api.clock.now(), acceptRepair }));

  const now = api.clock.now();
  const signRequestId = api.ids.id();
  const tasks = tasksOf(api, request, signRequestId);
  const ref = { bodyId: request.bodyId, signRequestId };
  await api.database.inBody(request.bodyId, async (tx) => {
    const body = await tx.bodies.get();
    if (body === undefined) throw new SigningError('body-unknown');
    const { meetingId, meetingDate } = await meetingOf(api, tx, request);
    const dates = datesAtIntake(request, bodyTimeOf(body), body, meetingDate, now);
    const { state, events } = submitted(signRequestId, request, tasks, dates, now);
    const blob = await tx.blobs.put(file, now);
    const rewriting = rewritten === undefined ? undefined : await tx.blobs.put(rewritten, now);
    await tx.signRequests.insert({
      ...rowOf(request, inspection),
      dueDate: dates.dueDate,
      id: signRequestId,
      meetingId,
      state: state.status,
      version: state.version,
      createdAt: now,
      originalSha256: blob.sha256,
      originalLength: blob.length,
      rewrittenSha256: rewriting?.sha256 ?? null,
      rewrittenLength: rewriting?.length ?? null,
      stateJson: state,
    });
    await tx.tasks.insert(...tasks);
    await appendEvents(api, tx, signRequestId, 0, events);
    await recordEvidence(api, tx, signRequestId, events.map((event) => factOfEvent(event, actor, intakeDetails(request, dates, { original: blob, rewriting }, tasks))));
    await enqueueWork(api, tx, workOfEvents(ref, initialState, state, events), now);
    if (request.supersedes !== undefined) await supersede(api, tx, request.supersedes, signRequestId, { actor, now });
  });
  return ref;
}

/**
 * The case that the new one comes instead of ends with it or not at all. What it was signed with stays as it is, and says from now on what came after it.
 * @throws SigningError `not-found`, `reason-required`, `wrong-state`
 */
async function supersede(api: ApiDependencies, tx: Transaction, { requestId, reason }: NonNullable<ValidSignRequest['supersedes']>, byRequestId: string, context: CommandContext): Promise<void> {
  await applyCommand(api, tx, requestId, { type: 'SupersedeSignRequest', byRequestId, reason: cleanReason(reason) }, context);
}

function submitted(
  requestId: string,
  request: ValidSignRequest,
  tasks: readonly NewSignTask[],
  { expiresAt }: CaseDates,
  now: Date,
): { state: SignRequestState; events: readonly SignRequestEvent[] } {
  const last = Math.max(...tasks.map((task) => task.step));
  const steps = Array.from({ length: Math.max(last, request.steps?.length ?? 0) }, (_, index) => {
    const quorum = request.steps?.[index]?.quorum;
    return quorum === undefined ? {} : { quorum };
  });
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  const mayRemark = (position: number): boolean => request.signatories[position]?.mayRemark === true;
  const command: Command = { type: 'SubmitSignRequest', requestId, steps, tasks: tasks.map(({ id, step, position }) => ({ taskId: id, step, mayRemark: mayRemark(position) })), ...expiry };
  const decision = decide(initialState, command, now);
  if (!decision.ok) throw refusal(decision.rejection);
  return { state: evolveAll(initialState, decision.events), events: decision.events };
}

function tasksOf({ ids }: ApiDependencies, request: ValidSignRequest, signRequestId: string): NewSignTask[] {
  return request.signatories.map((signatory, position) => ({
    id: ids.id(),
    signRequestId,
    step: signatory.step,
    position,
    name: signatory.name,
    email: signatory.email,
    role: signatory.role,
    roleTitle: signatory.roleTitle ?? (isSignatoryRole(signatory.role) ? roleTitle(signatory.role, request.language) : signatory.role),
    fieldName: null,
    state: 'waiting',
    linkRotation: 0,
    invitedAt: null,
    consentedAt: null,
    signedAt: null,
    declineReason: null,
    remindedOn: null,
    remindedFor: null,
    reminderCount: 0,
  }));
}

function rowOf(request: ValidSignRequest, { pageCount, pdfA, warnings }: InspectedUpload) {
  return {
    title: request.title,
    registrationNumber: request.registrationNumber,
    language: request.language,
    requiredLevelOfAssurance: request.requiredLevelOfAssurance,
    authenticationMethod: request.authentication,
    senderName: request.sender.name,
    senderEmail: request.sender.email ?? null,
    attention: null,
    pdfaClaim: pdfA === undefined ? null : { ...pdfA },
    warnings: [...warnings],
    preparedSha256: null,
    preparedLength: null,
    pageCount,
    completedAt: null,
    notice: null,
  };
}

async function meetingOf({ ids }: ApiDependencies, tx: Transaction, request: ValidSignRequest): Promise<{ readonly meetingId: string; readonly meetingDate: string }> {
  if (request.meetingId !== undefined) {
    const known = await tx.meetings.get(request.meetingId);
    if (known === undefined) throw new SigningError('meeting-unknown');
    return { meetingId: known.id, meetingDate: known.meetingDate };
  }
  const id = ids.id();
  await tx.meetings.insert({ id, meetingDate: request.meetingDate, title: request.meetingTitle ?? request.title });
  return { meetingId: id, meetingDate: request.meetingDate };
}

interface Blob {
  readonly sha256: string;
  readonly length: number;
}

function intakeDetails(request: ValidSignRequest, { dueDate }: CaseDates, { original, rewriting }: { readonly original: Blob; readonly rewriting: Blob | undefined }, tasks: readonly NewSignTask[]) {
  return {
    data: {
      originalSha256: original.sha256,
      originalLength: original.length,
      ...(rewriting === undefined ? {} : { rewrittenSha256: rewriting.sha256, rewrittenLength: rewriting.length }),
      ...(dueDate === null ? {} : { dueDate }),
      ...(request.supersedes === undefined ? {} : { supersedes: request.supersedes.requestId }),
      requiredLevelOfAssurance: request.requiredLevelOfAssurance,
      authentication: request.authentication,
      roles: tasks.map(({ id, role }) => ({ taskId: id, role })),
    },
    personal: {
      signatories: tasks.map(({ id, name, email, roleTitle: title }) => ({ taskId: id, name, email, roleTitle: title })),
      sender: request.sender.name,
    },
  };
}
