import { generateKeyPairSync, type KeyObject, type RSAPSSKeyPairKeyObjectOptions } from 'node:crypto';

import { buildCertificate, certificateExtension, encodeName, signerFromKeyObject, type NameEntry, type PrivateKeySigner } from '#pki/build';
import { keyIdentifierOf, Oid, parseCertificate, type Certificate, type KeyUsage } from '#pki/parse';

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly signer: PrivateKeySigner;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** A certificate with its key and the certificate behind it, all in memory. */
export interface TestCertificate {
  readonly certificate: Certificate;
  readonly der: Uint8Array;
  /** The issuers up to, but without, the root. */
  readonly chain: readonly Uint8Array[];
  readonly key: TestKey;
  readonly signer: PrivateKeySigner;
  readonly issuer?: TestCertificate;
}

/** Everything has a sane default; a test names only what it is about. */
export interface TestCertificateSpec {
  readonly subject: readonly NameEntry[] | string;
  /** Absent: self-signed. */
  readonly issuer?: TestCertificate;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key?: TestKey;
  /** Absent: an end entity with contentCommitment. */
  readonly ca?: { readonly pathLength?: number };
  readonly keyUsage?: readonly KeyUsage[];
  /** Extended key usage; critical when it is time stamping. */
  readonly extendedKeyUsage?: readonly string[];
  /** DER Extensions added to the usual ones (key usage, basic constraints of a CA, SKI, AKI). */
  readonly extensions?: readonly Uint8Array[];
  /** Write exactly `extensions` and nothing of the usual ones. */
  readonly onlyTheseExtensions?: boolean;
  readonly serialNumber?: Uint8Array;
}

export type TestKeyKind = 'P-256' | 'P-384' | 'P-521' | 'rsa' | 'ed25519';

export function newTestKey(kind: TestKeyKind = 'P-256'): TestKey {
  const { privateKey, publicKey } = generate(kind);
  return {
    privateKey,
    signer: signerFromKeyObject(privateKey),
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
  };
}

function generate(kind: TestKeyKind): { privateKey: KeyObject; publicKey: KeyObject } {
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (kind === 'ed25519') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('ec', { namedCurve: kind });
}

/** What a key that is for RSASSA-PSS alone may demand (RFC 4055 §3.1). */
export interface PssRestrictions {
  readonly hashAlgorithm?: string;
  readonly mgf1HashAlgorithm?: string;
  readonly saltLength?: number;
}

export function newPssKey(restrictions: PssRestrictions = {}, modulusLength = 2048): KeyObject {
  // The types of Node want the salt as a string; Node wants a number.
  return generateKeyPairSync('rsa-pss', { modulusLength, ...restrictions } as unknown as RSAPSSKeyPairKeyObjectOptions).privateKey;
}

let lastSerialNumber = 0x1000;

export async function issueTestCertificate(spec: TestCertificateSpec): Promise<TestCertificate> {
  const key = spec.key ?? newTestKey();
  const subject = encodeName(typeof spec.subject === 'string' ? [{ oid: Oid.commonName, value: spec.subject }] : spec.subject);
  lastSerialNumber += 1;
  const der = await buildCertificate(
    {
      serialNumber: spec.serialNumber ?? Uint8Array.of(0x40, lastSerialNumber >> 16, (lastSerialNumber >> 8) & 0xff, lastSerialNumber & 0xff),
      issuer: spec.issuer?.certificate.subject.der ?? subject,
      subject,
      notBefore: spec.notBefore,
      notAfter: spec.notAfter,
      spki: key.spki,
      extensions: spec.onlyTheseExtensions === true ? (spec.extensions ?? []) : usualExtensions(spec, key),
    },
    spec.issuer?.signer ?? key.signer,
  );
  const { issuer } = spec;
  return {
    certificate: parseCertificate(der), der, key, signer: key.signer,
    chain: issuer === undefined || issuer.issuer === undefined ? [] : [issuer.der, ...issuer.chain],
    ...(issuer === undefined ? {} : { issuer }),
  };
}

function usualExtensions(spec: TestCertificateSpec, key: TestKey): Uint8Array[] {
  const usage = spec.keyUsage ?? (spec.ca === undefined ? ['contentCommitment'] : ['keyCertSign', 'cRLSign']);
  const purposes = spec.extendedKeyUsage;
  const issuerSpki = spec.issuer?.certificate.spki ?? key.spki;
  return [
    ...(spec.ca === undefined ? [] : [certificateExtension.basicConstraints({ ca: true, ...spec.ca })]),
    certificateExtension.keyUsage(usage),
    ...(purposes === undefined ? [] : [certificateExtension.extendedKeyUsage(purposes, purposes.includes(Oid.kpTimeStamping))]),
    certificateExtension.subjectKeyIdentifier(key.spki),
    certificateExtension.authorityKeyIdentifier(keyIdentifierOf(issuerSpki)),
    ...(spec.extensions ?? []),
  ];
}
