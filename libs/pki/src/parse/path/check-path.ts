import type { Certificate } from '../certificate/certificate.js';
import { Oid } from '../oids.js';
import { unknownCriticalExtensions } from './critical-extensions.js';
import { NameSpace } from './name-constraints.js';
import type { PathFinding } from './path-finding.js';
import { checkPolicies, type PolicyInputs } from './policy-graph.js';
import { isTimeStampingOnly } from '../tsp/verify-time-stamp-token.js';

/** What the leaf's key is used for. `any` leaves its key usage to the caller. */
export type PathPurpose = 'signature' | 'timestamping' | 'ocsp' | 'crl' | 'certificate' | 'any';

/**
 * RFC 5280 §6.1 for a path whose names and signatures are known to be right: validity, CA flags, path length, key usage,
 * name constraints, policies (RFC 9618), critical extensions.
 *
 * @param path leaf first, anchor last. The anchor is trusted as configured: its validity period is not looked at, but an
 * anchor that says it is no CA does not issue, and its name constraints and path length bind (RFC 5937 §3.2).
 */
export function checkPath(path: readonly Certificate[], at: Date, purpose: PathPurpose, policies?: PolicyInputs): PathFinding[] {
  const findings: PathFinding[] = [];
  const anchorIndex = path.length - 1;
  path.forEach((certificate, index) => {
    if (index < anchorIndex || anchorIndex === 0) findings.push(...checkTime(certificate, index, at));
    findings.push(...unknownCriticalExtensions(certificate).map((detail): PathFinding => ({ code: 'unknown-critical-extension', index, detail })));
    if (index > 0) findings.push(...checkIssuer(path, certificate, index));
  });
  const [leaf] = path;
  if (leaf !== undefined) findings.push(...checkPurpose(leaf, purpose));
  findings.push(...checkNames(path));
  const withoutPolicy = checkPolicies(path, policies);
  if (withoutPolicy !== undefined) findings.push({ code: 'policy', index: withoutPolicy });
  return findings;
}

/** §6.1.3 (b), (c): constraints of each CA bind all below it; self-issued certificates in between are not bound (key rollover). */
function checkNames(path: readonly Certificate[]): PathFinding[] {
  const space = new NameSpace();
  const findings: PathFinding[] = [];
  for (let index = path.length - 1; index >= 0; index--) {
    const certificate = path[index];
    if (certificate === undefined) continue;
    const isBound = index === 0 || (index < path.length - 1 && !certificate.isSelfIssued);
    if (isBound && !space.allows(certificate)) findings.push({ code: 'name-constraints', index });
    space.constrain(certificate.known.nameConstraints);
  }
  return findings;
}

function checkTime(certificate: Certificate, index: number, at: Date): PathFinding[] {
  if (at.getTime() < certificate.notBefore.getTime()) return [{ code: 'not-yet-valid', index }];
  if (at.getTime() > certificate.notAfter.getTime()) return [{ code: 'expired', index }];
  return [];
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
    case 'crl':
      return usage === undefined || usage.has('cRLSign') ? [] : refuse('key-usage');
    case 'certificate':
      return leaf.known.basicConstraints?.ca === true ? [] : [{ code: 'not-a-ca', index: 0 }];
  }
}
