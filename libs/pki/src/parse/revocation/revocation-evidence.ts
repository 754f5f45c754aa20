import type { Certificate } from '../certificate/certificate.js';
import type { Crl } from '../crl/crl.js';
import type { RevocationReason } from '../crl/revocation-reason.js';
import type { OcspResponse } from '../ocsp/ocsp-response.js';

/** One verified statement about one certificate. */
export interface RevocationEvidence {
  readonly source: 'crl' | 'ocsp';
  readonly status: 'good' | 'revoked';
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Of an OCSP answer. */
  readonly producedAt?: Date;
  /** When revoked. May lie after the time that is asked about. */
  readonly revokedAt?: Date;
  readonly reason?: RevocationReason;
  /** Who signed it. */
  readonly signer: Certificate;
  /** DER of the CRL or OCSPResponse. */
  readonly der: Uint8Array;
}

export interface RevocationData {
  readonly crls: readonly Crl[];
  readonly ocsps: readonly OcspResponse[];
}
