import { hashByOid, readAlgorithmIdentifier, type AlgorithmIdentifier, type HashAlgorithm } from '../algorithms.js';
import type { Certificate } from '../certificate/certificate.js';
import type { DistinguishedName } from '../certificate/distinguished-name.js';
import { toHex } from '../bytes.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readIntegerHex, readOid, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { ParsedOnce } from '../parsed-once.js';
import { PkiError } from '../pki-error.js';
import { readAttribute, type Attribute } from './attribute.js';
import { CmsError } from './cms-error.js';
import { toDefiniteLengths } from './definite-lengths.js';

export type SignerIdentifier =
  | { readonly kind: 'issuerAndSerialNumber'; readonly issuer: DistinguishedName; readonly serialNumber: string }
  | { readonly kind: 'subjectKeyIdentifier'; readonly keyIdentifier: string };

/** SignerInfo (RFC 5652 §5.3). */
export interface SignerInfo {
  readonly version: number;
  readonly sid: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** Undefined for a hash we do not know. */
  readonly hash: HashAlgorithm | undefined;
  /** Empty both when absent and when empty: `signedAttributesDer` tells which. */
  readonly signedAttributes: readonly Attribute[];
  /** The signed attributes with the SET tag that is hashed (§5.4), in the order found. */
  readonly signedAttributesDer?: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
  readonly encoded: Uint8Array;
}

/** SignedData inside its ContentInfo (RFC 5652 §3, §5.1). */
export interface SignedData {
  readonly version: number;
  readonly digestAlgorithms: readonly AlgorithmIdentifier[];
  readonly eContentType: string;
  /** Content octets; absent for a detached signature. */
  readonly eContent?: Uint8Array;
  /** The X.509 certificates that could be read. */
  readonly certificates: readonly Certificate[];
  /** Every element of `certificates`, also those of other kinds and unreadable ones. */
  readonly rawCertificates: readonly Uint8Array[];
  /** CertificateList elements as DER. */
  readonly crls: readonly Uint8Array[];
  /** OCSPResponse elements as DER (RFC 5940). */
  readonly ocspResponses: readonly Uint8Array[];
  readonly signerInfos: readonly SignerInfo[];
  /** 'ber' when indefinite lengths or constructed strings had to be undone; RFC 5652 allows it, BB-01 does not. */
  readonly encoding: 'der' | 'ber';
}

/**
 * Reads ContentInfo(SignedData). Nothing is verified.
 *
 * @param once what was read out of other messages already
 * @throws DerError, CmsError `not-signed-data`
 */
export function parseSignedData(bytes: Uint8Array, once = new ParsedOnce()): SignedData {
  const { der, changed } = toDefiniteLengths(bytes);
  const contentInfo = readDer(der, Tag.sequence).cursor();
  const contentType = readOid(contentInfo.next(Tag.objectIdentifier));
  if (contentType !== Oid.signedData) throw new CmsError('not-signed-data', contentType);
  const cursor = contentInfo.next(contextConstructed(0)).only(Tag.sequence).cursor();
  contentInfo.end();

  const version = readSmallInteger(cursor.next(Tag.integer));
  const digestAlgorithms = cursor.next(Tag.set).children().map(readAlgorithmIdentifier);
  const encapsulated = readEncapsulatedContent(cursor.next(Tag.sequence));
  const certificates = cursor.optional(contextConstructed(0))?.children() ?? [];
  const revocation = cursor.optional(contextConstructed(1))?.children() ?? [];
  const signerInfos = cursor.next(Tag.set).children().map((node) => readSignerInfo(node, once));
  cursor.end();
  const rawCertificates = certificates.map((node) => node.encoded);
  let read: readonly Certificate[] | undefined;
  return {
    version,
    digestAlgorithms,
    ...encapsulated,
    // Read when somebody asks: who looks for one by its hash need not read them all.
    get certificates() {
      read ??= rawCertificates.flatMap((raw) => readableCertificate(raw, once) ?? []);
      return read;
    },
    rawCertificates,
    crls: revocation.filter((node) => node.tag === Tag.sequence).map((node) => node.encoded),
    ocspResponses: revocation.flatMap(ocspOf),
    signerInfos,
    encoding: changed ? 'ber' : 'der',
  };
}

function readEncapsulatedContent(node: DerNode): Pick<SignedData, 'eContentType' | 'eContent'> {
  const cursor = node.cursor();
  const eContentType = readOid(cursor.next(Tag.objectIdentifier));
  const wrapped = cursor.optional(contextConstructed(0));
  cursor.end();
  if (wrapped === undefined) return { eContentType };
  // PKCS #7 v1.5 (RFC 5652 §5.2.1) puts any type here, not only an OCTET STRING; then its value octets were digested.
  return { eContentType, eContent: wrapped.only().content };
}

/** Undefined for what is none: a certificate nobody needs must not make the message unreadable; it stays in `rawCertificates`. */
export function readableCertificate(raw: Uint8Array, once = new ParsedOnce()): Certificate | undefined {
  if (raw[0] !== Tag.sequence) return undefined;
  try {
    return once.certificate(raw);
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

function ocspOf(node: DerNode): Uint8Array[] {
  if (node.tag !== contextConstructed(1)) return [];
  const cursor = node.cursor();
  const format = readOid(cursor.next(Tag.objectIdentifier));
  const value = cursor.any();
  return format === Oid.ocspRevocationInfo ? [value.encoded] : [];
}

function readSignerInfo(node: DerNode, once: ParsedOnce): SignerInfo {
  const cursor = node.expect(Tag.sequence).cursor();
  const version = readSmallInteger(cursor.next(Tag.integer));
  const sid = readSignerIdentifier(cursor.any(), once);
  const digestAlgorithm = readAlgorithmIdentifier(cursor.any());
  const signed = cursor.optional(contextConstructed(0));
  const signatureAlgorithm = readAlgorithmIdentifier(cursor.any());
  const signature = cursor.next(Tag.octetString).content;
  const unsigned = cursor.optional(contextConstructed(1));
  cursor.end();
  return {
    version,
    sid,
    digestAlgorithm,
    hash: hashByOid(digestAlgorithm.oid),
    signedAttributes: signed?.children().map(readAttribute) ?? [],
    ...(signed === undefined ? {} : { signedAttributesDer: asSet(signed) }),
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned?.children().map(readAttribute) ?? [],
    encoded: node.encoded,
  };
}

/** RFC 5652 §5.4: the implicit [0] is replaced by the SET tag before hashing. */
function asSet(node: DerNode): Uint8Array {
  const copy = new Uint8Array(node.encoded);
  copy[0] = Tag.set;
  return copy;
}

function readSignerIdentifier(node: DerNode, once: ParsedOnce): SignerIdentifier {
  if (node.tag === contextPrimitive(0)) return { kind: 'subjectKeyIdentifier', keyIdentifier: toHex(node.content) };
  const cursor = node.expect(Tag.sequence).cursor();
  const issuer = once.name(cursor.any());
  const serialNumber = readIntegerHex(cursor.next(Tag.integer));
  cursor.end();
  return { kind: 'issuerAndSerialNumber', issuer, serialNumber };
}
