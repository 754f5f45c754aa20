import type { Certificate } from '#pki/parse';
import type { Finding, ReasonCode } from '../report/reason.js';
import type { SubIndication } from '../report/indication.js';
import type { CertificateQuestion } from './certificate-question.js';
import { belowAnchor } from './prospective-paths.js';
import type { Disbelief, TimedStatus } from './revocation-data-in-time.js';
import type { Limit, Slide } from './slide-validation-time.js';

export function finding(code: ReasonCode, subIndication: SubIndication, clause: string, weight: Finding['weight'] = 'indeterminate'): Finding {
  return { code, weight, subIndication, clause };
}

/** EN 319 102-1 5.6.2.4: every limit that the object's proof of existence lies behind, then what revocation data left open. */
export function findingsOfSlide(slide: Slide, path: readonly Certificate[], question: CertificateQuestion): Finding[] {
  const broken = slide.limits.filter((limit) => isBehind(limit, question.existedAt));
  return [
    ...beforeItsTime(path, question),
    ...broken.filter(({ cause }) => cause === 'anchor-ended').map(() => finding('issuer-no-longer-trusted', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'EN 319 102-1 5.6.2.2')),
    ...broken.filter(({ cause }) => cause === 'revoked').map((limit) => revokedFinding(limit, question)),
    ...broken.filter(({ cause }) => cause === 'expired').map((limit) => expiredFinding(limit, slide, question)),
    ...broken.filter(({ cause }) => cause === 'algorithm').map((limit) => algorithmFinding(limit, question)),
    ...slide.statuses.flatMap((status) => revocationFindings(status, question)),
  ];
}

/** Validity and algorithms end after their last moment (RFC 5280 4.1.2.5); at the moment of revocation a certificate is revoked. */
function isBehind({ time, cause }: Limit, existedAt: Date): boolean {
  return time === undefined || existedAt > time || (cause === 'revoked' && existedAt.getTime() === time.getTime());
}

/** BT-02b: a trusted timestamp before notBefore settles it; without one it is only out of bounds. */
function beforeItsTime(path: readonly Certificate[], { certificate, existedAt, proofs }: CertificateQuestion): Finding[] {
  // An issuer's certificate may have been renewed since the signature, but not be one of the future.
  const isOfTheFuture = belowAnchor(path).some(({ notBefore }) => notBefore > proofs.now);
  if (existedAt >= certificate.notBefore && !isOfTheFuture) return [];
  return existedAt < proofs.now && existedAt < certificate.notBefore
    ? [finding('certificate-not-yet-valid', 'NOT_YET_VALID', 'BT-02b', 'failure')]
    : [finding('certificate-not-yet-valid', 'OUT_OF_BOUNDS_NO_POE', 'RFC 5280 6.1')];
}

/** A content timestamp after the revocation proves that the signature is younger still (5.3.4). */
function revokedFinding({ index, time }: Limit, { notSignedBefore }: CertificateQuestion): Finding {
  if (index > 0) return finding('issuer-revoked', 'REVOKED_CA_NO_POE', 'RFC 5280 6.3');
  return time !== undefined && notSignedBefore !== undefined && notSignedBefore > time
    ? finding('certificate-revoked', 'REVOKED', 'EN 319 102-1 5.3.4', 'failure')
    : finding('certificate-revoked', 'REVOKED_NO_POE', 'RFC 5280 6.3');
}

function expiredFinding({ index, time }: Limit, { wasGoodAtItsEnd }: Slide, { notSignedBefore }: CertificateQuestion): Finding {
  if (index === 0 && time !== undefined && notSignedBefore !== undefined && notSignedBefore > time) {
    return finding('certificate-expired', 'EXPIRED', 'EN 319 102-1 5.3.4', 'failure');
  }
  return finding('certificate-expired', index === 0 && wasGoodAtItsEnd ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE', 'EN 319 102-1 5.2.6');
}

/** CRYPTO_CONSTRAINTS_FAILURE only where it is known that the algorithm had ended, or was never good; else a proof may yet turn up. */
function algorithmFinding({ time }: Limit, { certificate, notSignedBefore }: CertificateQuestion): Finding {
  const isKnownLate = time === undefined || certificate.notBefore > time || (notSignedBefore !== undefined && notSignedBefore > time);
  return finding('algorithm-too-weak', isKnownLate ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'EN 319 102-1 5.2.8');
}

const disbeliefs: Readonly<Record<Disbelief, readonly [ReasonCode, SubIndication, string]>> = {
  'signer-expired': ['revocation-stale', 'REVOCATION_OUT_OF_BOUNDS_NO_POE', 'EN 319 102-1 5.2.6'],
  'no-proof-of-existence': ['no-proof-of-existence', 'NO_POE', 'EN 319 102-1 5.6.2.2'],
  'weak-algorithm': ['algorithm-too-weak', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'EN 319 102-1 5.2.8'],
};

function revocationFindings({ status, disbelief }: TimedStatus, { policy }: CertificateQuestion): Finding[] {
  const weight = policy.missingRevocation === 'accept' ? 'note' : 'indeterminate';
  if (disbelief !== undefined) {
    const [code, subIndication, clause] = disbeliefs[disbelief];
    return [finding(code, subIndication, clause, weight)];
  }
  if (status.status === 'unknown') {
    return [finding(status.why === 'stale' ? 'revocation-stale' : 'revocation-unknown', 'TRY_LATER', 'EN 319 102-1 5.2.5', weight)];
  }
  // Any other revocation is a limit of time; a hold may be lifted.
  const isHeld = status.status === 'revoked' && status.evidence.reason === 'certificateHold';
  return isHeld ? [finding('certificate-on-hold', 'TRY_LATER', 'EN 319 102-1 5.2.6')] : [];
}
