import type { Certificate, PathPurpose } from '#pki/parse';
import type { AlgorithmUse } from '../policy/algorithm-constraints.js';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import type { ProofsOfExistence } from '../time-stamps/proofs-of-existence.js';
import type { ValidationMaterial } from './validation-material.js';

/** May what this certificate signed be believed? */
export interface CertificateQuestion {
  readonly certificate: Certificate;
  readonly anchors: readonly Certificate[];
  readonly purpose: PathPurpose;
  /** Since when the signed object is known to exist: now, when nothing proves an earlier time. */
  readonly existedAt: Date;
  /** Not signed before this, as a content timestamp proves. */
  readonly notSignedBefore?: Date;
  /** What the object itself was signed with; undefined in the list for an algorithm or key we do not know. */
  readonly algorithms: readonly (AlgorithmUse | undefined)[];
  /** When nothing on the path may have been revoked yet, and for which good revocation data is due. */
  readonly revocationAt: Date;
  /** Evidence about the signer that is older does not count (PF-25). */
  readonly freshFrom?: Date;
  readonly material: ValidationMaterial;
  readonly proofs: ProofsOfExistence;
  readonly policy: SignatureValidationPolicy;
}
