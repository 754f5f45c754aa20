import type { SignTaskRow, Transaction } from '#persistence';
import { isToBeResumed } from '#signing-order';
import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import type { CaseRef, JobOutcome, SignerDependencies } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { attemptSignature } from './attempt.js';
import { nextAuthorised, type Authorised } from './authorised.js';
import { checkHead } from './check-head.js';
import { inLane } from './lane.js';
import { landSignature } from './land-signature.js';
import { loadHead, sha256Of, type Head } from './load-head.js';

/**
 * Job `append`: turns every open authorisation of the case into a signature, oldest consent first. Parallel consent,
 * serial append: whoever has the lane works off all of them on the head in memory. Safe to run at any time, any number
 * of times, and to be killed anywhere.
 * @throws SigningError, retryable when trying again can help; the case carries the flag
 */
export async function appendSignatures(signer: SignerDependencies, ref: CaseRef): Promise<JobOutcome> {
  const isNeeded = async (tx: Transaction): Promise<boolean> => (await tx.authorisations.openOf(ref.signRequestId)).length > 0;
  const count = await inLane(signer, ref, isNeeded, (fence) => workOff(signer, ref, fence));
  if (count === undefined || count === 0) await resume(signer, ref);
  return count === undefined || count === 0 ? { outcome: 'nothing-to-do' } : { outcome: 'done', count };
}

async function workOff(signer: SignerDependencies, ref: CaseRef, fence: number): Promise<number> {
  let head: Head | undefined;
  for (let count = 0; ; ) {
    const authorised = await signer.database.inBody(ref.bodyId, (tx) => nextAuthorised(tx, ref.signRequestId, signer.clock.now()));
    if (authorised === undefined) return count;
    if (authorised.refusal !== undefined) {
      await voidConsent(signer, ref, authorised, authorised.refusal);
      continue;
    }
    head ??= await checkedHead(signer, ref, authorised);
    const signed = await attemptSignature(signer, ref, { authorised, head, fence });
    const landing = await landSignature(signer, ref, { fence, authorised, before: head, signed });
    if (!landing.landed) {
      // Ended, or taken over: what is left is seen by the next look at the open authorisations.
      if (await isOvertaken(signer, ref, fence)) throw new SigningError('lane-busy', { retryable: true });
      head = undefined;
      continue;
    }
    head = landing.head;
    count += 1;
  }
}

/** Everybody may have signed while an error report was open, or the case was reopened: then the order waits for us alone, and the signer says how it goes on. */
async function resume(signer: SignerDependencies, ref: CaseRef): Promise<void> {
  const context = { actor: { kind: 'component', id: 'signer' }, now: signer.clock.now() } as const;
  await signer.database.inBody(ref.bodyId, async (tx) => {
    if (isToBeResumed(stateOf(await lockRequest(tx, ref.signRequestId)))) await applyCommand(signer, tx, ref.signRequestId, { type: 'ResumeSigningOrder' }, context);
  });
}

async function checkedHead(signer: SignerDependencies, ref: CaseRef, { loaded }: Authorised): Promise<Head> {
  const { prepared } = loaded.state;
  if (prepared === undefined) throw new SigningError('prepared-not-ready');
  const signedFields = loaded.tasks.flatMap((task: SignTaskRow) => (task.state === 'signed' && task.fieldName !== null ? [task.fieldName] : []));
  try {
    const head = await loadHead(signer, ref);
    if (signer.provenHeads?.has(sha256Of(head.bytes), signedFields) !== true) await checkHead(signer.engine, head.bytes, prepared, signedFields);
    return head;
  } catch (error) {
    if (error instanceof SigningError) await raise(signer, ref, error);
    throw error;
  }
}

async function raise(signer: SignerDependencies, ref: CaseRef, { code }: SigningError): Promise<void> {
  const command = { type: 'RaiseAttention', cause: 'signing-failed', code } as const;
  const context = { actor: { kind: 'component', id: 'signer' }, now: signer.clock.now() } as const;
  await signer.database.inBody(ref.bodyId, (tx) => applyCommand(signer, tx, ref.signRequestId, command, context));
}

async function voidConsent(signer: SignerDependencies, ref: CaseRef, { authorisation, task }: Authorised, cause: NonNullable<Authorised['refusal']>): Promise<void> {
  const command = { type: 'VoidConsent', taskId: task.id, authorisationId: authorisation.id, cause } as const;
  const context = { actor: { kind: 'component', id: 'signer' }, now: signer.clock.now() } as const;
  await signer.database.inBody(ref.bodyId, (tx) => applyCommand(signer, tx, ref.signRequestId, command, context));
}

async function isOvertaken(signer: SignerDependencies, ref: CaseRef, fence: number): Promise<boolean> {
  const head = await signer.database.inBody(ref.bodyId, (tx) => tx.heads.get(ref.signRequestId));
  return head?.fence !== fence;
}
