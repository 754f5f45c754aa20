export * from './email-code/index.js';
export type { AuthenticationMethod, IdentityAssertion } from './identity-assertion.js';
export { IdentityError, type IdentityErrorCode } from './identity-error.js';
export * from './openid-connect/index.js';
export { nameMatches, splitName, tidyName, type PersonName } from './person/name.js';
export { makePseudonym, makeSubjectReference, type PseudonymSource } from './person/pseudonym.js';
