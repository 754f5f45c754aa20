import { createHash } from 'node:crypto';
import type { RevisionRow, Transaction } from '#persistence';
import { describeError, errorCode } from '#platform';
import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import { inLane } from '../append/lane.js';
import { loadHead, type Head } from '../append/load-head.js';
import type { CaseRef, JobOutcome, SignerDependencies } from '../dependencies.js';
import type { CompletionUpdate, Judgement } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';
import { requireResult } from './require-result.js';

const actor = { kind: 'component', id: 'signer' } as const;

/**
 * Job `complete`: document security store and document timestamp, then the post-conditions on the bytes, and only then
 * COMPLETED, with evidence and everybody's mail. Safe to run at any time and to be killed anywhere.
 * @throws SigningError `completion-failed` (retryable), `own-result-not-valid`; the case carries the flag
 */
export async function completeRequest(signer: SignerDependencies, ref: CaseRef): Promise<JobOutcome> {
  const isNeeded = async (tx: Transaction): Promise<boolean> => (await loadCase(tx, ref.signRequestId)).state.status === 'completing';
  const done = await inLane(signer, ref, isNeeded, (fence) => complete(signer, ref, fence));
  return { outcome: done === true ? 'done' : 'nothing-to-do' };
}

interface Flight {
  readonly fence: number;
  readonly head: Head;
  readonly updates: readonly CompletionUpdate[];
  readonly judgement: Judgement;
}

const load = (signer: SignerDependencies, ref: CaseRef): Promise<LoadedCase> =>
  signer.database.inBody(ref.bodyId, (tx) => loadCase(tx, ref.signRequestId));

async function complete(signer: SignerDependencies, ref: CaseRef, fence: number): Promise<boolean> {
  const loaded = await load(signer, ref);
  if (loaded.state.status !== 'completing') return false;
  try {
    const head = await loadHead(signer, ref);
    const original = head.revisions[0]?.length ?? 0;
    const foreignFields = signer.engine.signedFields(head.bytes.subarray(0, original));
    const updates = await signer.engine.complete(head.bytes, foreignFields);
    const bytes = Buffer.concat([head.bytes, ...updates.map((one) => one.update)]);
    const judgement = await signer.engine.judge(bytes, 'final');
    const preparedLength = loaded.state.prepared?.length ?? bytes.byteLength;
    requireResult(judgement, loaded, signer.engine.statesSignatories(bytes.subarray(0, preparedLength), ref.signRequestId), foreignFields);
    requirePrefixes(bytes, head.revisions, updates);
    return await signer.database.inBody(ref.bodyId, (tx) => land(signer, tx, ref, { fence, head, updates, judgement }));
  } catch (error) {
    const failure = failureOf(error);
    signer.logger.warn({ ...ref, error: describeError(error) }, 'completion failed');
    // Overtaken is no trouble: whoever overtook us is completing it.
    if (failure.code !== 'lane-busy') await signer.database.inBody(ref.bodyId, (tx) => raise(signer, tx, ref, failure));
    throw failure;
  }
}

/** Every revision, the uploaded bytes first, must be exactly the beginning of the result. One pass over the bytes. */
function requirePrefixes(bytes: Uint8Array, revisions: readonly RevisionRow[], updates: readonly CompletionUpdate[]): void {
  const running = createHash('sha256');
  let position = 0;
  const expected = [
    ...revisions.map(({ length, wholeSha256 }) => ({ length, sha256: wholeSha256 })),
    ...updates.map(({ revisionLength, revisionSha256 }) => ({ length: revisionLength, sha256: revisionSha256 })),
  ];
  for (const { length, sha256 } of expected) {
    running.update(bytes.subarray(position, length));
    position = length;
    if (running.copy().digest('hex') !== sha256) throw new SigningError('own-result-not-valid', { details: { reason: 'revision-not-a-prefix' } });
  }
  if (position !== bytes.byteLength) throw new SigningError('own-result-not-valid', { details: { reason: 'bytes-behind-the-last-revision' } });
}

async function land(
  signer: SignerDependencies,
  tx: Transaction,
  { signRequestId }: CaseRef,
  { fence, head, updates, judgement }: Flight,
): Promise<boolean> {
  const now = signer.clock.now();
  if (stateOf(await lockRequest(tx, signRequestId)).status !== 'completing') return false;
  const last = updates.at(-1);
  if (last === undefined) throw new SigningError('completion-failed', { details: { reason: 'no-update' } });
  const revisionNumber = head.revisionNumber + updates.length;
  const revisions = updates.map(({ kind, revisionSha256, revisionLength }, index) => ({
    number: head.revisionNumber + 1 + index,
    kind,
    wholeSha256: revisionSha256,
    length: revisionLength,
  }));
  const command = { type: 'RecordCompletion', revisionNumber, revisionSha256: last.revisionSha256 } as const;
  await applyCommand(signer, tx, signRequestId, command, {
    actor,
    now,
    detailsOf: (event) =>
      event.type === 'SignRequestCompleted' ? { revisions, data: { validationReportSha256: judgement.reportSha256 } } : undefined,
  });
  const next = { revisionNumber, wholeSha256: last.revisionSha256, length: last.revisionLength };
  if (!(await tx.heads.compareAndSwap(signRequestId, fence, head.wholeSha256, next))) throw new SigningError('lane-busy', { retryable: true });
  let startOffset = head.bytes.byteLength;
  for (const [index, { update, kind, revisionSha256: wholeSha256, revisionLength: length }] of updates.entries()) {
    const blob = await tx.blobs.put(update, now);
    const number = head.revisionNumber + 1 + index;
    await tx.revisions.insert({ signRequestId, number, kind, updateSha256: blob.sha256, startOffset, length, wholeSha256, taskId: null, at: now });
    startOffset = length;
  }
  return true;
}

async function raise(signer: SignerDependencies, tx: Transaction, { signRequestId }: CaseRef, failure: SigningError): Promise<void> {
  if (stateOf(await lockRequest(tx, signRequestId)).status !== 'completing') return;
  const code = typeof failure.details['reason'] === 'string' ? failure.details['reason'] : failure.code;
  const command = { type: 'RaiseAttention', cause: 'completion-failed', code } as const;
  await applyCommand(signer, tx, signRequestId, command, { actor, now: signer.clock.now() });
}

function failureOf(error: unknown): SigningError {
  if (error instanceof SigningError) return error;
  return new SigningError('completion-failed', { cause: error, retryable: true, details: { reason: errorCode(error) ?? 'unexpected' } });
}
