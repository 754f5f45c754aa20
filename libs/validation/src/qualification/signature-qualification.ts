/**
 * What a signature is under Regulation (EU) 910/2014, by TS 119 615. Kept apart from validity: a signature may be valid and not
 * qualified, and a certificate qualified while its signature is not valid.
 */
export interface SignatureQualification {
  readonly level: QualificationLevel;
  /** False when the signature itself is INDETERMINATE: the level is then what it would be. */
  readonly conclusive: boolean;
  readonly certificate: QualifiedCertificate | null;
  /** The trust service that answers for the certificate. */
  readonly service: ServiceReference | null;
  readonly reasons: readonly QualificationReason[];
}

export type QualificationLevel = 'QESig' | 'QESeal' | 'AdESig-QC' | 'AdESeal-QC' | 'AdESig' | 'AdESeal' | 'N/A';

export interface QualifiedCertificate {
  /** At issuance and at the best signature time. */
  readonly qualified: boolean;
  readonly type: 'esignature' | 'eseal' | 'web-authentication' | null;
  /** The key is in a qualified signature or seal creation device, at the best signature time. */
  readonly qscd: boolean;
}

export interface ServiceReference {
  readonly name: string;
  readonly provider: string;
  /** `CA/QC`, `TSA/QTST` … */
  readonly type: string;
  /** Last part of the status URI at the best signature time. */
  readonly status: string;
  readonly territory: string;
  readonly listSequenceNumber: number;
  /** ISO 8601. */
  readonly listIssuedAt: string;
}

export const qualificationReasons = [
  'no-trusted-list',
  'signature-not-valid',
  'document-timestamp',
  'issuer-not-on-a-list',
  'service-not-granted-at-issuance',
  'service-not-granted-at-signing',
  'certificate-not-qualified',
  'certificate-not-qualified-at-issuance',
  'certificate-for-web-authentication',
  'service-for-another-purpose',
  'no-qualified-device',
  'list-contradicts-itself',
  'criteria-not-understood',
] as const;

export type QualificationReason = (typeof qualificationReasons)[number];
