import type { PrivateKeySigner } from '#pki/build';
import type { Certificate } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';

/** A CA that can sign: its certificate, what stands above it, and its key behind a signer. */
export interface IssuingAuthority {
  readonly certificate: Certificate;
  /** DER of the certificates above it, the root left out. */
  readonly chain: readonly Uint8Array[];
  readonly signer: PrivateKeySigner;
}

/** @throws IssuanceError `authority-unfit` when the certificate may not issue end-entity certificates at that time */
export function requireFit(authority: IssuingAuthority, at: Date): void {
  const { certificate } = authority;
  const { basicConstraints, keyUsage } = certificate.known;
  if (basicConstraints?.ca !== true || keyUsage?.has('keyCertSign') === false) {
    throw new IssuanceError('authority-unfit', 'The issuing certificate is not that of a CA that may sign certificates.');
  }
  if (!certificate.isValidAt(at)) {
    throw new IssuanceError('authority-unfit', 'The issuing certificate is not valid now.', { details: { at: at.toISOString() } });
  }
}
