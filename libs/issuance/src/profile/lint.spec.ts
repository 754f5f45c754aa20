import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bitString, certificateExtension, encodeExtension, encodeName, encodeTbsCertificate, sequence, signatureIdentifier, type NameEntry } from '#pki/build';
import { keyIdentifierOf, Oid, parseCertificate, parseName, type KeyUsage } from '#pki/parse';
import { createTestPki, newTestKey, type TestPki } from '#testing';
import { authContextExtension } from './auth-context.js';
import type { CertificateSubject } from './certificate-subject.js';
import { clauses, lintCertificate } from './lint.js';
import type { LintContext } from './lint-context.js';

const issuedAt = new Date('2026-05-04T12:00:00Z');
const policyOid = '1.2.752.999.1';
const subject: CertificateSubject = {
  country: 'SE', givenName: 'Bo', surname: 'Ek', commonName: 'Bo Ek', serialNumber: 'ab12',
  authContext: { identityProvider: 'e-mail', instant: issuedAt, levelOfAssurance: 'low', reference: 'r' },
};

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki({ now: issuedAt });
});

interface Parts {
  name: NameEntry[];
  notBefore: Date;
  notAfter: Date;
  serialNumber: Uint8Array;
  spki: Uint8Array;
  extensions: Uint8Array[];
  algorithm: 'ecdsa-p256-sha256';
  issuer: Uint8Array;
}

const entry = (oid: string, value: string): NameEntry => ({ oid, value });

function goodParts(): Parts {
  const { spki } = newTestKey();
  return {
    name: [
      entry(Oid.countryName, 'SE'), entry(Oid.givenName, 'Bo'), entry(Oid.surname, 'Ek'), entry(Oid.commonName, 'Bo Ek'), entry(Oid.serialNumber, 'ab12'),
    ],
    notBefore: new Date(issuedAt.getTime() - 60_000), notAfter: new Date(issuedAt.getTime() + 3_600_000),
    serialNumber: new Uint8Array(16).fill(0x55), spki, extensions: goodExtensions(spki), algorithm: 'ecdsa-p256-sha256',
    issuer: pki.issuing.certificate.subject.der,
  };
}

function goodExtensions(spki: Uint8Array): Uint8Array[] {
  return [
    certificateExtension.keyUsage(['contentCommitment']), certificateExtension.certificatePolicies([policyOid]), certificateExtension.noRevAvail(),
    certificateExtension.validityAssuredShortTerm(), authContextExtension(subject.authContext), certificateExtension.subjectKeyIdentifier(spki),
    certificateExtension.authorityKeyIdentifier(keyIdentifierOf(pki.issuing.certificate.spki)),
  ];
}

/** The clauses broken by a good certificate with these changes. */
function broken(change: (parts: Parts) => Partial<Parts> = () => ({}), context: Partial<LintContext> = {}): string[] {
  const good = goodParts();
  const parts = { ...good, ...change(good) };
  const tbs = encodeTbsCertificate({ ...parts, subject: encodeName(parts.name) }, parts.algorithm);
  const certificate = parseCertificate(sequence(tbs, signatureIdentifier(parts.algorithm), bitString(new Uint8Array())));
  return lintCertificate({ certificate, issuer: pki.issuing.certificate, subject, issuedAt, policyOid, allowPersonalNumber: false, ...context })
    .map(({ clause }) => clause);
}

/** Good extensions, one kind left out and others put in. */
const swap = (without: string | undefined, ...extra: Uint8Array[]) => (parts: Parts): Partial<Parts> => {
  const isIt = (der: Uint8Array): boolean =>
    without !== undefined && parseExtensionOid(der) === without;
  return { extensions: [...parts.extensions.filter((der) => !isIt(der)), ...extra] };
};

function parseExtensionOid(der: Uint8Array): string {
  const { spki } = newTestKey();
  const name = encodeName([entry(Oid.commonName, 'x')]);
  const tbs = encodeTbsCertificate(
    { serialNumber: Uint8Array.of(1), issuer: name, subject: name, notBefore: issuedAt, notAfter: issuedAt, spki, extensions: [der] }, 'ecdsa-p256-sha256',
  );
  return parseCertificate(sequence(tbs, signatureIdentifier('ecdsa-p256-sha256'), bitString(new Uint8Array()))).extensions[0]?.oid ?? '';
}

const rename = (oid: string, value: string) => (parts: Parts): Partial<Parts> =>
  ({ name: parts.name.map((each) => (each.oid === oid ? entry(oid, value) : each)) });

const usage = (...usages: KeyUsage[]): Uint8Array => certificateExtension.keyUsage(usages);
const asked = (changes: Partial<CertificateSubject>): Partial<LintContext> => ({ subject: { ...subject, ...changes } });

test('a certificate by the profile breaks no clause', () => {
  expect(broken()).toEqual([]);
});

test('every clause of docs/spec/certificate-profile.md has its check, and no check lacks its clause', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/spec/certificate-profile.md'), 'utf8');
  const written = [...page.matchAll(/^\| (CP-\d\d) \|/gm)].map(([, id]) => id);
  expect(clauses.map(({ id }) => id).sort()).toEqual(written.filter((id) => id !== 'CP-25').sort());
});

describe('each clause catches its breach', () => {
  const hour = 3_600_000;
  test.each<[string, string, () => string[]]>([
    ['CP-02', 'a short serial number', () => broken(() => ({ serialNumber: Uint8Array.of(0x41, 1) }))],
    ['CP-02', 'a serial number with the high bit set', () => broken(() => ({ serialNumber: new Uint8Array(16).fill(0xff) }))],
    ['CP-04', 'another issuer', () => broken(() => ({ issuer: pki.root.certificate.subject.der }))],
    ['CP-05', 'no margin before', () => broken(() => ({ notBefore: issuedAt }))],
    ['CP-06', 'two days of life', () => broken(() => ({ notAfter: new Date(issuedAt.getTime() + 48 * hour) }))],
    ['CP-07', 'no surname', () => broken(({ name }) => ({ name: name.filter(({ oid }) => oid !== Oid.surname) }))],
    ['CP-07', 'a title', () => broken(({ name }) => ({ name: [...name, entry(Oid.title, 'Ordförande')] }))],
    ['CP-07', 'two common names', () => broken(({ name }) => ({ name: [...name, entry(Oid.commonName, 'Bo Ek')] }))],
    ['CP-08', 'another name than asked for', () => broken(rename(Oid.commonName, 'Eva Ek'))],
    ['CP-08', 'a country nobody asked for', () => broken(undefined, { subject: withoutCountry() })],
    ['CP-09', 'a personal identity number', () => broken(rename(Oid.serialNumber, '19121212-1212'), asked({ serialNumber: '19121212-1212' }))],
    ['CP-09', 'PNOSE unasked', () => broken(rename(Oid.serialNumber, 'PNOSE-191212121212'), asked({ serialNumber: 'PNOSE-191212121212' }))],
    ['CP-10', 'a line break in a name', () => broken(rename(Oid.commonName, 'Bo\nEk'), asked({ commonName: 'Bo\nEk' }))],
    ['CP-10', 'a name written backwards', () => broken(rename(Oid.commonName, 'Bo \u202eEk'), asked({ commonName: 'Bo \u202eEk' }))],
    ['CP-10', 'a decomposed å', () => broken(rename(Oid.commonName, 'A\u030asa'), asked({ commonName: 'A\u030asa' }))],
    ['CP-10', 'too long a name', () => broken(rename(Oid.commonName, 'x'.repeat(65)), asked({ commonName: 'x'.repeat(65) }))],
    ['CP-12', 'a P-384 key', () => broken(({ extensions }) => ({ spki: newTestKey('P-384').spki, extensions }))],
    ['CP-12', 'the CA\'s own key', () => broken(() => ({ spki: pki.issuing.certificate.spki }))],
    ['CP-13', 'digitalSignature too', () => broken(swap(Oid.keyUsage, usage('contentCommitment', 'digitalSignature')))],
    ['CP-13', 'no key usage', () => broken(swap(Oid.keyUsage))],
    ['CP-14', 'an extended key usage', () => broken(swap(undefined, certificateExtension.extendedKeyUsage([Oid.kpDocumentSigning], false)))],
    ['CP-15', 'basic constraints', () => broken(swap(undefined, certificateExtension.basicConstraints({ ca: true })))],
    ['CP-16', 'not short-term', () => broken(swap(Oid.validityAssuredShortTerm))],
    ['CP-17', 'critical noRevAvail', () => broken(swap(Oid.noRevAvail, encodeExtension(Oid.noRevAvail, true, Uint8Array.of(5, 0))))],
    ['CP-18', 'a CRL address', () => broken(swap(undefined, certificateExtension.crlDistributionPoints(['http://a.example'])))],
    ['CP-18', 'an OCSP address', () => broken(swap(undefined, certificateExtension.authorityInfoAccess({ ocsp: ['http://a.example'] })))],
    ['CP-19', 'the key identifier of another key', () => broken(swap(Oid.subjectKeyIdentifier, certificateExtension.subjectKeyIdentifier(newTestKey().spki)))],
    ['CP-20', 'another authority\'s key identifier', () => broken(swap(Oid.authorityKeyIdentifier, certificateExtension.authorityKeyIdentifier(new Uint8Array(20))))],
    ['CP-21', 'anyPolicy', () => broken(swap(Oid.certificatePolicies, certificateExtension.certificatePolicies([Oid.anyPolicy])), { policyOid: Oid.anyPolicy })],
    ['CP-21', 'two policies', () => broken(swap(Oid.certificatePolicies, certificateExtension.certificatePolicies([policyOid, '1.2.3'])))],
    ['CP-22', 'no authentication context', () => broken(swap(Oid.authContext))],
    ['CP-22', 'a higher level than asked for', () => broken(swap(Oid.authContext, authContextExtension({ ...subject.authContext, levelOfAssurance: 'high' })))],
    ['CP-22', 'an authentication of the day before yesterday', () => {
      const authContext = { ...subject.authContext, instant: new Date(issuedAt.getTime() - 48 * hour) };
      return broken(swap(Oid.authContext, authContextExtension(authContext)), asked({ authContext }));
    }],
    ['CP-23', 'an extension nobody knows', () => broken(swap(undefined, encodeExtension('1.2.3', false, sequence())))],
    ['CP-24', 'a caIssuers address of another kind', () => broken(swap(undefined, certificateExtension.authorityInfoAccess({ caIssuers: ['ldap://a.example'] })))],
  ])('%s: %s', (clause, _breach, lint) => {
    expect(lint()).toContain(clause);
  });

  test('CP-09 lets PNOSE through where the body asked for it', () => {
    const serialNumber = 'PNOSE-191212121212';
    expect(broken(rename(Oid.serialNumber, serialNumber), { ...asked({ serialNumber }), allowPersonalNumber: true })).toEqual([]);
  });

  test('CP-24 lets an http address through', () => {
    expect(broken(swap(undefined, certificateExtension.authorityInfoAccess({ caIssuers: ['http://a.example/ca.cer'] })))).toEqual([]);
  });
});

/** A certificate by the profile with fields that our own writer would not write. */
function brokenWith(fields: object): string[] {
  const good = goodParts();
  const tbs = encodeTbsCertificate({ ...good, subject: encodeName(good.name) }, good.algorithm);
  const certificate = parseCertificate(sequence(tbs, signatureIdentifier(good.algorithm), bitString(new Uint8Array())));
  const odd = Object.defineProperties(Object.create(certificate) as typeof certificate, Object.getOwnPropertyDescriptors(fields));
  return lintCertificate({ certificate: odd, issuer: pki.issuing.certificate, subject, issuedAt, policyOid, allowPersonalNumber: false })
    .map(({ clause }) => clause);
}

test('CP-01, CP-03 and CP-11: what only another writer could produce', () => {
  const sha1 = { oid: '1.2.840.10045.4.1', encoded: new Uint8Array() };
  const { rdns } = parseName(encodeName([entry(Oid.givenName, 'Bo'), entry(Oid.surname, 'Ek')]));
  expect(brokenWith({ version: 1 })).toEqual(['CP-01']);
  expect(brokenWith({ signatureAlgorithm: sha1 })).toEqual(['CP-03']);
  expect(brokenWith({ subject: { der: new Uint8Array(), rdns: [rdns.flat()] } })).toContain('CP-11');
});

function withoutCountry(): CertificateSubject {
  const { givenName, surname, commonName, serialNumber, authContext } = subject;
  return { givenName, surname, commonName, serialNumber, authContext };
}

test('an RSA key is no P-256 key (CP-12)', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  expect(broken(() => ({ spki }))).toContain('CP-12');
});
