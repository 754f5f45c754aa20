import type { AlgorithmIdentifier } from '../algorithms.js';
import type { Certificate } from '../certificate/certificate.js';
import type { CertificatePool } from '../path/certificate-pool.js';
import type { Crl } from '../crl/crl.js';
import type { RevocationReason } from '../crl/revocation-reason.js';
import type { OcspResponse } from '../ocsp/ocsp-response.js';

/** What somebody signed: a CRL or an OCSPResponse, as DER. */
export interface SignedStatement {
  readonly signer: Certificate;
  readonly der: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
}

/** One verified statement about one certificate. */
export interface RevocationEvidence extends SignedStatement {
  readonly source: 'crl' | 'ocsp';
  readonly status: 'good' | 'revoked';
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Of an OCSP answer. */
  readonly producedAt?: Date;
  /** When revoked. May lie after the time that is asked about. */
  readonly revokedAt?: Date;
  readonly reason?: RevocationReason;
  /** Further lists it rests on: the base of a delta CRL, the other lists where each covers some reasons only. */
  readonly with?: readonly SignedStatement[];
}

export interface RevocationData {
  readonly crls: readonly Crl[];
  readonly ocsps: readonly OcspResponse[];
  /** Certificates among which CRL signers other than the certificate's own issuer may be found. */
  readonly certificates?: CertificatePool;
  /** Where such a signer's path must end: the anchor of the path in question (RFC 5280 §6.3.3 (f)). Without it no other signer is believed. */
  readonly anchor?: Certificate;
}

/** A CRL that speaks of the certificate, with its signer found and right. */
export interface UsableCrl {
  readonly crl: Crl;
  readonly signer: Certificate;
  readonly reasons: ReadonlySet<number>;
}
