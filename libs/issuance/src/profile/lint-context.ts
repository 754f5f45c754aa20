import type { Certificate } from '#pki/parse';
import type { CertificateSubject } from './certificate-subject.js';

/** What a clause is checked against: the certificate to be, and what was asked for. */
export interface LintContext {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly subject: CertificateSubject;
  readonly issuedAt: Date;
  readonly policyOid: string;
  /** The body asked for `PNOSE-…` (CP-09). */
  readonly allowPersonalNumber: boolean;
}

/** One clause of docs/spec/certificate-profile.md. `check` says what is wrong, or nothing. */
export interface Clause {
  readonly id: string;
  readonly check: (context: LintContext) => string | undefined;
}

export interface LintFinding {
  readonly clause: string;
  readonly problem: string;
}
