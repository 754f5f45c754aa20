import { revocationExemption, signatureAlgorithm, statusFrom, type Certificate, type RevocationStatus } from '#pki/parse';
import { endOfAlgorithm, type AlgorithmUse } from '../policy/algorithm-constraints.js';
import type { CertificateQuestion } from './certificate-question.js';
import { useOf } from './key-strength.js';
import { belowAnchor } from './prospective-paths.js';
import { revocationTime, statusInTime, type TimedStatus } from './revocation-data-in-time.js';

/** Why nothing later than its time may be believed. */
export type LimitCause = 'expired' | 'revoked' | 'algorithm' | 'anchor-ended';

export interface Limit {
  readonly cause: LimitCause;
  /** Undefined: the algorithm is unknown, so no time is early enough. */
  readonly time: Date | undefined;
  /** Place in the path, 0 for the signer. */
  readonly index: number;
}

export interface Slide {
  /** The chain, and what it signed until then, may be believed. */
  readonly controlTime: Date;
  readonly limits: readonly Limit[];
  /** From the signer upwards, one for each certificate below the anchor. */
  readonly statuses: readonly TimedStatus[];
  /** The signer was known not to be revoked when its certificate ended. */
  readonly wasGoodAtItsEnd: boolean;
}

/**
 * Validation time sliding (EN 319 102-1 5.6.2.2): from the anchor's child down to the signer, the control time moves back to
 * each certificate's end, to its revocation, and to the end of each algorithm; revocation data must have existed before the
 * control time reached so far. A certificate that needs no revocation data (RFC 9608, short term) still ends at its notAfter.
 *
 * Freshness (5.2.5) is asked for `revocationAt`: the best signature time, or a token's own time.
 */
export function slideValidationTime(path: readonly Certificate[], anchor: Certificate, question: CertificateQuestion): Slide {
  const limits: Limit[] = [];
  const statuses: TimedStatus[] = [];
  let controlTime = question.proofs.now;
  const limit = (cause: LimitCause, index: number, time: Date | undefined): void => {
    limits.push({ cause, index, time });
    const end = time ?? new Date(-8.64e15);
    if (end < controlTime) controlTime = end;
  };
  const sunset = question.material.anchorEnds(anchor);
  if (sunset !== undefined) limit('anchor-ended', path.length - 1, sunset);
  const certificates = belowAnchor(path);
  for (let index = certificates.length - 1; index >= 0; index--) {
    const certificate = certificates[index];
    if (certificate === undefined) continue;
    const issuer = path[index + 1];
    if (issuer !== undefined) {
      const status = statusInTime(certificate, issuer, anchor, controlTime, question);
      statuses.unshift(status);
      if (status.revoked !== undefined) limit('revoked', index, new Date(Math.max(-8.64e15, revocationTime(status.revoked))));
      for (const end of endsOf(useOf(signatureAlgorithm(certificate.signatureAlgorithm), issuer), question)) limit('algorithm', index, end);
    }
    limit('expired', index, certificate.notAfter);
  }
  for (const use of question.algorithms) for (const end of endsOf(use, question)) limit('algorithm', 0, end);
  return { controlTime, limits, statuses, wasGoodAtItsEnd: wasGoodAtItsEnd(path, anchor, question) };
}

/** Empty for an algorithm without an end. */
function endsOf(use: AlgorithmUse | undefined, { policy }: CertificateQuestion): (Date | undefined)[] {
  const end = use === undefined ? undefined : endOfAlgorithm(policy.algorithms, use);
  return end === null ? [] : [end];
}

function wasGoodAtItsEnd(path: readonly Certificate[], anchor: Certificate, { material }: CertificateQuestion): boolean {
  const [leaf, issuer] = path;
  if (leaf === undefined || issuer === undefined || revocationExemption(leaf) !== undefined) return false;
  return statusFrom(material.evidenceAbout(leaf, issuer, anchor), leaf, leaf.notAfter).status === 'good';
}

/** What the report says about the signing certificate. */
export function statusOfSigner(slide: Slide | undefined): RevocationStatus | undefined {
  return slide?.statuses[0]?.status;
}
