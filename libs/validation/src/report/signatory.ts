import { nameToString, nameValue, Oid, PkiError, readDer, readString, Tag, type Certificate } from '#pki/parse';
import { readSubstitute } from '../completeness/person-name.js';
import type { Authentication, Signatory, SignatureKind } from './validation-report.js';

/** The name for people: the common name, else given name and surname, else the organization, else the whole subject. */
export function personName(certificate: Certificate): string {
  const { subject } = certificate;
  const common = nameValue(subject, Oid.commonName)?.trim();
  if (common !== undefined && common !== '') return common;
  const parts = [nameValue(subject, Oid.givenName), nameValue(subject, Oid.surname)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : (nameValue(subject, Oid.organizationName) ?? nameToString(subject));
}

export function signatoryOf(certificate: Certificate): Signatory {
  const { subject } = certificate;
  const name = personName(certificate);
  return {
    name,
    givenName: nameValue(subject, Oid.givenName) ?? null,
    surname: nameValue(subject, Oid.surname) ?? null,
    organization: nameValue(subject, Oid.organizationName) ?? null,
    country: nameValue(subject, Oid.countryName) ?? null,
    subjectSerialNumber: nameValue(subject, Oid.serialNumber) ?? null,
    certificateSerialNumber: certificate.serialNumber,
    certificateSha256: certificate.sha256,
    issuer: nameToString(certificate.issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    authentication: authenticationOf(certificate),
    substituteFor: readSubstitute(name)?.substituteFor ?? null,
    role: null,
    roleTitle: null,
  };
}

const qcTypeSeal = '0.4.0.1862.1.6.2';

/** A seal is a legal person's: QcType eseal, or an organization identifier and no personal name (EN 319 412-3). */
export function kindOf(certificate: Certificate | undefined): SignatureKind {
  if (certificate === undefined) return 'signature';
  const { subject } = certificate;
  const isPerson = nameValue(subject, Oid.givenName) !== undefined || nameValue(subject, Oid.surname) !== undefined;
  if (statesType(certificate, qcTypeSeal)) return 'seal';
  return !isPerson && nameValue(subject, Oid.organizationIdentifier) !== undefined ? 'seal' : 'signature';
}

/** QcStatements hold the type's object identifier somewhere below QcType (EN 319 412-5 4.2.3). */
function statesType(certificate: Certificate, oid: string): boolean {
  const extension = certificate.extension(Oid.qcStatements);
  return extension !== undefined && Buffer.from(extension.value).includes(encodedOid(oid));
}

function encodedOid(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number);
  const body = [first * 40 + second, ...rest].flatMap((arc) => (arc < 128 ? [arc] : [(arc >> 7) | 128, arc & 127]));
  return Buffer.from([6, body.length, ...body]);
}

const samlContext = 'http://id.elegnamnden.se/auth-cont/1.0/saci';
const levelPattern = /\/LoA\/(low|substantial|high)$/u;

/** AuthContextInfo of RFC 7773: which provider authenticated the person, when, at which level. */
export function authenticationOf(certificate: Certificate): Authentication | null {
  const extension = certificate.extension(Oid.authContext);
  if (extension === undefined) return null;
  try {
    for (const node of readDer(extension.value, Tag.sequence).children()) {
      const cursor = node.expect(Tag.sequence).cursor();
      const type = readString(cursor.next(Tag.utf8String));
      const information = cursor.optional(Tag.utf8String);
      if (type === samlContext && information !== undefined) return readInformation(readString(information));
    }
    return null;
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

function readInformation(xml: string): Authentication {
  const tag = /<(?:[\w.-]+:)?AuthContextInfo\b([^>]*)>/u.exec(xml)?.[1] ?? '';
  const level = attribute(tag, 'AuthnContextClassRef');
  return {
    identityProvider: attribute(tag, 'IdentityProvider'),
    instant: attribute(tag, 'AuthenticationInstant'),
    levelOfAssurance: level === null ? null : (levelPattern.exec(level)?.[1] ?? level),
    reference: attribute(tag, 'AssertionRef'),
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const patterns = new Map(['AuthnContextClassRef', 'IdentityProvider', 'AuthenticationInstant', 'AssertionRef'].map((name) => [name, new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u')]));

function attribute(tag: string, name: string): string | null {
  const match = patterns.get(name)?.exec(tag);
  const value = match?.[1] ?? match?.[2];
  if (value === undefined) return null;
  return value.replace(/&(amp|lt|gt|quot|apos);/gu, (_, entity: string) => entities[entity] ?? '');
}
