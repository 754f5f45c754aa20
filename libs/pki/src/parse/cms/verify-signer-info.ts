import { hashByOid, isSameAlgorithm, readAlgorithmIdentifier, signatureAlgorithm } from '../algorithms.js';
import { sameBytes } from '../bytes.js';
import { subjectKeyIdentifierOf, type Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import { readDer } from '../der/der-node.js';
import { sortEncodings, tlv } from '../der/encode.js';
import { readOid } from '../der/der-values.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { PkiError } from '../pki-error.js';
import { verifySignature } from '../verify-signature.js';
import { attributesOf, duplicatedAttributes, singleValue, type Attribute } from './attribute.js';
import type { SignerIdentifier, SignerInfo } from './signed-data.js';

/** What was found, each on its own; `intact` needs every one that RFC 5652 §5.4 and §5.6 require. */
export interface CmsCheck {
  /** The signature value is right over the signed attributes (or over the content where there are none). */
  readonly signatureValid: boolean;
  /** message-digest occurs once and equals the digest of the content. */
  readonly digestMatches: boolean;
  /** content-type occurs once and equals the expected type. */
  readonly contentTypeMatches: boolean;
  readonly hasSignedAttributes: boolean;
  /** The SET was DER-sorted as found. When not, the sorted form was tried too. */
  readonly signedAttributesSorted: boolean;
  /** The certificate is the one the signer identifier names. */
  readonly certificateMatches: boolean;
  /** The hash inside the signature algorithm is the digest algorithm (RFC 5754 §2), and RFC 6211 protection agrees. */
  readonly algorithmsConsistent: boolean;
  /** Signed attribute types that occur more than once; fatal for those RFC 5652 §11 and RFC 5035 allow once only. */
  readonly duplicatedAttributes: readonly string[];
  /** All of the above as they must be. */
  readonly intact: boolean;
}

export interface ContentToVerify {
  /** Digest of the content by the SignerInfo's own hash. */
  readonly digest: Uint8Array;
  /** eContentType of the SignedData; id-data by default. */
  readonly contentType?: string;
  /** The content itself: only needed, and only used, when there are no signed attributes (PKCS #7 of old). */
  readonly content?: Uint8Array;
}

const onlyOnce: ReadonlySet<string> = new Set([
  Oid.contentType, Oid.messageDigest, Oid.signingTime, Oid.signingCertificate, Oid.signingCertificateV2,
  Oid.cmsAlgorithmProtection,
]);

/** Verifies one SignerInfo with one certificate. The certificate's own validity is not looked at. Never throws. */
export function verifySignerInfo(signer: SignerInfo, certificate: Certificate, content: ContentToVerify): CmsCheck {
  const attributes = signer.signedAttributes;
  const hasSignedAttributes = signer.signedAttributesDer !== undefined;
  const sorted = signer.signedAttributesDer === undefined ? undefined : tlv(Tag.set, ...sortEncodings(attributes.map((a) => a.encoded)));
  const facts = {
    signatureValid: isSignatureValid(signer, certificate, content, sorted),
    digestMatches: hasSignedAttributes
      ? holdsOctets(attributes, Oid.messageDigest, content.digest)
      : content.content !== undefined,
    contentTypeMatches: !hasSignedAttributes || holdsContentType(attributes, content.contentType ?? Oid.data),
    hasSignedAttributes,
    signedAttributesSorted:
      sorted === undefined || signer.signedAttributesDer === undefined || sameBytes(sorted, signer.signedAttributesDer),
    certificateMatches: isNamedBy(signer.sid, certificate),
    algorithmsConsistent: areAlgorithmsConsistent(signer),
    duplicatedAttributes: duplicatedAttributes(attributes),
  };
  const intact =
    facts.signatureValid && facts.digestMatches && facts.contentTypeMatches && facts.certificateMatches &&
    facts.algorithmsConsistent && !facts.duplicatedAttributes.some((oid) => onlyOnce.has(oid));
  return { ...facts, intact };
}

function isSignatureValid(
  signer: SignerInfo, certificate: Certificate, content: ContentToVerify, sorted: Uint8Array | undefined,
): boolean {
  try {
    const algorithm = signatureAlgorithm(signer.signatureAlgorithm, signer.hash);
    const key = certificate.publicKey;
    if (signer.signedAttributesDer === undefined || sorted === undefined) {
      // content that looks like a SET of attributes could be a signature over attributes, moved here.
      if (content.content === undefined || content.content[0] === Tag.set) return false;
      return verifySignature(algorithm, key, content.content, signer.signature);
    }
    // §5.4 asks for DER, but signers exist that hash their unsorted set; a permutation changes no meaning.
    return (
      verifySignature(algorithm, key, signer.signedAttributesDer, signer.signature) ||
      (!sameBytes(sorted, signer.signedAttributesDer) && verifySignature(algorithm, key, sorted, signer.signature))
    );
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

function holdsOctets(attributes: readonly Attribute[], oid: string, expected: Uint8Array): boolean {
  return holds(attributes, oid, (value) => sameBytes(readDer(value, Tag.octetString).content, expected));
}

function holdsContentType(attributes: readonly Attribute[], expected: string): boolean {
  return holds(attributes, Oid.contentType, (value) => readOid(readDer(value, Tag.objectIdentifier)) === expected);
}

/** The attribute is there once, with one value, and the value passes. Anything malformed is "no". */
function holds(attributes: readonly Attribute[], oid: string, passes: (value: Uint8Array) => boolean): boolean {
  try {
    const value = singleValue(attributes, oid);
    return value !== undefined && passes(value);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/** Does the signer identifier name this certificate (RFC 5652 §5.3)? */
export function isNamedBy(sid: SignerIdentifier, certificate: Certificate): boolean {
  if (sid.kind === 'subjectKeyIdentifier') return subjectKeyIdentifierOf(certificate) === sid.keyIdentifier;
  return sid.serialNumber === certificate.serialNumber && sameName(sid.issuer, certificate.issuer);
}

function areAlgorithmsConsistent(signer: SignerInfo): boolean {
  try {
    const algorithm = signatureAlgorithm(signer.signatureAlgorithm, signer.hash);
    if (algorithm === undefined || signer.hash === undefined) return false;
    if ('hash' in algorithm && algorithm.hash !== signer.hash) return false;
    const [protection, second] = attributesOf(signer.signedAttributes, Oid.cmsAlgorithmProtection);
    if (protection === undefined) return true;
    return second === undefined && protection.values.length === 1 && isProtectionRight(signer, protection.values[0]);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/** CMSAlgorithmProtection (RFC 6211 §2) names the same digest and signature algorithm. */
function isProtectionRight(signer: SignerInfo, value: Uint8Array | undefined): boolean {
  if (value === undefined) return false;
  const cursor = readDer(value, Tag.sequence).cursor();
  const digest = readAlgorithmIdentifier(cursor.next(Tag.sequence));
  const signature = cursor.optional(contextConstructed(1));
  cursor.optional(contextConstructed(2));
  cursor.end();
  if (hashByOid(digest.oid) !== signer.hash || signature === undefined) return false;
  // [1] IMPLICIT replaces the SEQUENCE tag. NULL against absent parameters is no difference: Bouncy Castle mixes them up here.
  return isSameAlgorithm(readAlgorithmIdentifier(readDer(tlv(Tag.sequence, signature.content))), signer.signatureAlgorithm);
}
