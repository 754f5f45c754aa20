import { isAtLeast, signingName } from '#minutes';
import { nameMatches, type IdentityAssertion } from '#identity';
import type { New, ActivationTokenRow, StoredRemark, Transaction } from '#persistence';
import { sha256Hex } from '#platform';
import { lockRequest } from '../case/apply-command.js';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import type { SignerDependencies, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { consentText } from './consent-text.js';
import { methodText } from './method-text.js';
import { acceptRemark } from './remark.js';
import { requireTurn } from './turn.js';
import { consentViewOf, type ConsentView } from './view-consent.js';

/** From authentication to consent. */
export const activationMilliseconds = 5 * 60 * 1000;

export interface Activation {
  /** The cookie's value; the database keeps its SHA-256 only. */
  readonly activationToken: string;
  readonly consent: ConsentView;
}

/** An answer that must be committed (with its evidence) before the refusal is thrown. */
export type ActivationResult = { readonly ok: true; readonly activation: Activation } | { readonly ok: false; readonly error: SigningError };

/**
 * Writes who it was, and a token bound to everything that will be consented to. Refuses, with evidence, whoever is
 * not the expected person or is not identified strongly enough; nothing can be signed on such an answer.
 * @param typed the remark to sign with, as the person typed it before identifying: the consent text names it
 * @throws SigningError `remark-not-allowed` and its like
 */
export async function issueActivationToken(
  signer: SignerDependencies,
  tx: Transaction,
  ref: TaskRef,
  assertion: IdentityAssertion,
  typed?: string | null,
): Promise<ActivationResult> {
  await lockRequest(tx, ref.signRequestId);
  const loaded = await loadCase(tx, ref.signRequestId);
  requireTurn(loaded.state, ref.taskId);
  const remark = acceptRemark(signer.engine, loaded.state, ref.taskId, typed);
  const task = taskIn(loaded, ref.taskId);
  const assertionId = signer.ids.id();
  const code = mismatchOf(loaded, task.name, assertion);
  if (code !== undefined) {
    await recordAuthentication(signer, tx, ref, assertion, code);
    return { ok: false, error: new SigningError(code) };
  }
  const { method, provider, levelOfAssurance, name, givenName, surname, pseudonym, subjectReference, assertedAt } = assertion;
  await tx.assertions.insert({
    id: assertionId,
    taskId: ref.taskId,
    method,
    provider,
    levelOfAssurance,
    name,
    givenName,
    surname,
    pseudonym,
    subjectReference,
    assertedAt,
  });
  const activationToken = signer.ids.token(32);
  const row = { ...tokenOf(signer, loaded, ref.taskId, assertion, { assertionId, activationToken, remark }), ...kept(signer, remark) };
  await tx.activationTokens.insert(row);
  await recordAuthentication(signer, tx, ref, assertion, undefined, assertionId);
  return { ok: true, activation: { activationToken, consent: consentViewOf({ ...row, bodyId: ref.bodyId, redeemedAt: null }, loaded, assertion) } };
}

function mismatchOf(
  { request }: LoadedCase,
  expectedName: string,
  assertion: IdentityAssertion,
): 'method-mismatch' | 'person-mismatch' | 'level-too-low' | undefined {
  if (assertion.method !== request.authenticationMethod) return 'method-mismatch';
  if (!nameMatches(expectedName, assertion.name)) return 'person-mismatch';
  return isAtLeast(assertion.levelOfAssurance, request.requiredLevelOfAssurance) ? undefined : 'level-too-low';
}

function tokenOf(
  { ids, clock }: SignerDependencies,
  loaded: LoadedCase,
  taskId: string,
  assertion: IdentityAssertion,
  { assertionId, activationToken, remark }: { readonly assertionId: string; readonly activationToken: string; readonly remark: string | undefined },
): Omit<New<ActivationTokenRow>, 'redeemedAt' | keyof StoredRemark> {
  const { body, meeting, request, state } = loaded;
  const { name, printedName, role, roleTitle, fieldName } = taskIn(loaded, taskId);
  if (state.prepared === undefined || fieldName === null) throw new SigningError('prepared-not-ready');
  const text = consentText({
    language: request.language,
    bodyName: body.displayName,
    meetingDate: meeting.meetingDate,
    pageCount: request.pageCount,
    role,
    roleTitle,
    certificateName: signingName(request.language, name, printedName),
    methodText: methodText(assertion.method, request.language, assertion.provider),
    remark,
    preparedSha256: state.prepared.sha256,
  });
  const createdAt = clock.now();
  return {
    id: ids.id(),
    signRequestId: request.id,
    taskId,
    assertionId,
    tokenSha256: sha256Hex(activationToken),
    preparedSha256: state.prepared.sha256,
    preparedLength: state.prepared.length,
    requestVersion: request.version,
    fieldName,
    role,
    consentText: text,
    consentTextSha256: sha256Hex(text),
    nonce: ids.token(16),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + activationMilliseconds),
  };
}

/** The salt is made here, once: facts, evidence and the later check all commit to the same words with it. */
function kept({ ids }: SignerDependencies, remark: string | undefined): StoredRemark {
  if (remark === undefined) return { remark: null, remarkSalt: null };
  return { remark, remarkSalt: Buffer.from(ids.token(32), 'base64url').toString('hex') };
}

function recordAuthentication(
  signer: SignerDependencies,
  tx: Transaction,
  ref: TaskRef,
  assertion: IdentityAssertion,
  refused: string | undefined,
  assertionId?: string,
): Promise<void> {
  const { method, provider, levelOfAssurance, assertedAt } = assertion;
  return recordEvidence(signer, tx, ref.signRequestId, [
    {
      at: signer.clock.now(),
      type: refused === undefined ? 'SignatoryAuthenticated' : 'AuthenticationRefused',
      actor: { kind: 'signatory', id: ref.taskId },
      data: {
        taskId: ref.taskId,
        method,
        provider,
        levelOfAssurance,
        assertedAt: assertedAt.toISOString(),
        ...(refused === undefined ? {} : { reason: refused }),
        ...(assertionId === undefined ? {} : { assertionId }),
      },
      personal: { assertedName: assertion.name, subjectReference: assertion.subjectReference },
    },
  ]);
}
