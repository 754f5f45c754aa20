import type { HashAlgorithm } from '../parse/algorithms.js';
import { parseCertificate, type Certificate } from '../parse/certificate/certificate.js';
import { readDer } from '../parse/der/der-node.js';
import { Oid } from '../parse/oids.js';
import { BuildError } from './build-error.js';
import { contextConstructed, encodeOid, explicit, integer, octetString, sequence, setOf, Tag, tlv } from './encode.js';
import { digest, digestIdentifier, hashOf, signatureIdentifier, type PrivateKeySigner, type SigningAlgorithm } from './signer.js';

/** DER Attribute with one value. */
export function encodeAttribute(oid: string, value: Uint8Array): Uint8Array {
  return sequence(encodeOid(oid), tlv(Tag.set, value));
}

/** ESSCertIDv2 without the default algorithm for SHA-256 and with issuerSerial (RFC 5035 §4). */
function signingCertificateV2(certificate: Certificate, hash: HashAlgorithm): Uint8Array {
  const issuerSerial = sequence(
    sequence(tlv(contextConstructed(4), certificate.issuer.der)),
    serialNumberOf(certificate),
  );
  const id = sequence(
    ...(hash === 'sha256' ? [] : [digestIdentifier(hash)]),
    octetString(digest(hash, certificate.der)),
    issuerSerial,
  );
  return sequence(sequence(id));
}

/** The serial number as it is encoded in the certificate, odd ones included. */
function serialNumberOf(certificate: Certificate): Uint8Array {
  const tbs = readDer(certificate.tbs).cursor();
  tbs.optional(contextConstructed(0));
  return tbs.next(Tag.integer).encoded;
}

/**
 * The signed attributes of a PAdES baseline signature, as the DER SET that is hashed and signed: content-type,
 * message-digest, signing-certificate-v2, and nothing else (BB-13 … BB-18: no signing-time).
 */
export function buildSignedAttributes(parts: {
  readonly contentDigest: Uint8Array;
  readonly signingCertificate: Uint8Array | Certificate;
  readonly hash: HashAlgorithm;
  /** id-data unless given. */
  readonly contentType?: string;
}): Uint8Array {
  const certificate = asCertificate(parts.signingCertificate);
  return setOf([
    encodeAttribute(Oid.contentType, encodeOid(parts.contentType ?? Oid.data)),
    encodeAttribute(Oid.messageDigest, octetString(parts.contentDigest)),
    encodeAttribute(Oid.signingCertificateV2, signingCertificateV2(certificate, parts.hash)),
  ]);
}

function asCertificate(given: Uint8Array | Certificate): Certificate {
  return given instanceof Uint8Array ? parseCertificate(given) : given;
}

export interface SignedDataParts {
  /** As from buildSignedAttributes. */
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: SigningAlgorithm;
  /** The signing certificate first; then its chain, trust anchor not needed (BB-12). */
  readonly certificates: readonly (Uint8Array | Certificate)[];
  /** False: the message names its signer and holds no certificate (RFC 3161 §2.4.2 without certReq). */
  readonly includeCertificates?: boolean;
  /** DER Attributes. */
  readonly unsignedAttributes?: readonly Uint8Array[];
  /** Present for encapsulated content (time-stamp tokens); absent for a detached signature (BB-11). */
  readonly content?: { readonly type: string; readonly octets: Uint8Array };
}

/** ContentInfo(SignedData) with one SignerInfo (RFC 5652 §5.1). @throws BuildError `not-one-signer` without a certificate */
export function buildSignedData(parts: SignedDataParts): Uint8Array {
  const [signing] = parts.certificates;
  if (signing === undefined) throw new BuildError('not-one-signer', 'no signing certificate');
  const certificate = asCertificate(signing);
  const digestAlgorithm = digestIdentifier(hashOf(parts.algorithm));
  const signedAttributes = new Uint8Array(parts.signedAttributes);
  signedAttributes[0] = contextConstructed(0);
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer.der, serialNumberOf(certificate)),
    digestAlgorithm,
    signedAttributes,
    signatureIdentifier(parts.algorithm),
    octetString(parts.signature),
    ...unsigned(parts.unsignedAttributes ?? []),
  );
  // §5.1: version 3 when the content is of another type than id-data.
  const version = parts.content === undefined || parts.content.type === Oid.data ? 1 : 3;
  const encapsulated = parts.content === undefined
    ? sequence(encodeOid(Oid.data))
    : sequence(encodeOid(parts.content.type), explicit(0, octetString(parts.content.octets)));
  const encoded = parts.certificates.map((each) => (each instanceof Uint8Array ? each : each.der));
  const signedData = sequence(
    integer(version),
    tlv(Tag.set, digestAlgorithm),
    encapsulated,
    ...(parts.includeCertificates === false ? [] : [sortedUnder(contextConstructed(0), encoded)]),
    tlv(Tag.set, signerInfo),
  );
  return sequence(encodeOid(Oid.signedData), explicit(0, signedData));
}

function unsigned(attributes: readonly Uint8Array[]): Uint8Array[] {
  return attributes.length === 0 ? [] : [sortedUnder(contextConstructed(1), attributes)];
}

/** SET OF under an implicit tag. */
function sortedUnder(tag: number, elements: readonly Uint8Array[]): Uint8Array {
  const set = setOf(elements);
  set[0] = tag;
  return set;
}

/** Signed attributes, signature and message in one go. */
export async function signCms(parts: {
  readonly contentDigest: Uint8Array;
  readonly certificates: readonly (Uint8Array | Certificate)[];
  readonly signer: PrivateKeySigner;
  readonly includeCertificates?: boolean;
  readonly content?: { readonly type: string; readonly octets: Uint8Array };
}): Promise<Uint8Array> {
  const [first, ...chain] = parts.certificates;
  if (first === undefined) throw new BuildError('not-one-signer', 'no signing certificate');
  const signing = asCertificate(first);
  const { algorithm } = parts.signer;
  const signedAttributes = buildSignedAttributes({
    contentDigest: parts.contentDigest,
    signingCertificate: signing,
    hash: hashOf(algorithm),
    ...(parts.content === undefined ? {} : { contentType: parts.content.type }),
  });
  const signature = await parts.signer.sign(signedAttributes);
  return buildSignedData({
    signedAttributes, signature, algorithm, certificates: [signing, ...chain],
    ...(parts.includeCertificates === undefined ? {} : { includeCertificates: parts.includeCertificates }),
    ...(parts.content === undefined ? {} : { content: parts.content }),
  });
}
