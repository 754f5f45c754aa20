import { enqueue } from '#jobs';
import type { SignRequestChanges, SignRequestRow, SignTaskChanges, Transaction } from '#persistence';
import { attentionOf, evolveAll, type SignRequestEvent, type SignRequestState, type TaskState } from '#signing-order';
import type { SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import type { CommandContext } from './command-context.js';
import { factOfEvent } from './fact-of-event.js';
import { recordEvidence } from './record-evidence.js';
import { workOfEvents } from './work-of-events.js';
import type { Work } from './work.js';

/** Facts, projection, voided authorisations, evidence and outbox rows, in the caller's transaction. */
export async function recordEvents(
  core: Pick<SigningCore, 'ids'>,
  tx: Transaction,
  row: Pick<SignRequestRow, 'id'>,
  before: SignRequestState,
  events: readonly SignRequestEvent[],
  context: CommandContext,
): Promise<void> {
  const after = evolveAll(before, events);
  await appendEvents(core, tx, row.id, before.version, events);
  const isCurrent = await tx.signRequests.update(row.id, before.version, after.version, projectionOf(after, events));
  if (!isCurrent) throw new SigningError('stale-version');
  await updateTasks(tx, before, after, events, context.taskChanges);
  for (const event of events) {
    if (event.type === 'SignTaskConsentVoided') await tx.authorisations.voidOpen(row.id, context.now, event.taskId);
  }
  await recordEvidence(core, tx, row.id, events.map((event) => factOfEvent(event, context.actor, context.detailsOf?.(event))));
  await enqueueWork(core, tx, workOfEvents({ bodyId: tx.bodyId, signRequestId: row.id }, before, after, events), context.now);
}

export async function appendEvents(
  { ids }: Pick<SigningCore, 'ids'>,
  tx: Transaction,
  signRequestId: string,
  versionBefore: number,
  events: readonly SignRequestEvent[],
): Promise<void> {
  await tx.events.append(
    ...events.map((event, index) => ({
      id: ids.id(),
      signRequestId,
      version: versionBefore + index + 1,
      type: event.type,
      payload: event,
      at: new Date(event.at),
    })),
  );
}

export async function enqueueWork(
  { ids }: Pick<SigningCore, 'ids'>,
  tx: Transaction,
  works: readonly Work[],
  createdAt: Date,
): Promise<void> {
  await enqueue(tx, ...works.map(({ queue, payload, effectKey }) => ({ id: ids.id(), queue, payload, effectKey, createdAt })));
}

function projectionOf(after: SignRequestState, events: readonly SignRequestEvent[]): SignRequestChanges {
  const happened = (type: SignRequestEvent['type']): boolean => events.some((event) => event.type === type);
  const attention = attentionOf(after);
  return {
    state: after.status,
    stateJson: after,
    attention: attention === undefined ? null : { ...attention },
    ...dueDateOf(events),
    ...(happened('SignRequestPrepared') && after.prepared !== undefined
      ? { preparedSha256: after.prepared.sha256, preparedLength: after.prepared.length }
      : {}),
    ...(happened('SignRequestCompleted') && after.endedAt !== undefined ? { completedAt: new Date(after.endedAt) } : {}),
  };
}

/** The due date is no part of the order's state, which it does not bind; facts that change it say so. */
function dueDateOf(events: readonly SignRequestEvent[]): SignRequestChanges {
  for (const event of [...events].reverse()) {
    if ((event.type === 'SignRequestExtended' || event.type === 'SignRequestReopened') && event.dueDate !== undefined) return { dueDate: event.dueDate };
  }
  return {};
}

async function updateTasks(
  tx: Transaction,
  before: SignRequestState,
  after: SignRequestState,
  events: readonly SignRequestEvent[],
  more: CommandContext['taskChanges'],
): Promise<void> {
  for (const [index, task] of after.tasks.entries()) {
    const changes = { ...changesOf(before.tasks[index], task, events), ...(more?.taskId === task.taskId ? more.changes : {}) };
    if (Object.keys(changes).length > 0) await tx.tasks.update(task.taskId, changes);
  }
}

/** Only columns that changed: a process may not write what is not its own, not even with the same value. */
function changesOf(before: TaskState | undefined, after: TaskState, events: readonly SignRequestEvent[]): SignTaskChanges {
  const changes: SignTaskChanges = {};
  if (before?.status !== after.status) changes.state = after.status;
  if (before?.linkRotation !== after.linkRotation) changes.linkRotation = after.linkRotation;
  if (before?.invitedAt !== after.invitedAt) changes.invitedAt = dateOf(after.invitedAt);
  if (before?.consentedAt !== after.consentedAt) changes.consentedAt = dateOf(after.consentedAt);
  if (before?.signedAt !== after.signedAt) changes.signedAt = dateOf(after.signedAt);
  const declined = events.find((event) => event.type === 'SignTaskDeclined' && event.taskId === after.taskId);
  if (declined?.type === 'SignTaskDeclined') changes.declineReason = declined.reason;
  return changes;
}

function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
