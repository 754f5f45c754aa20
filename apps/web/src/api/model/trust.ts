import type { Instant, Sha256 } from './common.js';

export interface TrustAnchorView {
  readonly name: string;
  readonly purpose: 'signature' | 'seal' | 'timestamp';
  /** Fingerprint of the whole certificate. */
  readonly sha256: Sha256;
  readonly notAfter: Instant;
  readonly pem: string;
}
