import type { Certificate } from '../certificate/certificate.js';
import { Oid } from '../oids.js';
import type { PathFinding } from './path-result.js';
import { isTimeStampingOnly } from '../tsp/verify-time-stamp-token.js';

/** What the leaf's key is used for. `any` leaves its key usage to the caller. */
export type PathPurpose = 'signature' | 'timestamping' | 'ocsp' | 'certificate' | 'any';

/** Extensions that checkPath, or the revocation checks, act upon; anything else that is critical fails (RFC 5280 §4.2). */
const processed: ReadonlySet<string> = new Set([
  Oid.basicConstraints, Oid.keyUsage, Oid.extKeyUsage, Oid.subjectAltName, Oid.issuerAltName, Oid.subjectKeyIdentifier,
  Oid.authorityKeyIdentifier, Oid.cRLDistributionPoints, Oid.freshestCRL, Oid.authorityInfoAccess, Oid.noRevAvail, Oid.ocspNoCheck,
  Oid.validityAssuredShortTerm, Oid.certificatePolicies,
]);

/**
 * Constraints we do not evaluate. Each can only forbid, so a path that holds one is refused whether or not it is marked
 * critical: "we did not look" must never read as "allowed".
 */
const unsupported: ReadonlySet<string> = new Set([Oid.nameConstraints, Oid.policyConstraints, Oid.inhibitAnyPolicy, Oid.policyMappings]);

/**
 * RFC 5280 §6.1 for a path whose names and signatures are known to be right: validity, CA flags, path length, key usage,
 * critical extensions.
 *
 * @param path leaf first, anchor last. The anchor is trusted as configured: its validity period is not looked at, but an
 * anchor that says it is no CA does not issue.
 */
export function checkPath(path: readonly Certificate[], at: Date, purpose: PathPurpose): PathFinding[] {
  const findings: PathFinding[] = [];
  const anchorIndex = path.length - 1;
  path.forEach((certificate, index) => {
    if (index < anchorIndex || anchorIndex === 0) findings.push(...checkTime(certificate, index, at));
    findings.push(...checkExtensions(certificate, index));
    if (index > 0) findings.push(...checkIssuer(path, certificate, index));
  });
  const [leaf] = path;
  if (leaf !== undefined) findings.push(...checkPurpose(leaf, purpose));
  return findings;
}

function checkTime(certificate: Certificate, index: number, at: Date): PathFinding[] {
  if (at.getTime() < certificate.notBefore.getTime()) return [{ code: 'not-yet-valid', index }];
  if (at.getTime() > certificate.notAfter.getTime()) return [{ code: 'expired', index }];
  return [];
}

function checkExtensions(certificate: Certificate, index: number): PathFinding[] {
  return certificate.extensions.flatMap(({ oid, critical }): PathFinding[] => {
    if (unsupported.has(oid)) return [{ code: 'unsupported-constraint', index, detail: oid }];
    return critical && !processed.has(oid) ? [{ code: 'unknown-critical-extension', index, detail: oid }] : [];
  });
}

/** §6.1.4 (k), (l), (m), (n). */
function checkIssuer(path: readonly Certificate[], issuer: Certificate, index: number): PathFinding[] {
  const findings: PathFinding[] = [];
  const constraints = issuer.known.basicConstraints;
  const isAnchor = index === path.length - 1;
  // A v1 or v2 anchor cannot carry the extension; anything else must say that it is a CA.
  const mayLackConstraints = isAnchor && issuer.version < 3;
  if (constraints?.ca !== true && !(constraints === undefined && mayLackConstraints)) findings.push({ code: 'not-a-ca', index });
  const below = path.slice(1, index).filter((certificate) => !certificate.isSelfIssued).length;
  if (constraints?.pathLength !== undefined && below > constraints.pathLength) findings.push({ code: 'path-too-long', index });
  if (issuer.known.keyUsage?.has('keyCertSign') === false) findings.push({ code: 'key-usage', index });
  return findings;
}

function checkPurpose(leaf: Certificate, purpose: PathPurpose): PathFinding[] {
  const usage = leaf.known.keyUsage;
  const maySign = usage === undefined || usage.has('contentCommitment') || usage.has('digitalSignature');
  const refuse = (code: 'key-usage' | 'extended-key-usage'): PathFinding[] => [{ code, index: 0 }];
  switch (purpose) {
    case 'any':
      return [];
    case 'signature':
      return maySign ? [] : refuse('key-usage');
    case 'timestamping':
      if (!isTimeStampingOnly(leaf)) return refuse('extended-key-usage');
      return maySign ? [] : refuse('key-usage');
    case 'ocsp':
      return (leaf.known.extendedKeyUsage ?? []).includes(Oid.kpOcspSigning) ? [] : refuse('extended-key-usage');
    case 'certificate':
      return leaf.known.basicConstraints?.ca === true ? [] : [{ code: 'not-a-ca', index: 0 }];
  }
}
