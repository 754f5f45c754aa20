import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

import { buildCertificate, certificateExtension, encodeName, signerFromKeyObject, type NameEntry } from '#pki/build';
import { Oid, parseCertificate, subjectKeyIdentifierOf } from '#pki/parse';
import type { IssuingAuthority } from './issuing-authority.js';

/** A fresh authority whose key is still in hand, to be saved with `saveAuthority`. */
export interface AuthorityMaterial extends IssuingAuthority {
  readonly privateKey: KeyObject;
}

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

export interface AuthorityRequest {
  readonly name: AuthorityName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly addresses?: AuthorityAddresses;
}

/** An offline root: P-384, for decades. */
export function createRoot(request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make(request, undefined, 'P-384', [
    certificateExtension.basicConstraints({ ca: true }),
    certificateExtension.keyUsage(['keyCertSign', 'cRLSign']),
  ]);
}

/** The CA that issues one-time certificates: no CA below it. */
export function createIssuingAuthority(root: IssuingAuthority, request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make(request, root, 'P-256', [
    certificateExtension.basicConstraints({ ca: true, pathLength: 0 }),
    certificateExtension.keyUsage(['keyCertSign', 'cRLSign']),
  ]);
}

/** A TSA: extended key usage time stamping, alone and critical (BT-05). */
export function createTimeStampingAuthority(root: IssuingAuthority, request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make(request, root, 'P-256', [
    certificateExtension.keyUsage(['digitalSignature']),
    certificateExtension.extendedKeyUsage([Oid.kpTimeStamping], true),
  ]);
}

/** An OCSP responder delegated by the authority whose certificates it speaks of; with ocsp-nocheck, so keep its life short. */
export function createOcspResponder(issuer: IssuingAuthority, request: AuthorityRequest): Promise<AuthorityMaterial> {
  return make(request, issuer, 'P-256', [
    certificateExtension.keyUsage(['digitalSignature']),
    certificateExtension.extendedKeyUsage([Oid.kpOcspSigning], false),
    certificateExtension.ocspNoCheck(),
  ]);
}

async function make(
  request: AuthorityRequest, issuer: IssuingAuthority | undefined, curve: string, extensions: readonly Uint8Array[],
): Promise<AuthorityMaterial> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const signer = signerFromKeyObject(privateKey);
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  const subject = encodeName(nameEntries(request.name));
  const serialNumber = randomBytes(16);
  serialNumber[0] = ((serialNumber[0] ?? 0) & 0x3f) | 0x40;
  const der = await buildCertificate(
    {
      serialNumber,
      issuer: issuer?.certificate.subject.der ?? subject,
      subject,
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      spki,
      extensions: [...extensions, ...identifiers(spki, issuer), ...pointers(request.addresses ?? {})],
    },
    issuer?.signer ?? signer,
  );
  const isBelowRoot = issuer === undefined || issuer.certificate.isSelfIssued;
  return {
    certificate: parseCertificate(der),
    chain: isBelowRoot ? [] : [issuer.certificate.der, ...issuer.chain],
    signer,
    privateKey,
  };
}

function nameEntries(name: AuthorityName): NameEntry[] {
  const entries: [string, string | undefined][] = [
    [Oid.countryName, name.country],
    [Oid.organizationName, name.organization],
    [Oid.organizationIdentifier, name.organizationIdentifier],
    [Oid.commonName, name.commonName],
  ];
  return entries.flatMap(([oid, value]) => (value === undefined ? [] : [{ oid, value }]));
}

function identifiers(spki: Uint8Array, issuer: IssuingAuthority | undefined): Uint8Array[] {
  const own = certificateExtension.subjectKeyIdentifier(spki);
  if (issuer === undefined) return [own];
  return [own, certificateExtension.authorityKeyIdentifier(Buffer.from(subjectKeyIdentifierOf(issuer.certificate), 'hex'))];
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
