import type { KeyObject } from 'node:crypto';

import { isSameAlgorithm, readAlgorithmIdentifier, signatureAlgorithm, type AlgorithmIdentifier } from '../algorithms.js';
import { toHex } from '../bytes.js';
import { digestOf } from '../digest.js';
import { DerError } from '../der/der-error.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { readIntegerHex, readOctetAlignedBits, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { verifySignature } from '../verify-signature.js';
import { CertificateError } from './certificate-error.js';
import { publicKeyOf } from './public-key.js';
import { readName, sameName, type DistinguishedName } from './distinguished-name.js';
import { readExtensions, type Extension } from './extensions.js';
import { readKnownExtensions, type KnownExtensions } from './known-extensions.js';

interface Fields {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly version: 1 | 2 | 3;
  readonly serialNumber: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/**
 * An X.509 certificate (RFC 5280 §4) as read from its DER. Nothing is verified here: not the signature, not the time, not
 * the issuer. Extension values that are known are in `known`; absent ones are undefined.
 */
export class Certificate {
  readonly der: Uint8Array;
  /** TBSCertificate as signed. */
  readonly tbs: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Lower-case hex of the magnitude. */
  readonly serialNumber: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER of SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly known: KnownExtensions;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  // Out of reach of a spread, a comparison or a log.
  #key: KeyObject | undefined;
  #fingerprint: string | undefined;
  #selfIssued: boolean | undefined;
  #signers: Map<Certificate, boolean> | undefined;

  /** @throws CertificateError for extensions that cannot be read, unless somebody has read them */
  constructor(fields: Fields, known?: KnownExtensions) {
    this.der = fields.der;
    this.tbs = fields.tbs;
    this.version = fields.version;
    this.serialNumber = fields.serialNumber;
    this.issuer = fields.issuer;
    this.subject = fields.subject;
    this.notBefore = fields.notBefore;
    this.notAfter = fields.notAfter;
    this.spki = fields.spki;
    this.extensions = fields.extensions;
    this.signatureAlgorithm = fields.signatureAlgorithm;
    this.signature = fields.signature;
    this.known = known ?? readKnownExtensions(fields.extensions);
  }

  /** @throws CertificateError `unsupported-public-key` */
  get publicKey(): KeyObject {
    this.#key ??= publicKeyOf(this.spki);
    return this.#key;
  }

  /** Lower-case hex SHA-256 of the DER. */
  get sha256(): string {
    this.#fingerprint ??= digestOf('sha256', this.der).toString('hex');
    return this.#fingerprint;
  }

  /** Subject and issuer are the same name (RFC 5280 §3.2); says nothing about the key. */
  get isSelfIssued(): boolean {
    this.#selfIssued ??= sameName(this.subject, this.issuer);
    return this.#selfIssued;
  }

  /** The same certificate with a key of other parameters: those it inherits from its issuer (RFC 5280 §6.1.4 (f)). */
  withKey(spki: Uint8Array): Certificate {
    return new Certificate({ ...this, spki }, this.known);
  }

  /** The same certificate with a signature; `der` holds these very bytes to be signed and that signature. Nothing is verified. */
  withSignature(der: Uint8Array, signature: Uint8Array): Certificate {
    return new Certificate({ ...this, der, signature }, this.known);
  }

  extension(oid: string): Extension | undefined {
    return this.extensions.find((extension) => extension.oid === oid);
  }

  isValidAt(time: Date): boolean {
    return this.notBefore.getTime() <= time.getTime() && time.getTime() <= this.notAfter.getTime();
  }

  /** Was this certificate signed by that key? Names and rights are not looked at. Each issuer is tried once. */
  isSignedBy(issuer: Certificate): boolean {
    const known = this.#signers?.get(issuer);
    if (known !== undefined) return known;
    const verdict = this.verify(issuer);
    this.#signers ??= new Map();
    this.#signers.set(issuer, verdict);
    return verdict;
  }

  private verify(issuer: Certificate): boolean {
    try {
      return verifySignature(signatureAlgorithm(this.signatureAlgorithm), issuer.publicKey, this.tbs, this.signature);
    } catch (error) {
      if (error instanceof CertificateError || error instanceof DerError) return false;
      throw error;
    }
  }
}

/** An opaque certificate's bits of SubjectPublicKeyInfo.subjectPublicKey: what key identifiers and OCSP key hashes are made of. */
export function publicKeyBits(spki: Uint8Array): Uint8Array {
  const cursor = readDer(spki, Tag.sequence).cursor();
  cursor.next(Tag.sequence);
  return readOctetAlignedBits(cursor.next(Tag.bitString));
}

/**
 * Reads one certificate.
 *
 * @throws DerError when the bytes are not its DER, CertificateError when a rule of RFC 5280 §4 is broken in a way that
 * leaves no single meaning (an extension twice, two different signature algorithms, a broken known extension)
 */
export function parseCertificate(der: Uint8Array): Certificate {
  return readCertificate(readDer(der));
}

/** @param nameOf how names are read; somebody may know them already */
export function readCertificate(node: DerNode, nameOf: (node: DerNode) => DistinguishedName = readName): Certificate {
  const outer = node.expect(Tag.sequence).cursor();
  const tbsNode = outer.next(Tag.sequence);
  const algorithm = readAlgorithmIdentifier(outer.any());
  const signature = readOctetAlignedBits(outer.next(Tag.bitString));
  outer.end();

  const tbs = tbsNode.cursor();
  const versionNode = tbs.optional(contextConstructed(0));
  const version = readVersion(versionNode);
  const serialNumber = readIntegerHex(tbs.next(Tag.integer));
  const inner = readAlgorithmIdentifier(tbs.any());
  // RFC 5280 §4.1.1.2: both fields MUST be the same; otherwise the unsigned one could name another algorithm.
  if (!isSameAlgorithm(inner, algorithm)) throw new CertificateError('algorithm-mismatch');
  const issuer = nameOf(tbs.any());
  const validity = tbs.next(Tag.sequence).cursor();
  const notBefore = readTime(validity.any());
  const notAfter = readTime(validity.any());
  validity.end();
  const subject = nameOf(tbs.any());
  const spki = tbs.next(Tag.sequence).encoded;
  // Key identifiers and OCSP key hashes are made of these bits wherever a certificate turns up, so they must be there.
  publicKeyBits(spki);
  tbs.optional(contextPrimitive(1));
  tbs.optional(contextPrimitive(2));
  const extensionsNode = tbs.optional(contextConstructed(3));
  tbs.end();
  if (extensionsNode !== undefined && version !== 3) throw new CertificateError('extensions-not-allowed');
  const extensions = extensionsNode === undefined ? [] : readExtensions(extensionsNode.only());
  return new Certificate({
    der: node.encoded, tbs: tbsNode.encoded, version, serialNumber, issuer, subject, notBefore, notAfter, spki, extensions,
    signatureAlgorithm: algorithm, signature,
  });
}

function readVersion(node: DerNode | undefined): 1 | 2 | 3 {
  const value = node === undefined ? 0 : readSmallInteger(node.only(Tag.integer));
  if (value === 0 || value === 1 || value === 2) return (value + 1) as 1 | 2 | 3;
  throw new CertificateError('unsupported-version', String(value));
}

/** Key identifier by method 1 of RFC 5280 §4.2.1.2: SHA-1 of the key bits. An identifier, not a proof. */
export function keyIdentifierOf(spki: Uint8Array): Uint8Array {
  return digestOf('sha1', publicKeyBits(spki));
}

/** For logs and lookups: lower-case hex of the subject key identifier, computed when the extension is absent. */
export function subjectKeyIdentifierOf(certificate: Certificate): string {
  return certificate.known.subjectKeyIdentifier ?? toHex(keyIdentifierOf(certificate.spki));
}
