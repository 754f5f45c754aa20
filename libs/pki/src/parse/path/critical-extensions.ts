import type { Certificate } from '../certificate/certificate.js';
import { Oid } from '../oids.js';

/** Extensions that path validation, or the revocation checks, act upon; anything else that is critical fails (RFC 5280 §4.2). */
const processed: ReadonlySet<string> = new Set([
  Oid.basicConstraints, Oid.keyUsage, Oid.extKeyUsage, Oid.subjectAltName, Oid.issuerAltName, Oid.subjectKeyIdentifier,
  Oid.authorityKeyIdentifier, Oid.cRLDistributionPoints, Oid.freshestCRL, Oid.authorityInfoAccess, Oid.noRevAvail, Oid.ocspNoCheck,
  Oid.validityAssuredShortTerm, Oid.certificatePolicies, Oid.policyMappings, Oid.policyConstraints, Oid.inhibitAnyPolicy,
  Oid.nameConstraints,
]);

/** RFC 5280 §4.2: object identifiers of critical extensions that are not processed. */
export function unknownCriticalExtensions({ extensions }: Certificate): string[] {
  return extensions.filter(({ oid, critical }) => critical && !processed.has(oid)).map(({ oid }) => oid);
}
