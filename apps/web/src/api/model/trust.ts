import type { Instant, Sha256 } from './common.js';

export interface TrustAnchorView {
  readonly name: string;
  readonly purpose: 'signature' | 'seal' | 'timestamp';
  /** Fingerprint of the whole certificate. */
  readonly sha256: Sha256;
  readonly notAfter: Instant;
  readonly pem: string;
}

/** A trusted list of the EU whose issuers count here. */
export interface TrustedListView {
  /** Two letters, as the list says (`EL`, `UK`; `EU` for the list of lists). */
  readonly territory: string;
  readonly sequenceNumber: number;
  readonly nextUpdate: Instant | null;
  readonly source: string;
  /** `stale`: an older copy, since no newer one could be had. */
  readonly state: 'file' | 'fetched' | 'kept' | 'stale';
  readonly fetchedAt: Instant | null;
}
