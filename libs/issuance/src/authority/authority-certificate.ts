import { randomBytes } from 'node:crypto';

import { buildCertificate, certificateExtension, encodeName, type NameEntry, type PrivateKeySigner } from '#pki/build';
import { Oid, parseCertificate, subjectKeyIdentifierOf, type Certificate } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';

/** What an authority's certificate is for; docs/spec/certificate-profile.md has the table. */
export type AuthorityKind = 'root' | 'issuing' | 'time-stamping' | 'ocsp' | 'seal';

export interface AuthorityName {
  readonly country?: string;
  readonly organization?: string;
  /** eIDAS organisation identifier, such as VATSE-… (EN 319 412-1 §5.1.4). */
  readonly organizationIdentifier?: string;
  readonly commonName: string;
}

/** Where a certificate's users find things. All optional; CRL and OCSP are those of the issuer above. */
export interface AuthorityAddresses {
  readonly crlUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly caIssuersUrls?: readonly string[];
}

/** What is certified. */
export interface AuthorityContents {
  readonly kind: AuthorityKind;
  /** DER Name. */
  readonly subject: Uint8Array;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly addresses?: AuthorityAddresses;
}

/** Who certifies: a CA, or for a root its own key. */
export type Certifier = { readonly certificate: Certificate; readonly signer: PrivateKeySigner } | { readonly certificate?: undefined; readonly signer: PrivateKeySigner };

/**
 * Certifies an authority, and verifies what came out under the issuer.
 *
 * @throws IssuanceError `authority-unfit` when the issuer may not certify that, or not for so long; `issued-certificate-wrong`
 */
export async function certifyAuthority(contents: AuthorityContents, issuer: Certifier): Promise<Certificate> {
  if (issuer.certificate !== undefined) requireCertifier(issuer.certificate, contents);
  const serialNumber = randomBytes(16);
  serialNumber[0] = ((serialNumber[0] ?? 0) & 0x3f) | 0x40;
  const { kind, subject, spki, notBefore, notAfter, addresses = {} } = contents;
  const der = await buildCertificate(
    {
      serialNumber, issuer: issuer.certificate?.subject.der ?? subject, subject, notBefore, notAfter, spki,
      extensions: [...purposes[kind](), ...identifiers(spki, issuer.certificate), ...pointers(addresses)],
    },
    issuer.signer,
  );
  const certificate = parseCertificate(der);
  if (!certificate.isSignedBy(issuer.certificate ?? certificate)) {
    throw new IssuanceError('issued-certificate-wrong', 'The certificate does not verify under the issuing certificate.');
  }
  return certificate;
}

const authorityUsage = (): Uint8Array => certificateExtension.keyUsage(['keyCertSign', 'cRLSign']);

const purposes: Readonly<Record<AuthorityKind, () => Uint8Array[]>> = {
  root: () => [certificateExtension.basicConstraints({ ca: true }), authorityUsage()],
  // No CA below it.
  issuing: () => [certificateExtension.basicConstraints({ ca: true, pathLength: 0 }), authorityUsage()],
  // Extended key usage time stamping, alone and critical (BT-05).
  'time-stamping': () => [certificateExtension.keyUsage(['digitalSignature']), certificateExtension.extendedKeyUsage([Oid.kpTimeStamping], true)],
  // With ocsp-nocheck, so keep its life short.
  ocsp: () => [certificateExtension.keyUsage(['digitalSignature']), certificateExtension.extendedKeyUsage([Oid.kpOcspSigning], false), certificateExtension.ocspNoCheck()],
  seal: () => [certificateExtension.keyUsage(['contentCommitment'])],
};

function requireCertifier(issuer: Certificate, { kind, notBefore, notAfter }: AuthorityContents): void {
  const unfit = (why: string): IssuanceError => new IssuanceError('authority-unfit', why);
  const { basicConstraints, keyUsage } = issuer.known;
  if (kind === 'root') throw unfit('A root is certified by nobody but itself.');
  if (basicConstraints?.ca !== true || keyUsage?.has('keyCertSign') === false) throw unfit('The issuing certificate is not that of a CA that may sign certificates.');
  if (kind === 'issuing' && basicConstraints.pathLength === 0) throw unfit('The issuing certificate allows no CA below it.');
  // As they will be written: certificates count whole seconds.
  const [from, to] = [notBefore, notAfter].map((time) => new Date(Math.floor(time.getTime() / 1000) * 1000)) as [Date, Date];
  if (!issuer.isValidAt(from) || !issuer.isValidAt(to)) throw unfit('The certificate would outlive its issuer, or begin before it.');
}

/** DER Name. */
export function encodeAuthorityName(name: AuthorityName): Uint8Array {
  const entries: [string, string | undefined][] = [
    [Oid.countryName, name.country],
    [Oid.organizationName, name.organization],
    [Oid.organizationIdentifier, name.organizationIdentifier],
    [Oid.commonName, name.commonName],
  ];
  return encodeName(entries.flatMap(([oid, value]): NameEntry[] => (value === undefined ? [] : [{ oid, value }])));
}

function identifiers(spki: Uint8Array, issuer: Certificate | undefined): Uint8Array[] {
  const own = certificateExtension.subjectKeyIdentifier(spki);
  if (issuer === undefined) return [own];
  return [own, certificateExtension.authorityKeyIdentifier(Buffer.from(subjectKeyIdentifierOf(issuer), 'hex'))];
}

function pointers(addresses: AuthorityAddresses): Uint8Array[] {
  const { crlUrls = [], ocspUrls = [], caIssuersUrls = [] } = addresses;
  return [
    ...(crlUrls.length === 0 ? [] : [certificateExtension.crlDistributionPoints(crlUrls)]),
    ...(ocspUrls.length + caIssuersUrls.length === 0
      ? []
      : [certificateExtension.authorityInfoAccess({ ocsp: ocspUrls, caIssuers: caIssuersUrls })]),
  ];
}
