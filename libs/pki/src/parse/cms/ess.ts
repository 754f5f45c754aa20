import { hashByOid, readAlgorithmIdentifier, type HashAlgorithm } from '../algorithms.js';
import { sameBytes } from '../bytes.js';
import type { Certificate } from '../certificate/certificate.js';
import { readGeneralNames, type GeneralName } from '../certificate/general-name.js';
import { sameName } from '../certificate/distinguished-name.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readIntegerHex } from '../der/der-values.js';
import { Tag } from '../der/tags.js';
import { digestOf } from '../digest.js';
import { Oid } from '../oids.js';
import { attributesOf, singleValue } from './attribute.js';
import { readableCertificate, type SignedData, type SignerInfo } from './signed-data.js';

/** ESSCertID (RFC 2634 §5.4.1) or ESSCertIDv2 (RFC 5035 §4). */
export interface EssCertificateId {
  /** 1: signing-certificate (SHA-1 by definition); 2: signing-certificate-v2. */
  readonly version: 1 | 2;
  /** Undefined for a hash we do not know. */
  readonly hashAlgorithm: HashAlgorithm | undefined;
  readonly certHash: Uint8Array;
  readonly issuerSerial?: { readonly issuer: readonly GeneralName[]; readonly serialNumber: string };
}

/**
 * The certificate identifiers of the signed ESS attributes; the first names the signing certificate.
 * Both attributes together, or neither, is for the caller to judge (BB-15): look at `version` of the elements.
 *
 * @throws DerError; CmsError when an attribute occurs twice or has not one value
 */
export function essSigningCertificate(signer: SignerInfo): EssCertificateId[] {
  return [
    ...readAttributeValue(signer, Oid.signingCertificate, 1),
    ...readAttributeValue(signer, Oid.signingCertificateV2, 2),
  ];
}

function readAttributeValue(signer: SignerInfo, oid: string, version: 1 | 2): EssCertificateId[] {
  if (attributesOf(signer.signedAttributes, oid).length === 0) return [];
  const value = singleValue(signer.signedAttributes, oid);
  if (value === undefined) return [];
  const cursor = readDer(value, Tag.sequence).cursor();
  const ids = cursor.next(Tag.sequence).children().map((node) => readId(node, version));
  cursor.optional(Tag.sequence);
  cursor.end();
  return ids;
}

function readId(node: DerNode, version: 1 | 2): EssCertificateId {
  const cursor = node.expect(Tag.sequence).cursor();
  // In v2 the algorithm comes first and SHA-256 is the default; v1 has no algorithm at all.
  const algorithm = version === 2 ? cursor.optional(Tag.sequence) : undefined;
  const certHash = cursor.next(Tag.octetString).content;
  const issuerSerial = cursor.optional(Tag.sequence);
  cursor.end();
  const fallback: HashAlgorithm = version === 1 ? 'sha1' : 'sha256';
  return {
    version,
    hashAlgorithm: algorithm === undefined ? fallback : hashByOid(readAlgorithmIdentifier(algorithm).oid),
    certHash,
    ...(issuerSerial === undefined ? {} : { issuerSerial: readIssuerSerial(issuerSerial) }),
  };
}

function readIssuerSerial(node: DerNode): NonNullable<EssCertificateId['issuerSerial']> {
  const cursor = node.cursor();
  const issuer = readGeneralNames(cursor.next(Tag.sequence));
  const serialNumber = readIntegerHex(cursor.next(Tag.integer));
  cursor.end();
  return { issuer, serialNumber };
}

/** Does the identifier name this certificate: its hash, and issuer and serial number where given? */
export function matchesEss(id: EssCertificateId, certificate: Certificate): boolean {
  return isHashOf(id, certificate.der) && isSerialOf(id, certificate);
}

function isHashOf({ hashAlgorithm, certHash }: EssCertificateId, der: Uint8Array): boolean {
  return hashAlgorithm !== undefined && sameBytes(digestOf(hashAlgorithm, der), certHash);
}

function isSerialOf({ issuerSerial }: EssCertificateId, certificate: Certificate): boolean {
  if (issuerSerial === undefined) return true;
  if (issuerSerial.serialNumber !== certificate.serialNumber) return false;
  return issuerSerial.issuer.some((name) => name.kind === 'directory' && sameName(name.value, certificate.issuer));
}

/** What each ESS attribute there is names first: the signing certificate. */
function firstIds(signer: SignerInfo): EssCertificateId[] {
  const ids = essSigningCertificate(signer);
  return [1, 2].flatMap((version) => ids.find((id) => id.version === version) ?? []);
}

/** Is the signing certificate named first by every ESS attribute there is, and is there one at all? */
export function isSigningCertificate(signer: SignerInfo, certificate: Certificate): boolean {
  const first = firstIds(signer);
  return first.length > 0 && first.every((id) => matchesEss(id, certificate));
}

/**
 * The first certificate inside the message that `isSigningCertificate`. Looked for by its hash, so that no other is read.
 *
 * @param known one that was read before: taken where the message holds its very bytes
 * @throws as `essSigningCertificate`
 */
export function signingCertificateIn({ rawCertificates }: SignedData, signer: SignerInfo, known?: Certificate): Certificate | undefined {
  const first = firstIds(signer);
  if (first.length === 0) return undefined;
  for (const raw of rawCertificates) {
    if (!first.every((id) => isHashOf(id, raw))) continue;
    const certificate = known !== undefined && sameBytes(known.der, raw) ? known : readableCertificate(raw);
    if (certificate !== undefined && first.every((id) => isSerialOf(id, certificate))) return certificate;
  }
  return undefined;
}
