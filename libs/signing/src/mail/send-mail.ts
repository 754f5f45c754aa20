import { makeLinkToken, messageIdFor, renderMail } from '#notifications';
import type { Transaction } from '#persistence';
import { describeError, errorCode } from '#platform';
import { taskOf, type SignRequestEvent } from '#signing-order';
import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import { replacementAt, type Replacement } from '../case/persons.js';
import { mailEffectKey, type MailPayload } from '../case/work.js';
import type { JobOutcome, WorkerDependencies } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { claimSending, releaseSending } from './claim.js';
import { addresseeOf, type Addressee } from './addressee.js';
import { isStillTrue } from './is-still-true.js';
import { mailContentOf } from './mail-content.js';

const actor = { kind: 'component', id: 'worker' } as const;

interface ReadyMail {
  readonly content: ReturnType<typeof mailContentOf>;
  readonly to: Addressee;
  readonly fromName: string;
}

/**
 * Job `mail`: one mail about one case to one person. The link is made here and is nowhere else; the database gets its
 * hash before the mail leaves. Sent at least once, with the same Message-ID however often.
 * @throws SigningError `mail-failed`; retryable unless the mail server refused for good
 */
export async function sendMail(worker: WorkerDependencies, payload: MailPayload): Promise<JobOutcome> {
  const effectKey = mailEffectKey(payload);
  const ready = await worker.database.inBody(payload.bodyId, (tx) => makeReady(worker, tx, payload, effectKey));
  if (ready === undefined) return { outcome: 'nothing-to-do' };
  const { to, fromName } = ready;
  let messageId: string;
  try {
    ({ messageId } = await worker.mailSender.send({ ...renderMail(ready.content), to, fromName, effectKey }));
  } catch (error) {
    await worker.database.inBody(payload.bodyId, (tx) => recordFailure(worker, tx, payload, effectKey, error));
    throw new SigningError('mail-failed', { cause: error, retryable: isRetryable(error), details: { reason: errorCode(error) ?? 'unexpected' } });
  }
  await worker.database.inBody(payload.bodyId, (tx) => recordSent(worker, tx, payload, effectKey, messageId, to.address));
  return { outcome: 'done' };
}

async function makeReady(
  worker: WorkerDependencies,
  tx: Transaction,
  payload: MailPayload,
  effectKey: string,
): Promise<ReadyMail | undefined> {
  if (await tx.effects.has(effectKey)) return undefined;
  const now = worker.clock.now();
  const loaded = await loadCase(tx, payload.signRequestId);
  const events = (await tx.events.listOf(payload.signRequestId)).map((row) => row.payload as SignRequestEvent);
  const replacement = await replacementOf(tx, loaded, payload);
  const to = payload.kind === 'replaced' ? formerOf(replacement) : addresseeOf(loaded, payload);
  if (to === undefined || !isStillTrue(loaded, events, payload)) {
    await tx.effects.record(effectKey, now, { outcome: 'stale' });
    return undefined;
  }
  if (!(await claimSending(tx, effectKey))) throw new SigningError('mail-failed', { retryable: true, details: { reason: 'being-sent' } });
  const { signRequestId, taskId, kind } = payload;
  const link = await registerLink(worker, tx, loaded, payload, now);
  const messageId = messageIdFor(effectKey, worker.messageIdDomain);
  await tx.mails.begin({ id: worker.ids.id(), signRequestId, taskId, kind, toAddress: to.address, messageId, createdAt: now });
  const content = mailContentOf(payload, { loaded, events, link, replacement, validationAddress: worker.validationAddress, now });
  return { content, to, fromName: loaded.body.displayName };
}

async function replacementOf(tx: Transaction, loaded: LoadedCase, { kind, taskId, rotation = 0 }: MailPayload): Promise<Replacement | undefined> {
  return kind === 'replaced' && taskId !== null ? replacementAt(tx, taskIn(loaded, taskId), rotation) : undefined;
}

/** Whoever is replaced is told at the address that they had; nobody, where that is erased. */
function formerOf(replacement: Replacement | undefined): ReadyMail['to'] | undefined {
  return replacement === undefined ? undefined : { name: replacement.former.name, address: replacement.former.email };
}

/** The link to sign with, to a completed file, or to the case; registered before it leaves, so that it works when it arrives. */
async function registerLink(worker: WorkerDependencies, tx: Transaction, { state }: LoadedCase, payload: MailPayload, createdAt: Date): Promise<string> {
  const { signRequestId, taskId, kind } = payload;
  // The desk asks for a log-in: its address is no secret.
  if (kind === 'errorReported' || kind === 'escalation' || kind === 'notice') return `${worker.publicUrl}/admin/cases/${signRequestId}`;
  if (taskId === null || (kind !== 'invitation' && kind !== 'reminder' && kind !== 'completed')) return '';
  const purpose = kind === 'completed' ? 'download' : 'sign';
  // A reminder carries the link that the person has.
  const rotation = kind === 'reminder' ? (taskOf(state, taskId)?.linkRotation ?? 0) : (payload.rotation ?? 0);
  const subjectId = purpose === 'sign' ? taskId : `${signRequestId}:${taskId}`;
  const { token, tokenSha256 } = makeLinkToken(worker.linkKey, { purpose, subjectId, rotation });
  await tx.links.register({ id: worker.ids.id(), signRequestId, taskId, purpose, rotation, tokenSha256, createdAt });
  await tx.links.revokeBefore(taskId, purpose, rotation, createdAt);
  return `${worker.publicUrl}/${purpose === 'sign' ? 's' : 'd'}/${token}`;
}

async function recordSent(worker: WorkerDependencies, tx: Transaction, payload: MailPayload, effectKey: string, messageId: string, address: string): Promise<void> {
  const { signRequestId, taskId, kind, rotation = 0 } = payload;
  const now = worker.clock.now();
  const state = stateOf(await lockRequest(tx, signRequestId));
  await tx.mails.sent(messageIdFor(effectKey, worker.messageIdDomain), now);
  if (!(await tx.effects.record(effectKey, now, { outcome: 'sent', messageId }))) return;
  const details = { data: { mail: kind, messageId }, personal: { address } };
  if (kind === 'invitation' && taskId !== null && state.status === 'awaitingSignatures') {
    const command = { type: 'RecordInvitation', taskId, rotation } as const;
    try {
      await applyCommand(worker, tx, signRequestId, command, { actor, now, detailsOf: () => details });
      await clearMailTrouble(worker, tx, signRequestId, taskId, now);
      return;
    } catch (error) {
      // The link was rotated while the mail was on its way: it was sent all the same, and evidence says so below.
      if (!(error instanceof SigningError) || error.code !== 'wrong-state') throw error;
    }
  }
  await recordEvidence(worker, tx, signRequestId, [{ at: now, type: 'MailSent', actor, ...details, data: { ...details.data, ...(taskId === null ? {} : { taskId }) } }]);
  await clearMailTrouble(worker, tx, signRequestId, taskId, now);
}

async function clearMailTrouble(worker: WorkerDependencies, tx: Transaction, signRequestId: string, taskId: string | null, now: Date): Promise<void> {
  const { attention } = stateOf(await lockRequest(tx, signRequestId));
  if (attention?.cause !== 'mail-failed' || (attention.taskId ?? null) !== taskId) return;
  await applyCommand(worker, tx, signRequestId, { type: 'ClearAttention' }, { actor, now });
}

async function recordFailure(worker: WorkerDependencies, tx: Transaction, payload: MailPayload, effectKey: string, error: unknown): Promise<void> {
  const { signRequestId, taskId, kind } = payload;
  const now = worker.clock.now();
  const code = errorCode(error) ?? 'unexpected';
  worker.logger.warn({ signRequestId, taskId, kind, error: describeError(error) }, 'a mail was not sent');
  await lockRequest(tx, signRequestId);
  await releaseSending(tx, effectKey);
  await tx.mails.failed(messageIdFor(effectKey, worker.messageIdDomain), code);
  // Given up: what is refused for good is not tried for ever. A new link, made by hand, is a new effect.
  if (!isRetryable(error)) await tx.effects.record(effectKey, now, { outcome: 'refused', code });
  await applyCommand(worker, tx, signRequestId, { type: 'RaiseAttention', cause: 'mail-failed', code, ...(taskId === null ? {} : { taskId }) }, { actor, now });
}

/** `#notifications` says which answers of a mail server are final; what we do not know is tried again. */
function isRetryable(error: unknown): boolean {
  return !(typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === false);
}
