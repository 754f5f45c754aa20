import { signatureAlgorithm, statusFrom, type Certificate, type RevocationEvidence, type RevocationStatus, type SignedStatement } from '#pki/parse';
import { endOfAlgorithm } from '../policy/algorithm-constraints.js';
import type { CertificateQuestion } from './certificate-question.js';
import { useOf } from './key-strength.js';

/** Why evidence that verifies is not believed all the same. */
export type Disbelief = 'signer-expired' | 'no-proof-of-existence' | 'weak-algorithm';

export interface TimedStatus {
  /** From the evidence that may be believed. */
  readonly status: RevocationStatus;
  /** The earliest revocation that any verified evidence states; a hold is none. */
  readonly revoked: RevocationEvidence | undefined;
  /** Set when the evidence that would settle the matter is there and not believed. */
  readonly disbelief: Disbelief | undefined;
}

/**
 * Revocation data as validation time sliding may use it (EN 319 102-1 5.6.2.2.4, 2 a): issued before now, and proven to have
 * existed before the control time, before its signer's certificate ended and before its algorithm did. "Revoked" counts
 * wherever it verifies.
 */
export function statusInTime(certificate: Certificate, issuer: Certificate, anchor: Certificate, controlTime: Date, question: CertificateQuestion): TimedStatus {
  const { material, proofs, revocationAt, freshFrom: fresh, certificate: leaf } = question;
  const freshFrom = certificate.sha256 === leaf.sha256 ? fresh : undefined;
  const latest = proofs.now.getTime() + question.policy.claimedTimeTolerance;
  const all = material.evidenceAbout(certificate, issuer, anchor).filter(({ thisUpdate }) => thisUpdate.getTime() <= latest);
  if (all.length === 0) return { status: statusFrom([], certificate, revocationAt, freshFrom), revoked: undefined, disbelief: undefined };
  const judged = all.map((evidence) => ({ evidence, disbelief: disbeliefOf(evidence, anchor, controlTime, question) }));
  const status = statusFrom(judged.filter(({ disbelief }) => disbelief === undefined).map(({ evidence }) => evidence), certificate, revocationAt, freshFrom);
  const revoked = all
    .filter((evidence) => evidence.status === 'revoked' && evidence.reason !== 'certificateHold')
    .sort((a, b) => revocationTime(a) - revocationTime(b))[0];
  const settled = status.status === 'unknown' ? statusFrom(all, certificate, revocationAt, freshFrom) : status;
  const disbelief = settled !== status && 'evidence' in settled ? judged.find(({ evidence }) => evidence === settled.evidence)?.disbelief : undefined;
  return { status, revoked, disbelief };
}

export function revocationTime({ revokedAt }: RevocationEvidence): number {
  return revokedAt?.getTime() ?? -Infinity;
}

function disbeliefOf(evidence: RevocationEvidence, anchor: Certificate, controlTime: Date, question: CertificateQuestion): Disbelief | undefined {
  const statements: readonly SignedStatement[] = [evidence, ...(evidence.with ?? [])];
  for (const { der, signer, signatureAlgorithm: identifier } of statements) {
    const existedAt = question.material.existedAt(der, question.proofs);
    if (signer.sha256 !== anchor.sha256 && existedAt > signer.notAfter) return 'signer-expired';
    if (existedAt > controlTime) return 'no-proof-of-existence';
    const use = useOf(signatureAlgorithm(identifier), signer);
    const end = use === undefined ? undefined : endOfAlgorithm(question.policy.algorithms, use);
    if (end === undefined || (end !== null && existedAt > end)) return 'weak-algorithm';
  }
  return undefined;
}
