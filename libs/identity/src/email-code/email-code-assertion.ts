import type { IdentityAssertion } from '../identity-assertion.js';
import { splitName, tidyName } from '../person/name.js';
import { makePseudonym, makeSubjectReference } from '../person/pseudonym.js';

export const EMAIL_PROVIDER = 'e-mail';

/**
 * What a right code proves: somebody reads that mailbox. The name is the one that the case gave, so the level is
 * always low: link and code share one mailbox (spec/minutes.md, Honesty).
 */
export function emailCodeAssertion(answer: {
  readonly pseudonymKey: Uint8Array;
  readonly bodyId: string;
  readonly address: string;
  readonly name: string;
  /** When the code was checked. */
  readonly at: Date;
}): IdentityAssertion {
  // Mailbox names are compared without case: the same mailbox typed in another way is the same person.
  const subject = answer.address.trim().normalize('NFC').toLowerCase();
  const source = { key: answer.pseudonymKey, bodyId: answer.bodyId, provider: EMAIL_PROVIDER, subject };
  return {
    method: 'emailCode',
    provider: EMAIL_PROVIDER,
    levelOfAssurance: 'low',
    name: tidyName(answer.name),
    ...splitName(answer.name),
    pseudonym: makePseudonym(source),
    subjectReference: makeSubjectReference(source),
    assertedAt: answer.at,
  };
}
