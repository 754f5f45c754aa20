import { isAtLeast } from '#minutes';
import { nameMatches } from '#identity';
import type { IdentityAssertionRow, SignTaskRow, SigningAuthorisationRow, Transaction } from '#persistence';
import { taskOf } from '#signing-order';
import { commitmentTo } from '../ceremony/remark.js';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import { SigningError } from '../signing-error.js';

/** An authorisation is good for a day; then the person is asked again. */
export const authorisationMilliseconds = 24 * 60 * 60 * 1000;

/** One consent that is to become a signature, with all that the signature says. */
export interface Authorised {
  readonly authorisation: SigningAuthorisationRow;
  readonly assertion: IdentityAssertionRow;
  readonly task: SignTaskRow & { readonly fieldName: string };
  readonly loaded: LoadedCase;
  /** Why the consent must be voided instead of used. */
  readonly refusal?: 'consent-too-old' | 'person-mismatch' | 'remark-mismatch';
}

/** The oldest open authorisation of the case; undefined when there is none. */
export async function nextAuthorised(tx: Transaction, signRequestId: string, now: Date): Promise<Authorised | undefined> {
  const [authorisation] = await tx.authorisations.openOf(signRequestId);
  if (authorisation === undefined) return undefined;
  const loaded = await loadCase(tx, signRequestId);
  const assertion = await tx.assertions.get(authorisation.assertionId);
  const task = taskIn(loaded, authorisation.taskId);
  const { fieldName } = task;
  if (assertion === undefined || fieldName === null) throw new SigningError('signing-failed', { details: { reason: 'authorisation-incomplete' } });
  if (authorisation.preparedSha256 !== loaded.state.prepared?.sha256) throw new SigningError('head-not-prepared');
  const refusal = remarkRefusal(authorisation, loaded) ?? refusalOf(authorisation, assertion, task, loaded, now);
  return { authorisation, assertion, task: { ...task, fieldName }, loaded, ...(refusal === undefined ? {} : { refusal }) };
}

/** The words kept for this signature must be those that were consented to, whoever has been in the database meanwhile. */
function remarkRefusal(authorisation: SigningAuthorisationRow, { state }: LoadedCase): Authorised['refusal'] {
  return commitmentTo(authorisation) === taskOf(state, authorisation.taskId)?.remarkCommitment ? undefined : 'remark-mismatch';
}

/** All checked once more where the key is made: the API and the ceremony before it are not believed. */
function refusalOf(
  { createdAt }: SigningAuthorisationRow,
  assertion: IdentityAssertionRow,
  task: SignTaskRow,
  { request }: LoadedCase,
  now: Date,
): Authorised['refusal'] {
  if (now.getTime() - createdAt.getTime() > authorisationMilliseconds) return 'consent-too-old';
  const isExpected = assertion.taskId === task.id && nameMatches(task.name, assertion.name);
  const isStrong = isAtLeast(assertion.levelOfAssurance, request.requiredLevelOfAssurance);
  return isExpected && isStrong ? undefined : 'person-mismatch';
}
