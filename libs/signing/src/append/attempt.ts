import { signingName } from '#minutes';
import type { Transaction } from '#persistence';
import { describeError, errorCode } from '#platform';
import { methodText } from '../ceremony/method-text.js';
import type { CaseRef, SignerDependencies } from '../dependencies.js';
import { isTimestampingCode, type AppendedUpdate, type Judgement, type OneTimeSigningIdentity } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';
import type { Authorised } from './authorised.js';
import { unexplained } from './check-head.js';
import { joined, type Head } from './load-head.js';
import { keepLane } from './lane.js';
import { recordFailedAttempt } from './failed-attempt.js';

/** A signature that our own validator has passed and that is not yet in the case's file. */
export interface SignedAttempt {
  readonly attemptId: string;
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly appended: AppendedUpdate;
  readonly judgement: Judgement;
  readonly identity: Pick<OneTimeSigningIdentity, 'serialNumber' | 'certificateSha256' | 'keySha256'>;
  readonly signingTime: Date;
  /** Our fields that the judgement found signed and passing. */
  readonly signedFields: readonly string[];
}

/** What an attempt is made of. */
export interface Intent {
  readonly authorised: Authorised;
  readonly head: Head;
  readonly fence: number;
}

/**
 * One attempt: the intent is written and the lease prolonged, then a new key and certificate, signature, timestamp, and our own validation of
 * the result. No transaction is open meanwhile. The key is destroyed however it ends.
 * @throws SigningError `lane-busy`, retryable, when another has the lane by now; nothing was begun then.
 * `timestamping-failed`, `signing-failed`, `own-signature-not-valid`; the attempt and the flag are recorded
 */
export async function attemptSignature(signer: SignerDependencies, ref: CaseRef, { authorised, head, fence }: Intent): Promise<SignedAttempt> {
  const attemptId = signer.ids.id();
  const number = await signer.database.inBody(ref.bodyId, async (tx) => {
    // Each signature has the whole lease for itself, however many are waiting.
    if (!(await keepLane(signer, tx, ref, fence))) throw new SigningError('lane-busy', { retryable: true });
    return start(signer, tx, attemptId, authorised.authorisation.id);
  });
  try {
    return { attemptId, number, ...(await sign(signer, authorised, head)) };
  } catch (error) {
    const failure = failureOf(error);
    signer.logger.warn({ ...ref, taskId: authorised.task.id, attempt: number, error: describeError(error) }, 'attempt to sign failed');
    await recordFailedAttempt(signer, ref, { attemptId, number, taskId: authorised.task.id, failure });
    throw failure;
  }
}

/** An attempt left open belongs to a process that died in it, and its key died with it: we hold the lane, so nobody else is at it. */
async function start({ clock }: SignerDependencies, tx: Transaction, id: string, authorisationId: string): Promise<number> {
  const startedAt = clock.now();
  for (const earlier of await tx.attempts.listOf(authorisationId)) {
    if (earlier.outcome === 'started') await tx.attempts.end(earlier.id, { outcome: 'failed', errorCode: 'process-died', endedAt: startedAt });
  }
  return tx.attempts.start({ id, authorisationId, startedAt });
}

async function sign(signer: SignerDependencies, authorised: Authorised, head: Head): Promise<Omit<SignedAttempt, 'attemptId' | 'number'>> {
  const { engine, clock } = signer;
  const { assertion, task, loaded } = authorised;
  const { language } = loaded.request;
  const identity = await engine.newIdentity({
    givenName: assertion.givenName ?? assertion.name,
    surname: assertion.surname ?? assertion.name,
    // As the body writes it, on the page and in the manifest; given name and surname are the identity's own.
    commonName: signingName(language, task.name, task.printedName),
    pseudonym: assertion.pseudonym,
    authentication: {
      provider: assertion.provider,
      instant: assertion.assertedAt,
      levelOfAssurance: assertion.levelOfAssurance,
      reference: assertion.id,
    },
  });
  try {
    const signingTime = clock.now();
    const appended = await engine.append({
      head: head.bytes,
      fieldName: task.fieldName,
      signerName: task.name,
      ...(task.printedName === null || task.printedName === task.name ? {} : { substituteFor: task.printedName }),
      roleTitle: task.roleTitle,
      methodText: methodText(assertion.method, language, assertion.provider),
      ...(authorised.authorisation.remark === null ? {} : { remark: authorised.authorisation.remark }),
      language,
      identity,
      signingTime,
      timeZone: loaded.body.timeZone,
      addFieldIfMissing: !engine.statesSignatories(head.bytes.subarray(0, loaded.state.prepared?.length), loaded.request.id),
    });
    const bytes = joined(head.bytes, appended.update);
    const judgement = await engine.judge(bytes, 'interim');
    const signedFields = requirePassed(judgement, loaded, task.fieldName, identity.certificateSha256);
    const { serialNumber, certificateSha256, keySha256 } = identity;
    return { bytes, appended, judgement, signedFields, identity: { serialNumber, certificateSha256, keySha256 }, signingTime };
  } finally {
    identity.dispose();
  }
}

/** The new signature is there, made with this attempt's certificate, and passes; nothing before it was disturbed. */
function requirePassed(judgement: Judgement, { tasks }: Authorised['loaded'], fieldName: string, certificateSha256: string): readonly string[] {
  const signedFields = [...tasks.flatMap((task) => (task.state === 'signed' && task.fieldName !== null ? [task.fieldName] : [])), fieldName];
  const reason = unexplained(judgement, signedFields);
  if (reason !== undefined) throw new SigningError('own-signature-not-valid', { details: { reason } });
  const own = judgement.signatures.find((signature) => signature.fieldName === fieldName);
  if (own?.certificateSha256 !== certificateSha256) throw new SigningError('own-signature-not-valid', { details: { reason: 'other-certificate' } });
  return signedFields;
}

function failureOf(error: unknown): SigningError {
  if (error instanceof SigningError) return error;
  const reason = errorCode(error) ?? 'unexpected';
  const code = isTimestampingCode(reason) ? 'timestamping-failed' : 'signing-failed';
  return new SigningError(code, { cause: error, details: { reason }, retryable: true });
}
