import type { Certificate } from '../certificate/certificate.js';
import { Oid } from '../oids.js';
import type { PathFinding } from './path-result.js';

/** Extensions that path validation, or the revocation checks, act upon; anything else that is critical fails (RFC 5280 §4.2). */
const processed: ReadonlySet<string> = new Set([
  Oid.basicConstraints, Oid.keyUsage, Oid.extKeyUsage, Oid.subjectAltName, Oid.issuerAltName, Oid.subjectKeyIdentifier,
  Oid.authorityKeyIdentifier, Oid.cRLDistributionPoints, Oid.freshestCRL, Oid.authorityInfoAccess, Oid.noRevAvail, Oid.ocspNoCheck,
  Oid.validityAssuredShortTerm, Oid.certificatePolicies, Oid.policyMappings, Oid.policyConstraints, Oid.inhibitAnyPolicy,
  Oid.nameConstraints,
]);

/** RFC 5280 §4.2: a critical extension that is not processed. `index` is the certificate's place in the path. */
export function checkExtensions(certificate: Certificate, index: number): PathFinding[] {
  return certificate.extensions.flatMap(({ oid, critical }): PathFinding[] =>
    critical && !processed.has(oid) ? [{ code: 'unknown-critical-extension', index, detail: oid }] : [],
  );
}
