import { EMAIL_CODE, hashEmailCode, makeEmailCode, maskAddress, startOpenIdConnect } from '#identity';
import { renderMail } from '#notifications';
import { describeError, sha256Hex } from '#platform';
import { lockRequest } from '../case/apply-command.js';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import type { SignerDependencies, TaskRef } from '../dependencies.js';
import { mailCaseOf, senderOf } from '../mail/mail-case.js';
import { SigningError } from '../signing-error.js';
import { acceptRemark } from './remark.js';
import { requireTurn } from './turn.js';

export type AuthenticationStart =
  | { readonly method: 'emailCode'; readonly sentTo: string; readonly expiresAt: Date }
  | { readonly method: 'openIdConnect'; readonly redirectUrl: string };

/** How long a person may take at the identity provider. */
const openIdMilliseconds = 10 * 60 * 1000;
/** A mailbox is not to be filled by whoever holds a link. */
const maximumCodes = 5;
const codeWindowMilliseconds = 10 * 60 * 1000;

/**
 * Begins an authentication for *this* signature: mails a code, or says where to go.
 * `remark`: what the person typed to sign with. It is kept where they leave for a provider; with a code it comes again beside the code.
 * @throws SigningError `not-your-turn` and its like, `remark-not-allowed` and its like, `too-many-codes`, `mail-unavailable`; IdentityError
 */
export async function startAuthentication(signer: SignerDependencies, given: TaskRef & { readonly remark?: string | undefined }): Promise<AuthenticationStart> {
  const { bodyId, signRequestId, taskId } = given;
  const ref = { bodyId, signRequestId, taskId };
  const loaded = await signer.database.inBody(ref.bodyId, (tx) => loadCase(tx, ref.signRequestId));
  requireTurn(loaded.state, ref.taskId);
  const remark = acceptRemark(signer.engine, loaded.state, taskId, given.remark);
  return loaded.request.authenticationMethod === 'emailCode' ? mailCode(signer, ref, loaded) : redirect(signer, ref, loaded, remark);
}

async function mailCode(signer: SignerDependencies, ref: TaskRef, loaded: LoadedCase): Promise<AuthenticationStart> {
  const { clock, ids, database } = signer;
  const task = taskIn(loaded, ref.taskId);
  const code = makeEmailCode((length) => Buffer.from(ids.token(Math.max(length, 16)), 'base64url').subarray(0, length));
  const id = ids.id();
  const createdAt = clock.now();
  const expiresAt = new Date(createdAt.getTime() + EMAIL_CODE.lifetimeMilliseconds);
  const codeHmac = hashEmailCode(signer.codePepper, id, code);
  await database.inBody(ref.bodyId, async (tx) => {
    // The request's row is held: parallel requests cannot each find room for one more code.
    const { version: requestVersion } = await lockRequest(tx, ref.signRequestId);
    const since = new Date(createdAt.getTime() - codeWindowMilliseconds);
    const [sent] = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM justera.email_code WHERE body_id = $1 AND task_id = $2 AND created_at > $3',
      [ref.bodyId, ref.taskId, since],
    );
    if ((sent?.count ?? 0) >= maximumCodes) throw new SigningError('too-many-codes', { details: { retryAfterSeconds: 600 } });
    await tx.emailCodes.insert({ id, taskId: ref.taskId, codeHmac, requestVersion, createdAt, expiresAt });
    await recordStart(signer, tx, ref, createdAt, 'emailCode');
  });
  await send(signer, ref, loaded, code, id);
  return { method: 'emailCode', sentTo: maskAddress(task.email), expiresAt };
}

async function send(signer: SignerDependencies, ref: TaskRef, loaded: LoadedCase, code: string, codeId: string): Promise<void> {
  const { name, email } = taskIn(loaded, ref.taskId);
  const mail = renderMail({
    kind: 'oneTimeCode',
    code,
    lifetimeMinutes: EMAIL_CODE.lifetimeMilliseconds / 60_000,
    recipientName: name,
    case: mailCaseOf(loaded),
    sender: senderOf(loaded),
  });
  try {
    await signer.mailSender.send({ ...mail, to: { name, address: email }, fromName: loaded.body.displayName, effectKey: `code:${codeId}` });
  } catch (error) {
    signer.logger.warn({ ...ref, error: describeError(error) }, 'the code could not be mailed');
    throw new SigningError('mail-unavailable', { cause: error, retryable: true });
  }
}

async function redirect(signer: SignerDependencies, ref: TaskRef, loaded: LoadedCase, remark: string | undefined): Promise<AuthenticationStart> {
  if (signer.openIdConnect === undefined) throw new SigningError('method-mismatch');
  const createdAt = signer.clock.now();
  // The provider may be asked for its metadata here: no transaction is open.
  const { redirectUrl, state, nonce, codeVerifier } = await startOpenIdConnect(signer.openIdConnect, { language: loaded.request.language });
  await signer.database.inBody(ref.bodyId, async (tx) => {
    const { version: requestVersion } = await lockRequest(tx, ref.signRequestId);
    const expiresAt = new Date(createdAt.getTime() + openIdMilliseconds);
    await tx.openIdTransactions.insert({ id: signer.ids.id(), taskId: ref.taskId, stateSha256: sha256Hex(state), nonce, codeVerifier, remark: remark ?? null, requestVersion, createdAt, expiresAt });
    await recordStart(signer, tx, ref, createdAt, 'openIdConnect');
  });
  return { method: 'openIdConnect', redirectUrl };
}

function recordStart(
  signer: SignerDependencies,
  tx: Parameters<typeof recordEvidence>[1],
  ref: TaskRef,
  at: Date,
  method: string,
): Promise<void> {
  const actor = { kind: 'signatory', id: ref.taskId } as const;
  return recordEvidence(signer, tx, ref.signRequestId, [{ at, type: 'AuthenticationStarted', actor, data: { taskId: ref.taskId, method } }]);
}
