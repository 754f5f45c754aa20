import { toHex } from '../bytes.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readBoolean, readIntegerHex, readNamedBits, readNull, readOid, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { readDistributionPoints, type DistributionPoint } from './distribution-point.js';
import { readGeneralName, readGeneralNames, urisOf, type GeneralName } from './general-name.js';

/** One extension of a certificate, CRL or OCSP message, value not looked into. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** Content of extnValue: the DER of the extension's own type. */
  readonly value: Uint8Array;
}

/** Extensions ::= SEQUENCE OF Extension (RFC 5280 §4.1.2.9). An encoded default `critical FALSE` is tolerated. */
export function readExtensions(node: DerNode): Extension[] {
  return node.expect(Tag.sequence).children().map((extension) => {
    const cursor = extension.expect(Tag.sequence).cursor();
    const oid = readOid(cursor.next(Tag.objectIdentifier));
    const critical = cursor.optional(Tag.boolean);
    const value = cursor.next(Tag.octetString).content;
    cursor.end();
    return { oid, critical: critical !== undefined && readBoolean(critical), value };
  });
}

export type KeyUsage =
  | 'digitalSignature' | 'contentCommitment' | 'keyEncipherment' | 'dataEncipherment' | 'keyAgreement'
  | 'keyCertSign' | 'cRLSign' | 'encipherOnly' | 'decipherOnly';

/** In bit order (RFC 5280 §4.2.1.3); bit 1 was called nonRepudiation. */
export const keyUsageBits: readonly KeyUsage[] = [
  'digitalSignature', 'contentCommitment', 'keyEncipherment', 'dataEncipherment', 'keyAgreement',
  'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly',
];

export function readKeyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const bits = readNamedBits(readDer(value, Tag.bitString));
  return new Set(keyUsageBits.filter((_, bit) => bits.has(bit)));
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength?: number;
}

export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  const cursor = readDer(value, Tag.sequence).cursor();
  const ca = cursor.optional(Tag.boolean);
  const pathLength = cursor.optional(Tag.integer);
  cursor.end();
  return {
    ca: ca !== undefined && readBoolean(ca),
    ...(pathLength === undefined ? {} : { pathLength: readSmallInteger(pathLength) }),
  };
}

export interface AuthorityKeyIdentifier {
  /** Lower-case hex. */
  readonly keyIdentifier?: string;
  readonly issuer?: readonly GeneralName[];
  readonly serialNumber?: string;
}

export function readAuthorityKeyIdentifier(value: Uint8Array): AuthorityKeyIdentifier {
  const cursor = readDer(value, Tag.sequence).cursor();
  const key = cursor.optional(contextPrimitive(0));
  const issuer = cursor.optional(contextConstructed(1));
  const serial = cursor.optional(contextPrimitive(2));
  cursor.end();
  return {
    ...(key === undefined ? {} : { keyIdentifier: toHex(key.content) }),
    ...(issuer === undefined ? {} : { issuer: readGeneralNames(issuer) }),
    ...(serial === undefined ? {} : { serialNumber: readIntegerHex(serial) }),
  };
}

export function readExtendedKeyUsage(value: Uint8Array): string[] {
  return readDer(value, Tag.sequence).children().map((node) => readOid(node.expect(Tag.objectIdentifier)));
}

export interface PolicyInformation {
  readonly oid: string;
  readonly hasQualifiers: boolean;
}

export function readPolicies(value: Uint8Array): PolicyInformation[] {
  return readDer(value, Tag.sequence).children().map((node) => {
    const cursor = node.expect(Tag.sequence).cursor();
    const oid = readOid(cursor.next(Tag.objectIdentifier));
    const qualifiers = cursor.optional(Tag.sequence);
    cursor.end();
    return { oid, hasQualifiers: qualifiers !== undefined };
  });
}

export interface AuthorityInformation {
  readonly ocspUrls: readonly string[];
  readonly caIssuersUrls: readonly string[];
}

export function readAuthorityInformation(value: Uint8Array): AuthorityInformation {
  const found = { ocspUrls: [] as string[], caIssuersUrls: [] as string[] };
  for (const node of readDer(value, Tag.sequence).children()) {
    const cursor = node.expect(Tag.sequence).cursor();
    const method = readOid(cursor.next(Tag.objectIdentifier));
    const location = urisOf([readGeneralName(cursor.any())]);
    cursor.end();
    if (method === Oid.adOcsp) found.ocspUrls.push(...location);
    if (method === Oid.adCaIssuers) found.caIssuersUrls.push(...location);
  }
  return found;
}

export function readSubjectKeyIdentifier(value: Uint8Array): string {
  return toHex(readDer(value, Tag.octetString).content);
}

export function readPoints(value: Uint8Array): DistributionPoint[] {
  return readDistributionPoints(readDer(value));
}

/** Extensions whose presence is the message and whose value is NULL: noRevAvail, ocsp-nocheck, short-term. */
export function readFlag(value: Uint8Array): true {
  readNull(readDer(value));
  return true;
}
