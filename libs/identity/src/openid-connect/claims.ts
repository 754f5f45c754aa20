import { IdentityError } from '../identity-error.js';
import { splitName, tidyName } from '../person/name.js';
import type { ClaimNames } from './open-id-connect-config.js';

export interface ClaimedPerson {
  readonly subject: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
}

type Claims = Readonly<Record<string, unknown>>;

// An upper bound of X.520 names that certificates, pages and logs can live with (ub-name is 32,768; nobody's is).
const longestName = 200;

/**
 * Who the provider says it is. The ID token comes first, since its signature is verified; user info only fills gaps.
 *
 * @throws IdentityError `claims-missing`
 */
export function readClaims(idToken: Claims, userInfo: Claims, names: ClaimNames): ClaimedPerson {
  const read = (claim: string): string | undefined => textOf(idToken[claim]) ?? textOf(userInfo[claim]);
  const subject = read(names.subject ?? 'sub');
  const givenName = read(names.givenName ?? 'given_name');
  const surname = read(names.surname ?? 'family_name');
  const both = givenName !== undefined && surname !== undefined;
  const name = read(names.name ?? 'name') ?? (both ? `${givenName} ${surname}` : undefined);
  if (subject === undefined || name === undefined) throw new IdentityError('claims-missing');
  return both ? { subject, name, givenName, surname } : { subject, name, ...splitName(name) };
}

function textOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string') return undefined;
  const text = tidyName(claim);
  return text === '' || text.length > longestName ? undefined : text;
}
