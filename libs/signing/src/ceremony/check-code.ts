import { checkEmailCode, emailCodeAssertion, EMAIL_CODE } from '#identity';
import type { EmailCodeRow } from '#persistence';
import { lockRequest, stateOf } from '../case/apply-command.js';
import { isOthers } from '../case/persons.js';
import { loadCase, taskIn } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import type { SignerDependencies, TaskRef } from '../dependencies.js';
import type { SigningErrorCode } from '../sentences.js';
import { SigningError } from '../signing-error.js';
import { issueActivationToken, type Activation } from './issue-activation-token.js';
import { acceptRemark } from './remark.js';
import { requireTurn } from './turn.js';

/**
 * Compares a code with the newest one mailed for this task. Five tries, counted in the database before comparing;
 * thirty minutes; once. `remark`: what the person typed to sign with; looked at before a try is used up.
 * @throws SigningError `code-wrong` with `triesLeft`, `code-expired`, `code-used`, `code-malformed`, `code-missing`, `too-many-tries`
 */
export async function checkCode(signer: SignerDependencies, given: TaskRef & { readonly code: string; readonly remark?: string | undefined }): Promise<Activation> {
  const { database, clock } = signer;
  const latest = await database.inBody(given.bodyId, async (tx) => {
    const loaded = await loadCase(tx, given.signRequestId);
    requireTurn(loaded.state, given.taskId);
    if (loaded.request.authenticationMethod !== 'emailCode') throw new SigningError('method-mismatch');
    acceptRemark(signer.engine, loaded.state, given.taskId, given.remark);
    return tx.emailCodes.latestOf(given.taskId);
  });
  if (latest === undefined) throw new SigningError('code-missing');
  const unusable = unusableCode(signer, latest, given.code);
  if (unusable !== undefined) throw new SigningError(unusable);

  // A transaction of its own: a crash after this does not give the try back.
  const counted = await database.inBody(given.bodyId, (tx) => tx.emailCodes.countTry(given.taskId, EMAIL_CODE.maxTries, clock.now()));
  if (counted === undefined) throw new SigningError('too-many-tries');
  const before = { ...latest, id: counted.id, codeHmac: counted.codeHmac, tries: counted.tries - 1 };
  const isRight = checkEmailCode(signer.codePepper, before, given.code, clock.now()).outcome === 'right';
  return isRight ? accept(signer, given, { id: counted.id, requestVersion: latest.requestVersion }) : refuse(signer, given, EMAIL_CODE.maxTries - counted.tries);
}

/** What can be said without using up a try. */
function unusableCode({ codePepper, clock }: SignerDependencies, latest: EmailCodeRow, typed: string): SigningErrorCode | undefined {
  switch (checkEmailCode(codePepper, latest, typed, clock.now()).outcome) {
    case 'malformed':
      return 'code-malformed';
    case 'expired':
      return 'code-expired';
    case 'used':
      return 'code-used';
    case 'too-many-tries':
      return 'too-many-tries';
    default:
      return undefined;
  }
}

async function accept(signer: SignerDependencies, ref: TaskRef & { readonly remark?: string | undefined }, code: Pick<EmailCodeRow, 'id' | 'requestVersion'>): Promise<Activation> {
  const now = signer.clock.now();
  const result = await signer.database.inBody(ref.bodyId, async (tx) => {
    const row = await lockRequest(tx, ref.signRequestId);
    if (!(await tx.emailCodes.use(code.id, now))) return { ok: false, error: new SigningError('code-used') } as const;
    // Mailed to somebody whom the task does not belong to any more.
    if (isOthers(stateOf(row), ref.taskId, code.requestVersion)) return { ok: false, error: new SigningError('code-expired') } as const;
    const { name, email } = taskIn(await loadCase(tx, ref.signRequestId), ref.taskId);
    const assertion = emailCodeAssertion({ pseudonymKey: signer.pseudonymKey, bodyId: ref.bodyId, address: email, name, at: now });
    return issueActivationToken(signer, tx, ref, assertion, ref.remark);
  });
  if (!result.ok) throw result.error;
  return result.activation;
}

async function refuse(signer: SignerDependencies, ref: TaskRef, triesLeft: number): Promise<never> {
  const data = { taskId: ref.taskId, method: 'emailCode', reason: 'code-wrong', triesLeft };
  await signer.database.inBody(ref.bodyId, async (tx) => {
    await lockRequest(tx, ref.signRequestId);
    const actor = { kind: 'signatory', id: ref.taskId } as const;
    await recordEvidence(signer, tx, ref.signRequestId, [{ at: signer.clock.now(), type: 'AuthenticationRefused', actor, data }]);
  });
  throw new SigningError('code-wrong', { details: { triesLeft } });
}
