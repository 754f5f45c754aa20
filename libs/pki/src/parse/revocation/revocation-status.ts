import type { Certificate } from '../certificate/certificate.js';
import { crlEvidence } from './crl-evidence.js';
import { revocationExemption, type RevocationExemption } from './exemption.js';
import { ocspEvidence } from './ocsp-evidence.js';
import type { RevocationData, RevocationEvidence } from './revocation-evidence.js';
import { wholeSecond } from './whole-second.js';

export type RevocationStatus =
  | { readonly status: 'good' | 'revoked'; readonly evidence: RevocationEvidence; readonly all: readonly RevocationEvidence[] }
  /** No revocation data is due: RFC 9608 or EN 319 412-1 §5.2.2. */
  | { readonly status: 'exempt'; readonly exemption: RevocationExemption; readonly all: readonly RevocationEvidence[] }
  /** `stale`: there is evidence, but none that speaks for the time asked about. */
  | { readonly status: 'unknown'; readonly why: 'no-data' | 'stale'; readonly all: readonly RevocationEvidence[] };

/** Every verified statement about the certificate in the data. Statements that fail a check are not there. */
export function revocationEvidence(certificate: Certificate, issuer: Certificate, data: RevocationData): RevocationEvidence[] {
  return gather(certificate, issuer, data, []);
}

function gather(certificate: Certificate, issuer: Certificate, data: RevocationData, asking: readonly Certificate[]): RevocationEvidence[] {
  return [...ocspEvidence(certificate, issuer, data, asking, gather), ...crlEvidence(certificate, issuer, data, asking, gather)];
}

/**
 * Was the certificate revoked at `at`?
 *
 * Evidence speaks for `at` when it was current then (thisUpdate ≤ at ≤ nextUpdate) or was made later. Revocation counts
 * from its own time on; a hold counts only in the newest evidence, since it may have been lifted.
 *
 * @param freshFrom evidence older than this is stale (PF-25: the best signature time, for end entities)
 */
export function revocationStatus(
  certificate: Certificate, issuer: Certificate, data: RevocationData, at: Date, freshFrom?: Date,
): RevocationStatus {
  return statusFrom(revocationEvidence(certificate, issuer, data), certificate, at, freshFrom);
}

/** The same from evidence that is already at hand, and of which the caller may have left out what it does not believe. */
export function statusFrom(evidence: readonly RevocationEvidence[], certificate: Certificate, at: Date, freshFrom?: Date): RevocationStatus {
  const all = newestFirst(evidence);
  const speaking = all.filter((evidence) => speaksFor(evidence, at, freshFrom));
  const revoked = all.find((evidence) => isRevocationAt(evidence, at) && evidence.reason !== 'certificateHold');
  if (revoked !== undefined) return { status: 'revoked', evidence: revoked, all };
  const [newest] = speaking;
  if (newest !== undefined) {
    return { status: isRevocationAt(newest, at) ? 'revoked' : 'good', evidence: newest, all };
  }
  const exemption = revocationExemption(certificate);
  if (exemption !== undefined) return { status: 'exempt', exemption, all };
  return { status: 'unknown', why: all.length === 0 ? 'no-data' : 'stale', all };
}

function newestFirst(evidence: readonly RevocationEvidence[]): RevocationEvidence[] {
  return [...evidence].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
}

function isRevocationAt(evidence: RevocationEvidence, at: Date): boolean {
  return evidence.status === 'revoked' && (evidence.revokedAt?.getTime() ?? 0) <= at.getTime();
}

function speaksFor(evidence: RevocationEvidence, at: Date, freshFrom: Date | undefined): boolean {
  const thisUpdate = evidence.thisUpdate.getTime();
  if (freshFrom !== undefined && thisUpdate < wholeSecond(freshFrom).getTime()) return false;
  if (thisUpdate >= at.getTime()) return true;
  return evidence.nextUpdate !== undefined && at.getTime() <= evidence.nextUpdate.getTime();
}
