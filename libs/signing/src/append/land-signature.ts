import type { Transaction } from '#persistence';
import { commitmentTo } from '../ceremony/remark.js';
import { applyCommand } from '../case/apply-command.js';
import type { CaseRef, SignerDependencies } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import type { SignedAttempt } from './attempt.js';
import type { Authorised } from './authorised.js';
import type { Head } from './load-head.js';

const actor = { kind: 'component', id: 'signer' } as const;

/** A signature on its way into the file: under which lease, for whom, behind which head. */
export interface Flight {
  readonly fence: number;
  readonly authorised: Authorised;
  readonly before: Head;
  readonly signed: SignedAttempt;
}

/** Lost: somebody else moved the head, took the lease, or ended the request meanwhile. Nothing was changed. */
export type Landing = { readonly landed: true; readonly head: Head } | { readonly landed: false };

/**
 * Puts the signature into the case's file: bytes, head (compare-and-swap under the fence), spent authorisation, attempt,
 * facts, evidence and what follows, in one transaction or not at all.
 */
export async function landSignature(signer: SignerDependencies, ref: CaseRef, flight: Flight): Promise<Landing> {
  const { before, signed } = flight;
  try {
    await signer.database.inBody(ref.bodyId, (tx) => land(signer, tx, ref, flight));
  } catch (error) {
    if (!(error instanceof SigningError) || error.status >= 500) throw error;
    await signer.database.inBody(ref.bodyId, (tx) =>
      tx.attempts.end(signed.attemptId, { outcome: 'superseded', errorCode: error.code, endedAt: signer.clock.now() }),
    );
    return { landed: false };
  }
  // `requirePassed` has just asked of it what `checkHead` would ask.
  signer.provenHeads?.add(signed.appended.revisionSha256, signed.signedFields);
  return { landed: true, head: { bytes: signed.bytes, revisionNumber: before.revisionNumber + 1, wholeSha256: signed.appended.revisionSha256 } };
}

async function land(signer: SignerDependencies, tx: Transaction, { signRequestId }: CaseRef, flight: Flight): Promise<void> {
  const { fence, authorised, before, signed } = flight;
  const now = signer.clock.now();
  const { authorisation, task } = authorised;
  const { appended, identity, judgement, signingTime } = signed;
  const number = before.revisionNumber + 1;
  const { revisionSha256: wholeSha256, revisionLength: length } = appended;
  // Decided first: it takes the request's row, and refuses what was voided or ended meanwhile.
  const remarkCommitment = commitmentTo(authorisation);
  const bound = remarkCommitment === undefined ? {} : { remarkCommitment };
  const command = { type: 'RecordSignature', taskId: task.id, authorisationId: authorisation.id, revisionNumber: number, revisionSha256: wholeSha256, ...bound } as const;
  await applyCommand(signer, tx, signRequestId, command, {
    actor,
    now,
    detailsOf: (event) =>
      event.type === 'SignTaskSigned'
        ? {
            revisions: [{ number, kind: 'signature', wholeSha256, length }],
            data: {
              attempt: signed.number,
              fieldName: task.fieldName,
              certificateSerial: identity.serialNumber,
              certificateSha256: identity.certificateSha256,
              keySha256: identity.keySha256,
              keyDestroyed: true,
              ...bound,
              claimedSigningTime: signingTime.toISOString(),
              ...(appended.timestampedAt === undefined ? {} : { timestampedAt: appended.timestampedAt.toISOString() }),
              validationReportSha256: judgement.reportSha256,
            },
          }
        : undefined,
  });
  const moved = await tx.heads.compareAndSwap(signRequestId, fence, before.wholeSha256, { revisionNumber: number, wholeSha256, length });
  if (!moved) throw new SigningError('stale-version', { details: { reason: 'head-moved' } });
  const blob = await tx.blobs.put(appended.update, now);
  const startOffset = before.bytes.byteLength;
  await tx.revisions.insert({ signRequestId, number, kind: 'signature', updateSha256: blob.sha256, startOffset, length, wholeSha256, taskId: task.id, at: now });
  if (!(await tx.authorisations.spend(authorisation.id, now))) throw new SigningError('stale-version', { details: { reason: 'authorisation-closed' } });
  const { serialNumber: certificateSerial, certificateSha256, keySha256 } = identity;
  await tx.attempts.end(signed.attemptId, { outcome: 'signed', certificateSerial, certificateSha256, keySha256, endedAt: now });
}
