import type { Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import { Oid } from '../oids.js';
import type { Crl } from './crl.js';

export interface CrlCheck {
  readonly signatureValid: boolean;
  readonly issuerMatches: boolean;
  /** cRLSign, where the issuer has a key usage extension (RFC 5280 §6.3.3 (f)). */
  readonly issuerMaySign: boolean;
  /** Nothing critical that we do not process. Delta and indirect CRLs are for the caller to notice. */
  readonly noUnknownCriticalExtension: boolean;
  readonly valid: boolean;
}

const processed: ReadonlySet<string> = new Set([
  Oid.issuingDistributionPoint, Oid.deltaCRLIndicator, Oid.cRLNumber, Oid.authorityKeyIdentifier, Oid.freshestCRL,
]);

/** Is this CRL signed by that issuer, who may sign CRLs? Never throws. Time is not looked at. */
export function verifyCrl(crl: Crl, issuer: Certificate): CrlCheck {
  const issuerMatches = sameName(crl.issuer, issuer.subject) && keyMatches(crl, issuer);
  const facts = {
    // Somebody else's list costs no signature check.
    signatureValid: issuerMatches && crl.isSignedBy(issuer),
    issuerMatches,
    issuerMaySign: issuer.known.keyUsage?.has('cRLSign') ?? true,
    noUnknownCriticalExtension: !crl.extensions.some((extension) => extension.critical && !processed.has(extension.oid)),
  };
  return { ...facts, valid: Object.values(facts).every(Boolean) };
}

function keyMatches(crl: Crl, issuer: Certificate): boolean {
  const wanted = crl.known.authorityKeyIdentifier?.keyIdentifier;
  const found = issuer.known.subjectKeyIdentifier;
  return wanted === undefined || found === undefined || wanted === found;
}
