import { keyIdentifierOf } from '../parse/certificate/certificate.js';
import { keyUsageBits, type KeyUsage } from '../parse/certificate/extensions.js';
import { Oid } from '../parse/oids.js';
import {
  ascii, boolean, contextConstructed, contextPrimitive, derNull, encodeOid, integer, namedBits, octetString, sequence, tlv,
} from './encode.js';

/** DER Extension. `critical FALSE` is the default and therefore not written. */
export function encodeExtension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return critical
    ? sequence(encodeOid(oid), boolean(true), octetString(value))
    : sequence(encodeOid(oid), octetString(value));
}

const uri = (url: string): Uint8Array => ascii(url, contextPrimitive(6));

/** The certificate extensions we write, each as DER Extension with the criticality its document asks for. */
export const certificateExtension = {
  /** Critical (RFC 5280 §4.2.1.9). For an end entity the value is an empty SEQUENCE. */
  basicConstraints: (constraints: { readonly ca: boolean; readonly pathLength?: number }): Uint8Array =>
    encodeExtension(
      Oid.basicConstraints,
      true,
      sequence(
        ...(constraints.ca ? [boolean(true)] : []),
        ...(constraints.pathLength === undefined ? [] : [integer(constraints.pathLength)]),
      ),
    ),

  /** Critical (RFC 5280 §4.2.1.3). */
  keyUsage: (usages: readonly KeyUsage[]): Uint8Array =>
    encodeExtension(Oid.keyUsage, true, namedBits(usages.map((usage) => keyUsageBits.indexOf(usage)))),

  extendedKeyUsage: (purposes: readonly string[], critical: boolean): Uint8Array =>
    encodeExtension(Oid.extKeyUsage, critical, sequence(...purposes.map(encodeOid))),

  subjectKeyIdentifier: (spki: Uint8Array): Uint8Array =>
    encodeExtension(Oid.subjectKeyIdentifier, false, octetString(keyIdentifierOf(spki))),

  /** @param keyIdentifier the issuer's subject key identifier */
  authorityKeyIdentifier: (keyIdentifier: Uint8Array): Uint8Array =>
    encodeExtension(Oid.authorityKeyIdentifier, false, sequence(tlv(contextPrimitive(0), keyIdentifier))),

  certificatePolicies: (oids: readonly string[]): Uint8Array =>
    encodeExtension(Oid.certificatePolicies, false, sequence(...oids.map((oid) => sequence(encodeOid(oid))))),

  crlDistributionPoints: (urls: readonly string[]): Uint8Array =>
    encodeExtension(
      Oid.cRLDistributionPoints,
      false,
      sequence(sequence(tlv(contextConstructed(0), tlv(contextConstructed(0), ...urls.map(uri))))),
    ),

  authorityInfoAccess: (access: { readonly ocsp?: readonly string[]; readonly caIssuers?: readonly string[] }): Uint8Array =>
    encodeExtension(
      Oid.authorityInfoAccess,
      false,
      sequence(
        ...(access.ocsp ?? []).map((url) => sequence(encodeOid(Oid.adOcsp), uri(url))),
        ...(access.caIssuers ?? []).map((url) => sequence(encodeOid(Oid.adCaIssuers), uri(url))),
      ),
    ),

  /** Not critical, NULL (RFC 9608 §2). */
  noRevAvail: (): Uint8Array => encodeExtension(Oid.noRevAvail, false, derNull),

  /** Not critical, NULL: an extension of its own, not a QCStatement (EN 319 412-1 §5.2.2, GEN-5.2.3-01). */
  validityAssuredShortTerm: (): Uint8Array => encodeExtension(Oid.validityAssuredShortTerm, false, derNull),

  /** Not critical, NULL (RFC 6960 §4.2.2.2.1). */
  ocspNoCheck: (): Uint8Array => encodeExtension(Oid.ocspNoCheck, false, derNull),
} as const;
