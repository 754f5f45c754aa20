import { finishOpenIdConnect } from '#identity';
import { sha256Hex } from '#platform';
import { isOthers } from '../case/persons.js';
import { loadCase } from '../case/load-case.js';
import type { SignerDependencies, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { issueActivationToken, type Activation } from './issue-activation-token.js';

/**
 * The identity provider's answer, verified here and not by the web API. The reference is that of the *browser's* session:
 * an answer fetched by somebody else for another task is of no use in this browser.
 * @throws SigningError `answer-invalid`, `person-mismatch`, `level-too-low` …; IdentityError with its own codes
 */
export async function openIdConnectCallback(
  signer: SignerDependencies,
  given: TaskRef & { readonly callbackUrl: string },
): Promise<Activation> {
  const { database, clock } = signer;
  const config = signer.openIdConnect;
  if (config === undefined) throw new SigningError('method-mismatch');
  const state = URL.canParse(given.callbackUrl) ? new URL(given.callbackUrl).searchParams.get('state') : null;
  if (state === null) throw new SigningError('answer-invalid');
  const stateSha256 = sha256Hex(state);
  const owner = await database.withoutBody((lookups) => lookups.openIdTransaction(stateSha256));
  if (owner === undefined || owner.bodyId !== given.bodyId || owner.taskId !== given.taskId) throw new SigningError('answer-invalid');

  const taken = await database.inBody(given.bodyId, async (tx) => {
    const saved = await tx.openIdTransactions.take(stateSha256, clock.now());
    if (saved === undefined) throw new SigningError('answer-invalid');
    const { request, state } = await loadCase(tx, given.signRequestId);
    if (isOthers(state, given.taskId, saved.requestVersion)) throw new SigningError('answer-invalid');
    return { saved, requiredLevel: request.requiredLevelOfAssurance };
  });
  const { nonce, codeVerifier, createdAt, remark } = taken.saved;
  const assertion = await finishOpenIdConnect(config, given.callbackUrl, {
    state,
    nonce,
    codeVerifier,
    startedAt: createdAt,
    bodyId: given.bodyId,
    requiredLevel: taken.requiredLevel,
  });
  const result = await database.inBody(given.bodyId, (tx) => issueActivationToken(signer, tx, given, assertion, remark));
  if (!result.ok) throw result.error;
  return result.activation;
}
