import { BodyProfileError, localGovernmentClock, readBodyTime, type BodyTime } from '#minutes';
import { isMailAddress } from '#notifications';
import type { BodyRow } from '#persistence';
import type { SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

/** The clock of kommunallagen, written out: whoever looks at a body sees what it keeps, and what we change here later changes no body. */
export const profileOfNewBody: BodyRow['profile'] = { clock: { ...localGovernmentClock } };

/** How the body keeps time. @throws SigningError `body-profile-invalid` naming the member */
export function bodyTimeOf({ profile }: Pick<BodyRow, 'profile'>): BodyTime {
  try {
    return readBodyTime(profile);
  } catch (error) {
    if (error instanceof BodyProfileError) throw new SigningError('body-profile-invalid', { details: { member: error.member }, cause: error });
    throw error;
  }
}

/** A profile of unknown origin, before it is kept. @throws SigningError `body-profile-invalid` */
export function parseBodyProfile(value: unknown): BodyRow['profile'] {
  const profile = value as BodyRow['profile'];
  const { office } = bodyTimeOf({ profile });
  if (office !== undefined && !isMailAddress(office.email)) throw new SigningError('body-profile-invalid', { details: { member: 'office.email' } });
  return profile;
}

/**
 * What is due from now on follows the new profile; dates that cases already have stay.
 * @throws SigningError `body-profile-invalid`, `body-unknown`
 */
export async function setBodyProfile(core: SigningCore, given: { readonly bodyId: string; readonly profile: unknown }): Promise<void> {
  const profile = parseBodyProfile(given.profile);
  if (!(await core.database.inBody(given.bodyId, (tx) => tx.bodies.setProfile(profile)))) throw new SigningError('body-unknown');
}
