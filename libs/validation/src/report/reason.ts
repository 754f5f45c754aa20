import type { SubIndication } from './indication.js';

/**
 * Every reason the validator can give, as a closed list: texts exist for each in Swedish and English (`texts/`), and
 * programs compare codes, never sentences.
 */
export const reasonCodes = [
  // The file
  'file-not-found',
  'file-not-read',
  'not-a-pdf',
  'truncated',
  'bytes-before-header',
  'broken-structure',
  'structure-loop',
  'limit-exceeded',
  'encrypted',
  'could-not-be-analysed',
  'no-signatures',
  'only-document-timestamps',
  'print-out',
  'signatures-stripped',
  'not-yet-signed',
  'data-after-end',
  'unclaimed-bytes',
  'broken-structure-in-signed-file',
  'usage-rights-signature',
  'content-may-vary',
  'hidden-content',
  // The signature as written (format checking)
  'signature-dictionary-malformed',
  'signature-dictionary-compressed',
  'signature-dictionary-redefined',
  'signature-not-in-a-field',
  'signature-field-removed',
  'signature-field-hidden',
  'signature-shared-by-fields',
  'duplicate-keys',
  'byte-range-malformed',
  'byte-range-gap',
  'byte-range-end',
  'contents-malformed',
  'cms-malformed',
  'counter-signed',
  'cms-several-signers',
  'cms-has-content',
  'cms-not-detached-data',
  'sub-filter-unsupported',
  // Cryptographic verification
  'content-changed',
  'signature-value-wrong',
  'algorithm-unsupported',
  'algorithm-too-weak',
  'signed-attributes-missing',
  'signed-attribute-duplicated',
  // Identification of the signing certificate
  'signing-certificate-missing',
  'signing-certificate-not-bound',
  // Certificates
  'no-trust-anchors',
  'issuer-not-trusted',
  'issuer-not-listed-then',
  'certificate-chain-invalid',
  'certificate-purpose-wrong',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-revoked',
  'issuer-revoked',
  'certificate-on-hold',
  'no-proof-of-existence',
  'issuer-no-longer-trusted',
  'revocation-unknown',
  'revocation-stale',
  // Time
  'timestamp-missing',
  'timestamp-broken',
  'timestamp-untrusted',
  'timestamp-order',
  'timestamp-late',
  'signing-time-implausible',
  'claimed-time-missing',
  'document-timestamp-broken',
  // Changes after signing
  'changed-after-signing',
  'changes-unknown',
  'form-filled-after-signing',
  'visible-field-added-after-signing',
  'annotated-after-signing',
  'may-hide-signed-content',
  'security-store-shrunk',
  'permissions-breached',
  // Completeness
  'incomplete',
  'signatory-mismatch',
  'manifest-unreadable',
  'manifest-not-under-signature',
  // Attributes beyond the baseline
  'not-baseline',
  'signature-policy-not-processed',
  'signature-policy-differs',
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** How a finding moves the verdict. `note` is told, and moves nothing. */
export type FindingWeight = 'failure' | 'indeterminate' | 'note';

export interface Finding {
  readonly code: ReasonCode;
  readonly weight: FindingWeight;
  readonly subIndication?: SubIndication;
  /** The clause or requirement it rests on, e.g. `R4`, `BB-15`, `RFC 5652 5.4`. */
  readonly clause?: string;
  /** Facts for the sentence: object numbers, page numbers, names. Never an exception text. */
  readonly detail?: Readonly<Record<string, string | number>>;
}
