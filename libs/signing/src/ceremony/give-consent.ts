import { isAtLeast } from '#minutes';
import type { ActivationTokenRow, Transaction } from '#persistence';
import { taskOf } from '#signing-order';
import { sha256Hex } from '#platform';
import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import { isOthers } from '../case/persons.js';
import type { SignerDependencies, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { commitmentTo, remarkName } from './remark.js';

export interface ConsentGiven {
  readonly authorisationId: string;
  /** The same consent had been recorded before: a double click, a retried call. */
  readonly repeated: boolean;
}

/**
 * Redeems the activation token into one signing authorisation, with the consent, its evidence and the append job, in one
 * transaction. A second submit of the same token answers as the first did.
 * @throws SigningError `activation-missing`, `activation-expired`, `activation-used`, `consent-mismatch`, `document-changed`,
 * `level-too-low`, `not-your-turn` and its like; nothing is changed then
 */
export function giveConsent(
  signer: SignerDependencies,
  given: TaskRef & { readonly activationToken: string; readonly consentTextSha256: string },
): Promise<ConsentGiven> {
  return signer.database.inBody(given.bodyId, async (tx) => {
    // Held first: a double click waits here and then finds the token redeemed.
    const row = await lockRequest(tx, given.signRequestId);
    const token = await tx.activationTokens.find(sha256Hex(given.activationToken));
    if (token === undefined || token.taskId !== given.taskId) throw new SigningError('activation-missing');
    if (token.redeemedAt !== null) return repeated(tx, token, stateOf(row));
    // Somebody else's, who was replaced after identifying.
    if (isOthers(stateOf(row), token.taskId, token.requestVersion)) throw new SigningError('activation-expired');
    if (token.consentTextSha256 !== given.consentTextSha256) throw new SigningError('consent-mismatch');
    const assertion = await tx.assertions.get(token.assertionId);
    if (assertion === undefined) throw new SigningError('activation-missing');
    if (!isAtLeast(assertion.levelOfAssurance, row.requiredLevelOfAssurance)) throw new SigningError('level-too-low');
    const now = signer.clock.now();
    if ((await tx.activationTokens.redeem(token.tokenSha256, now)) === undefined) throw new SigningError('activation-expired');
    return { authorisationId: await authorise(signer, tx, token, now), repeated: false };
  });
}

async function authorise(signer: SignerDependencies, tx: Transaction, token: ActivationTokenRow, now: Date): Promise<string> {
  const { signRequestId, taskId, assertionId, consentTextSha256, preparedSha256, remark, remarkSalt } = token;
  const authorisationId = signer.ids.id();
  const remarkCommitment = commitmentTo(token);
  const bound = remarkCommitment === undefined ? {} : { remarkCommitment };
  await applyCommand(signer, tx, signRequestId, { type: 'RecordConsent', taskId, authorisationId, preparedSha256, ...bound }, {
    actor: { kind: 'signatory', id: taskId },
    now,
    detailsOf: (event) =>
      event.type === 'SignTaskConsented'
        ? {
            data: {
              consentTextSha256,
              preparedSha256,
              preparedLength: token.preparedLength,
              requestVersion: token.requestVersion,
              fieldName: token.fieldName,
              role: token.role,
              assertionId,
              activationTokenId: token.id,
              nonce: token.nonce,
            },
            personal: { consentText: token.consentText, ...(remark === null ? {} : { [remarkName]: remark }) },
            ...(remarkSalt === null ? {} : { salts: { [remarkName]: remarkSalt } }),
          }
        : undefined,
  });
  await tx.authorisations.insert({
    id: authorisationId,
    signRequestId,
    taskId,
    assertionId,
    activationTokenId: token.id,
    consentTextSha256,
    preparedSha256,
    remark,
    remarkSalt,
    createdAt: now,
  });
  return authorisationId;
}

async function repeated(tx: Transaction, token: ActivationTokenRow, state: ReturnType<typeof stateOf>): Promise<ConsentGiven> {
  const authorisation = await tx.authorisations.ofToken(token.id);
  const task = taskOf(state, token.taskId);
  if (authorisation === undefined || authorisation.state === 'voided' || task?.authorisationId !== authorisation.id) {
    throw new SigningError('activation-used');
  }
  return { authorisationId: authorisation.id, repeated: true };
}
