import { isSameAlgorithm, readAlgorithmIdentifier, signatureAlgorithm, type AlgorithmIdentifier } from '../algorithms.js';
import type { Certificate } from '../certificate/certificate.js';
import { readName, sameName, type DistinguishedName } from '../certificate/distinguished-name.js';
import { readAuthorityKeyIdentifier, readExtensions, type AuthorityKeyIdentifier, type Extension } from '../certificate/extensions.js';
import { readGeneralNames } from '../certificate/general-name.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { readIntegerHex, readOctetAlignedBits, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { PkiError } from '../pki-error.js';
import { verifySignature } from '../verify-signature.js';
import { CrlError } from './crl-error.js';
import { readIssuingDistributionPoint, type IssuingDistributionPoint } from './issuing-distribution-point.js';
import { reasonByCode, type RevocationReason } from './revocation-reason.js';

/** One revoked certificate. */
export interface CrlEntry {
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
  readonly invalidityDate?: Date;
  /** In an indirect CRL: who issued the certificate, when that is not the CRL's issuer (§5.3.3). */
  readonly certificateIssuer?: DistinguishedName;
  /** An entry extension that is critical and that we do not process; then the CRL must not be used for "good" (§5.3). */
  readonly hasUnknownCriticalExtension: boolean;
}

interface Fields {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/** A CRL (RFC 5280 §5). Nothing is verified. Entries are read when first asked for. */
export class Crl {
  readonly der: Uint8Array;
  /** TBSCertList as signed. */
  readonly tbs: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly extensions: readonly Extension[];
  readonly known: KnownCrlExtensions;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  private index: ReadonlyMap<string, readonly CrlEntry[]> | undefined;
  private sawUnknownCritical = false;
  private readonly signers = new Map<Certificate, boolean>();

  constructor(fields: Fields, private readonly list: DerNode | undefined) {
    this.der = fields.der;
    this.tbs = fields.tbs;
    this.issuer = fields.issuer;
    this.thisUpdate = fields.thisUpdate;
    this.nextUpdate = fields.nextUpdate;
    this.extensions = fields.extensions;
    this.known = readKnown(fields.extensions);
    this.signatureAlgorithm = fields.signatureAlgorithm;
    this.signature = fields.signature;
  }

  /** Was the list signed by that key? Names and rights are not looked at. Each issuer is tried once. */
  isSignedBy(issuer: Certificate): boolean {
    const known = this.signers.get(issuer);
    if (known !== undefined) return known;
    const verdict = this.verify(issuer);
    this.signers.set(issuer, verdict);
    return verdict;
  }

  private verify(issuer: Certificate): boolean {
    try {
      return verifySignature(signatureAlgorithm(this.signatureAlgorithm), issuer.publicKey, this.tbs, this.signature);
    } catch (error) {
      if (error instanceof PkiError) return false;
      throw error;
    }
  }

  /**
   * The entry for a certificate.
   *
   * @param issuer of the certificate; the CRL's own by default
   * @throws DerError when an entry is malformed
   */
  find(serialNumber: string, issuer: DistinguishedName = this.issuer): CrlEntry | undefined {
    return this.entries.get(serialNumber)?.find(({ certificateIssuer = this.issuer }) => sameName(certificateIssuer, issuer));
  }

  /** By serial number; an indirect CRL may list the same number of several issuers. The last entry for a certificate counts. */
  get entries(): ReadonlyMap<string, readonly CrlEntry[]> {
    this.index ??= this.readEntries();
    return this.index;
  }

  /** RFC 5280 §5.3: then the list may not be used to conclude that a certificate is good. */
  get hasUnknownCriticalEntryExtension(): boolean {
    return this.entries.size > 0 && this.sawUnknownCritical;
  }

  private readEntries(): ReadonlyMap<string, readonly CrlEntry[]> {
    const found = new Map<string, CrlEntry[]>();
    if (this.list === undefined) return found;
    const isIndirect = this.known.issuingDistributionPoint?.indirect === true;
    let certificateIssuer: DistinguishedName | undefined;
    for (const node of this.list.iterate()) {
      const { issuer, ...entry } = readEntry(node, isIndirect);
      // §5.3.3: without the extension an entry belongs to the same issuer as the entry before it.
      certificateIssuer = issuer ?? certificateIssuer;
      this.sawUnknownCritical ||= entry.hasUnknownCriticalExtension;
      const known = found.get(entry.serialNumber);
      const full = certificateIssuer === undefined ? entry : { ...entry, certificateIssuer };
      if (known === undefined) found.set(entry.serialNumber, [full]);
      else known.unshift(full);
    }
    return found;
  }
}

export interface KnownCrlExtensions {
  /** Lower-case hex. */
  readonly number?: string;
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier;
  /** A delta CRL holds changes only (§5.2.4). */
  readonly isDelta: boolean;
  /** Of a delta CRL: number of the complete CRL it starts from, lower-case hex. */
  readonly baseNumber?: string;
  readonly issuingDistributionPoint?: IssuingDistributionPoint;
}

/** @throws DerError, CrlError */
export function parseCrl(der: Uint8Array): Crl {
  const outer = readDer(der, Tag.sequence).cursor();
  const tbsNode = outer.next(Tag.sequence);
  const algorithm = readAlgorithmIdentifier(outer.any());
  const signature = readOctetAlignedBits(outer.next(Tag.bitString));
  outer.end();

  const tbs = tbsNode.cursor();
  const version = tbs.optional(Tag.integer);
  if (version !== undefined && readSmallInteger(version) !== 1) throw new CrlError('unsupported-version');
  if (!isSameAlgorithm(readAlgorithmIdentifier(tbs.any()), algorithm)) throw new CrlError('algorithm-mismatch');
  const issuer = readName(tbs.any());
  const thisUpdate = readTime(tbs.any());
  const next = tbs.optional(Tag.utcTime) ?? tbs.optional(Tag.generalizedTime);
  const list = tbs.optional(Tag.sequence);
  const extensionsNode = tbs.optional(contextConstructed(0));
  tbs.end();
  const extensions = extensionsNode === undefined ? [] : readExtensions(extensionsNode.only());
  const nextUpdate = next === undefined ? undefined : readTime(next);
  const fields = { der, tbs: tbsNode.encoded, issuer, thisUpdate, nextUpdate, extensions, signatureAlgorithm: algorithm, signature };
  return new Crl(fields, list);
}

function readKnown(extensions: readonly Extension[]): KnownCrlExtensions {
  const value = new Map<string, Uint8Array>();
  for (const extension of extensions) {
    if (value.has(extension.oid)) throw new CrlError('duplicate-extension', extension.oid);
    value.set(extension.oid, extension.value);
  }
  const number = value.get(Oid.cRLNumber);
  const base = value.get(Oid.deltaCRLIndicator);
  const key = value.get(Oid.authorityKeyIdentifier);
  const point = value.get(Oid.issuingDistributionPoint);
  try {
    return {
      ...(number === undefined ? {} : { number: readIntegerHex(readDer(number, Tag.integer)) }),
      ...(key === undefined ? {} : { authorityKeyIdentifier: readAuthorityKeyIdentifier(key) }),
      isDelta: base !== undefined,
      ...(base === undefined ? {} : { baseNumber: readIntegerHex(readDer(base, Tag.integer)) }),
      ...(point === undefined ? {} : { issuingDistributionPoint: readIssuingDistributionPoint(point) }),
    };
  } catch (error) {
    if (error instanceof PkiError) throw new CrlError('bad-extension', error.message);
    throw error;
  }
}

/** Entry extensions whose meaning we know, so that being critical does no harm. */
const knownEntryExtensions: ReadonlySet<string> = new Set([Oid.reasonCode, Oid.invalidityDate]);

function readEntry(node: DerNode, isIndirect: boolean): CrlEntry & { readonly issuer?: DistinguishedName } {
  const cursor = node.expect(Tag.sequence).cursor();
  const serialNumber = readIntegerHex(cursor.next(Tag.integer));
  const revokedAt = readTime(cursor.any());
  const extensionsNode = cursor.optional(Tag.sequence);
  cursor.end();
  if (extensionsNode === undefined) return { serialNumber, revokedAt, reason: 'unspecified', hasUnknownCriticalExtension: false };
  const extensions = readExtensions(extensionsNode);
  const valueOf = (oid: string): Uint8Array | undefined => extensions.find((extension) => extension.oid === oid)?.value;
  const reason = valueOf(Oid.reasonCode);
  const invalidity = valueOf(Oid.invalidityDate);
  const issuer = isIndirect ? directoryIn(valueOf(Oid.certificateIssuer)) : undefined;
  return {
    serialNumber,
    revokedAt,
    reason: reason === undefined ? 'unspecified' : reasonByCode(readSmallInteger(readDer(reason, Tag.enumerated), 255)),
    ...(invalidity === undefined ? {} : { invalidityDate: readTime(readDer(invalidity)) }),
    ...(issuer === undefined ? {} : { issuer }),
    hasUnknownCriticalExtension: extensions.some(
      ({ critical, oid }) => critical && !knownEntryExtensions.has(oid) && !(oid === Oid.certificateIssuer && issuer !== undefined),
    ),
  };
}

/** §5.3.3: certificateIssuer holds a distinguished name. */
function directoryIn(value: Uint8Array | undefined): DistinguishedName | undefined {
  if (value === undefined) return undefined;
  return readGeneralNames(readDer(value, Tag.sequence)).find((name) => name.kind === 'directory')?.value;
}
