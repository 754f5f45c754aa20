import type { LevelOfAssurance } from '#minutes';

export type AuthenticationMethod = 'emailCode' | 'openIdConnect';

/**
 * Proof of who it was, the same shape whichever way it was found out. It is what goes into evidence, and from it the
 * certificate's subject and AuthContext (RFC 7773) are made. It never holds a personal identity number.
 */
export interface IdentityAssertion {
  readonly method: AuthenticationMethod;
  /** `e-mail`, or the configured name of the OpenID provider. */
  readonly provider: string;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly name: string;
  /** Never empty: certificates need both. A name of one word fills both (see `splitName`). */
  readonly givenName: string;
  readonly surname: string;
  /** 32 lower-case hex digits, stable per body and provider subject: the certificate's serialNumber. */
  readonly pseudonym: string;
  /** 64 lower-case hex digits: a keyed hash of the provider's subject, for the AuthContext reference and evidence. */
  readonly subjectReference: string;
  /** The instant of authentication: OpenID Connect `auth_time`, or when the code was checked. */
  readonly assertedAt: Date;
}
