import { isSignatoryRole, meetsAdvancedThreshold } from '#minutes';
import type { SignRequestRow, Transaction } from '#persistence';
import { taskOf } from '#signing-order';
import { describeError, errorCode } from '#platform';
import { applyCommand, stateOf } from '../case/apply-command.js';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import { unexplained } from '../append/check-head.js';
import { joined } from '../append/load-head.js';
import { methodText } from '../ceremony/method-text.js';
import type { CaseRef, JobOutcome, SignerDependencies } from '../dependencies.js';
import type { Preparation, PreparationRequest } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';

const actor = { kind: 'component', id: 'signer' } as const;

/**
 * Job `prepare`: adds signature page, fields and manifest behind the original, and opens the first step. Doing it twice
 * is harmless: whoever comes second finds the request prepared.
 * @throws SigningError `preparation-failed`; the request carries the flag, and the job says whether to try again
 */
export async function prepareSignRequest(signer: SignerDependencies, ref: CaseRef): Promise<JobOutcome> {
  const { database } = signer;
  const loaded = await database.inBody(ref.bodyId, (tx) => loadCase(tx, ref.signRequestId));
  if (loaded.state.status !== 'preparing') return { outcome: 'nothing-to-do' };
  const original = await database.inBody(ref.bodyId, (tx) => tx.blobs.get(loaded.request.rewrittenSha256 ?? loaded.request.originalSha256));
  const preparation = await prepared(signer, ref, loaded, original);
  return database.inBody(ref.bodyId, (tx) => store(signer, tx, loaded, preparation));
}

async function prepared(signer: SignerDependencies, ref: CaseRef, loaded: LoadedCase, original: Uint8Array): Promise<Preparation> {
  try {
    const preparation = await signer.engine.prepare(requestOf(loaded, original, signer.validationAddress));
    await requireUndisturbed(signer, original, preparation);
    return preparation;
  } catch (error) {
    const code = errorCode(error) ?? 'unexpected';
    signer.logger.error({ ...ref, error: describeError(error) }, 'preparation failed');
    const now = signer.clock.now();
    const command = { type: 'RecordPreparationFailed', code } as const;
    await signer.database.inBody(ref.bodyId, (tx) => applyCommand(signer, tx, ref.signRequestId, command, { actor, now }));
    // A named reason lies in the file or the request and stays; anything else may pass.
    throw new SigningError('preparation-failed', { cause: error, details: { reason: code }, retryable: code === 'unexpected' });
  }
}

/** Signatures that came with the file must stand behind our update as they stood before it, and the body's seal must pass, by our own validator and the trust that we know. */
async function requireUndisturbed({ engine }: SignerDependencies, original: Uint8Array, { update, seal }: Preparation): Promise<void> {
  if (seal === undefined && engine.signedFields(original).length === 0) return;
  const judgement = await engine.judge(joined(original, update), 'interim');
  const stands = seal === undefined || judgement.signatures.some(({ fieldName, kind, indication }) => fieldName === seal.fieldName && kind === 'seal' && indication === 'TOTAL_PASSED');
  const reason = unexplained(judgement, []) ?? (stands ? undefined : 'seal-not-passed');
  if (reason !== undefined) throw new SigningError('preparation-failed', { details: { reason } });
}

function requestOf({ body, meeting, request, tasks, state }: LoadedCase, original: Uint8Array, validationAddress: string): PreparationRequest {
  const { language, requiredLevelOfAssurance } = request;
  const advanced = meetsAdvancedThreshold(requiredLevelOfAssurance);
  return {
    original,
    ...(request.rewrittenSha256 === null ? {} : { uploadedSha256: request.originalSha256 }),
    caseId: request.id,
    bodySlug: body.slug,
    timeZone: body.timeZone,
    language,
    bodyName: body.displayName,
    title: request.title,
    meetingDate: meeting.meetingDate,
    registrationNumber: request.registrationNumber,
    requiredLevelOfAssurance,
    notice: advanced ? { advanced } : { advanced, methodText: methodText(request.authenticationMethod, language) },
    validationAddress,
    steps: state.steps.map(({ quorum }, index) => ({
      quorum,
      signatories: tasks
        .filter((task) => task.step === index + 1)
        .map(({ id, name, role, roleTitle }) => {
          if (!isSignatoryRole(role)) throw new SigningError('unknown-role');
          return { name, role, roleTitle, ...(taskOf(state, id)?.mayRemark === true ? { mayRemark: true } : {}) };
        }),
    })),
  };
}

/** The upload itself, or what it was rewritten to: then the upload stands in evidence and not in the file. */
function firstRevision({ originalSha256, originalLength, rewrittenSha256, rewrittenLength }: SignRequestRow) {
  if (rewrittenSha256 === null || rewrittenLength === null) return { kind: 'original', wholeSha256: originalSha256, length: originalLength } as const;
  return { kind: 'rewritten', wholeSha256: rewrittenSha256, length: rewrittenLength } as const;
}

async function store(signer: SignerDependencies, tx: Transaction, loaded: LoadedCase, preparation: Preparation): Promise<JobOutcome> {
  const { request, tasks } = loaded;
  const { update, preparedSha256, preparedLength, pageCount, fieldNames } = preparation;
  const now = signer.clock.now();
  const row = await tx.signRequests.lock(request.id);
  if (row === undefined || stateOf(row).status !== 'preparing') return { outcome: 'nothing-to-do' };
  const signRequestId = request.id;
  const blob = await tx.blobs.put(update, now);
  const first = firstRevision(request);
  const { length: originalLength, wholeSha256 } = first;
  await tx.revisions.insert(
    { signRequestId, number: 0, kind: first.kind, updateSha256: wholeSha256, startOffset: 0, length: originalLength, wholeSha256, taskId: null, at: now },
    { signRequestId, number: 1, kind: 'prepared', updateSha256: blob.sha256, startOffset: originalLength, length: preparedLength, wholeSha256: preparedSha256, taskId: null, at: now },
  );
  await tx.heads.create(signRequestId, { revisionNumber: 1, wholeSha256: preparedSha256, length: preparedLength });
  for (const [index, task] of tasks.entries()) await tx.tasks.update(task.id, { fieldName: fieldNames[index] ?? null });
  const revisions = [
    { number: 0, ...first },
    { number: 1, kind: 'prepared', wholeSha256: preparedSha256, length: preparedLength },
  ];
  await applyCommand(signer, tx, signRequestId, { type: 'RecordPrepared', preparedSha256, preparedLength }, {
    actor,
    now,
    detailsOf: (event) => (event.type === 'SignRequestPrepared' ? { revisions, data: { pageCount, ...(preparation.seal === undefined ? {} : { seal: { ...preparation.seal } }) } } : undefined),
  });
  return { outcome: 'done' };
}
