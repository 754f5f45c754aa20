/** Levels of eIDAS art. 8, as the body records them for its own means of authentication. */
export type AssuranceLevel = 'low' | 'substantial' | 'high';

/** How the person was authenticated, for the RFC 7773 extension. */
export interface AuthContext {
  /** Name or address of who authenticated: an OpenID issuer, or `e-mail`. */
  readonly identityProvider: string;
  readonly instant: Date;
  readonly levelOfAssurance: AssuranceLevel;
  /** Points at the sealed assertion in evidence; carries no personal data. */
  readonly reference: string;
}

/** Who a one-time certificate names (eIDAS art. 26 (b)). */
export interface CertificateSubject {
  /** Two capital letters. */
  readonly country?: string;
  readonly givenName: string;
  readonly surname: string;
  readonly commonName: string;
  /** Stable pseudonym of the person within the body; `PNOSE-…` only where the body asks for it. */
  readonly serialNumber: string;
  readonly authContext: AuthContext;
}
