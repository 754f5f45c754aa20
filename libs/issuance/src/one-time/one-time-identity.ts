import { hash, randomBytes } from 'node:crypto';

import type { PrivateKeySigner } from '#pki/build';
import type { Certificate } from '#pki/parse';
import type { Clock } from '#platform/base';
import type { IssuingAuthority } from '../authority/issuing-authority.js';
import type { CertificateSubject } from '../profile/certificate-subject.js';
import { DEFAULT_POLICY_OID } from '../profile/policy.js';
import { issue } from './issue.js';
import { createOneTimeKey } from './one-time-key.js';
import { prepareIssuance } from './prepare.js';

/** Key and certificate of one signature attempt. */
export interface OneTimeIdentity {
  /** DER. */
  readonly certificate: Uint8Array;
  /** The same, as it was read, linted and verified at issuance. */
  readonly parsed: Certificate;
  /** DER of the issuing certificate and those above it, the root left out. */
  readonly chain: readonly Uint8Array[];
  /** Signs once. */
  readonly signer: PrivateKeySigner;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Lower-case hex, for the evidence entry of the attempt. */
  readonly serialNumber: string;
  readonly certificateSha256: string;
  /** SHA-256 of SubjectPublicKeyInfo. */
  readonly keyFingerprintSha256: string;
  /** Drops the key if it has not signed. Call it in `finally`. */
  dispose(): void;
}

export interface OneTimeIdentityOptions {
  readonly policyOid?: string;
  readonly lifetimeMilliseconds?: number;
  readonly caIssuersUrls?: readonly string[];
  readonly allowPersonalNumber?: boolean;
}

/**
 * New key, new certificate, for one act of one person who has just consented: prepare, lint, single-use token, issue.
 *
 * @throws IssuanceError; the key is dropped then
 */
export async function createOneTimeIdentity(
  authority: IssuingAuthority, subject: CertificateSubject, clock: Clock, options: OneTimeIdentityOptions = {},
): Promise<OneTimeIdentity> {
  const key = createOneTimeKey();
  try {
    const token = prepareIssuance({
      authority, subject, spki: key.spki, issuedAt: clock.now(), serialNumber: randomBytes(16),
      policyOid: DEFAULT_POLICY_OID, ...options,
    });
    const certificate = await issue(token, authority);
    return {
      certificate: certificate.der,
      parsed: certificate,
      chain: [authority.certificate.der, ...authority.chain],
      signer: key.signer,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      serialNumber: certificate.serialNumber,
      certificateSha256: certificate.sha256,
      keyFingerprintSha256: hash('sha256', key.spki),
      dispose: () => key.dispose(),
    };
  } catch (error) {
    key.dispose();
    throw error;
  }
}
