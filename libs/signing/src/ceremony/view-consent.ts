import { signingName, type LevelOfAssurance } from '#minutes';
import type { ActivationTokenRow, AuthenticationMethod } from '#persistence';
import { sha256Hex } from '#platform';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import type { SignerDependencies, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { methodText } from './method-text.js';

/** What the signatory is asked to consent to. Plain JSON. */
export interface ConsentView {
  readonly text: string;
  readonly textSha256: string;
  readonly preparedSha256: string;
  readonly certificateName: string;
  /** A word to show, in the minutes' language. */
  readonly role: string;
  readonly method: string;
  /** What the person signs with, as it will be shown. */
  readonly remark?: string;
  readonly levelOfAssurance: LevelOfAssurance;
  /** ISO 8601, UTC */
  readonly expiresAt: string;
}

/** @throws SigningError `activation-missing`, `activation-used` or `activation-expired` */
export function viewConsent(signer: SignerDependencies, given: TaskRef & { readonly activationToken: string }): Promise<ConsentView> {
  return signer.database.inBody(given.bodyId, async (tx) => {
    const token = await tx.activationTokens.find(sha256Hex(given.activationToken));
    if (token === undefined || token.taskId !== given.taskId) throw new SigningError('activation-missing');
    if (token.redeemedAt !== null) throw new SigningError('activation-used');
    if (token.expiresAt <= signer.clock.now()) throw new SigningError('activation-expired');
    const assertion = await tx.assertions.get(token.assertionId);
    if (assertion === undefined) throw new SigningError('activation-missing');
    return consentViewOf(token, await loadCase(tx, given.signRequestId), assertion);
  });
}

export function consentViewOf(
  token: ActivationTokenRow,
  loaded: LoadedCase,
  assertion: { readonly method: AuthenticationMethod; readonly provider: string; readonly levelOfAssurance: LevelOfAssurance },
): ConsentView {
  const { name, printedName, roleTitle } = taskIn(loaded, token.taskId);
  return {
    text: token.consentText,
    textSha256: token.consentTextSha256,
    preparedSha256: token.preparedSha256,
    certificateName: signingName(loaded.request.language, name, printedName),
    role: roleTitle,
    method: methodText(assertion.method, loaded.request.language, assertion.provider),
    ...(token.remark === null ? {} : { remark: token.remark }),
    levelOfAssurance: assertion.levelOfAssurance,
    expiresAt: token.expiresAt.toISOString(),
  };
}
