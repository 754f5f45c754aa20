import { isSameAlgorithm, readAlgorithmIdentifier, type AlgorithmIdentifier } from '../algorithms.js';
import { readName, type DistinguishedName } from '../certificate/distinguished-name.js';
import { readAuthorityKeyIdentifier, readExtensions, type AuthorityKeyIdentifier, type Extension } from '../certificate/extensions.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { readIntegerHex, readOctetAlignedBits, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { PkiError } from '../pki-error.js';
import { CrlError } from './crl-error.js';
import { readIssuingDistributionPoint, type IssuingDistributionPoint } from './issuing-distribution-point.js';
import { reasonByCode, type RevocationReason } from './revocation-reason.js';

/** One revoked certificate. */
export interface CrlEntry {
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
  readonly invalidityDate?: Date;
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
  private index: ReadonlyMap<string, CrlEntry> | undefined;

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

  /** The entry for a serial number. @throws DerError when an entry is malformed */
  find(serialNumber: string): CrlEntry | undefined {
    return this.entries.get(serialNumber);
  }

  get entries(): ReadonlyMap<string, CrlEntry> {
    this.index ??= this.readEntries();
    return this.index;
  }

  /** RFC 5280 §5.3: then the list may not be used to conclude that a certificate is good. */
  get hasUnknownCriticalEntryExtension(): boolean {
    for (const entry of this.entries.values()) if (entry.hasUnknownCriticalExtension) return true;
    return false;
  }

  private readEntries(): ReadonlyMap<string, CrlEntry> {
    const found = new Map<string, CrlEntry>();
    if (this.list === undefined) return found;
    for (const node of this.list.iterate()) {
      const entry = readEntry(node);
      found.set(entry.serialNumber, entry);
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
  const key = value.get(Oid.authorityKeyIdentifier);
  const point = value.get(Oid.issuingDistributionPoint);
  try {
    return {
      ...(number === undefined ? {} : { number: readIntegerHex(readDer(number, Tag.integer)) }),
      ...(key === undefined ? {} : { authorityKeyIdentifier: readAuthorityKeyIdentifier(key) }),
      isDelta: value.has(Oid.deltaCRLIndicator),
      ...(point === undefined ? {} : { issuingDistributionPoint: readIssuingDistributionPoint(point) }),
    };
  } catch (error) {
    if (error instanceof PkiError) throw new CrlError('bad-extension', error.message);
    throw error;
  }
}

/** Entry extensions whose meaning we know, so that being critical does no harm. */
const knownEntryExtensions: ReadonlySet<string> = new Set([Oid.reasonCode, Oid.invalidityDate]);

function readEntry(node: DerNode): CrlEntry {
  const cursor = node.expect(Tag.sequence).cursor();
  const serialNumber = readIntegerHex(cursor.next(Tag.integer));
  const revokedAt = readTime(cursor.any());
  const extensionsNode = cursor.optional(Tag.sequence);
  cursor.end();
  const extensions = extensionsNode === undefined ? [] : readExtensions(extensionsNode);
  const reason = extensions.find((extension) => extension.oid === Oid.reasonCode);
  const invalidity = extensions.find((extension) => extension.oid === Oid.invalidityDate);
  return {
    serialNumber,
    revokedAt,
    reason: reason === undefined ? 'unspecified' : reasonByCode(readSmallInteger(readDer(reason.value, Tag.enumerated), 255)),
    ...(invalidity === undefined ? {} : { invalidityDate: readTime(readDer(invalidity.value)) }),
    hasUnknownCriticalExtension: extensions.some((e) => e.critical && !knownEntryExtensions.has(e.oid)),
  };
}
