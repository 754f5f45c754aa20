import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bitString, certificateExtension, encodeExtension, encodeName, encodeTbsCertificate, sequence, signatureIdentifier, type NameEntry, type PrivateKeySigner } from '#pki/build';
import { keyIdentifierOf, Oid, parseCertificate, parseName, type KeyUsage } from '#pki/parse';
import { createTestPki, newTestKey, type TestPki } from '#testing';
import { IssuanceError } from '../issuance-error.js';
import { issue } from '../one-time/issue.js';
import { prepareIssuance } from '../one-time/prepare.js';
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

function clausesOnThePage(): string[] {
  const page = readFileSync(join(__dirname, '../../../../docs/spec/certificate-profile.md'), 'utf8');
  return [...page.matchAll(/^\| (CP-\d\d) \|/gm)].map(([, id = '']) => id);
}

test('a certificate by the profile breaks no clause', () => {
  expect(broken()).toEqual([]);
});

test('every clause of docs/spec/certificate-profile.md has its check, and no check lacks its clause', () => {
  const written = clausesOnThePage();
  expect(clauses.map(({ id }) => id).sort()).toEqual(written.filter((id) => id !== 'CP-25').sort());
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

function withoutCountry(): CertificateSubject {
  const { givenName, surname, commonName, serialNumber, authContext } = subject;
  return { givenName, surname, commonName, serialNumber, authContext };
}

/** CP-25 is judged on what came out of the CA's key. */
async function issued(signer: PrivateKeySigner): Promise<string[]> {
  const authority = { certificate: pki.issuing.certificate, chain: [], signer };
  const token = prepareIssuance({ authority, subject, spki: newTestKey().spki, issuedAt, serialNumber: new Uint8Array(16).fill(7), policyOid });
  try {
    await issue(token, authority);
    return [];
  } catch (error) {
    if (error instanceof IssuanceError && error.code === 'issued-certificate-wrong') return ['CP-25'];
    throw error;
  }
}

type Example = readonly [clause: string, what: string, lint: () => string[] | Promise<string[]>];
const hour = 3_600_000;
/** Two attributes in one RDN. */
const oddName = (): object[] => [parseName(encodeName([entry(Oid.givenName, 'Bo'), entry(Oid.surname, 'Ek')])).rdns.flat()];

const bad: readonly Example[] = [
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
  ['CP-01', 'version 1', () => brokenWith({ version: 1 })],
  ['CP-03', 'SHA-1', () => brokenWith({ signatureAlgorithm: { oid: '1.2.840.10045.4.1', encoded: new Uint8Array() } })],
  ['CP-06', 'a life beyond the CA\'s own', () => {
    const end = pki.issuing.certificate.notAfter.getTime();
    return broken(() => ({ notBefore: new Date(end - 60_000), notAfter: new Date(end + hour) }), { issuedAt: new Date(end) });
  }],
  ['CP-11', 'two attributes in one RDN', () => brokenWith({ subject: { der: new Uint8Array(), rdns: oddName() } })],
  ['CP-12', 'an RSA key', () => broken(() => ({ spki: new Uint8Array(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' })) }))],
  ['CP-25', 'a key store that signs with another key', () => issued({ algorithm: pki.issuing.signer.algorithm, sign: (data) => pki.root.signer.sign(data) })],
  ['CP-25', 'a key store that gives back something else', () => issued({ algorithm: pki.issuing.signer.algorithm, sign: () => Promise.resolve(new Uint8Array(70)) })],
];

/** What lies just inside. */
const good: readonly Example[] = [
  ['CP-01', 'version 3', () => broken()],
  ['CP-02', 'the smallest and the largest first octet', () => [0x40, 0x7f].flatMap((first) => broken(() => ({ serialNumber: Uint8Array.of(first, ...new Uint8Array(15)) })))],
  ['CP-03', 'RSA with SHA-256', () => brokenWith({ signatureAlgorithm: { oid: '1.2.840.113549.1.1.11', encoded: new Uint8Array() } })],
  ['CP-04', 'the issuer\'s name octet for octet', () => broken(() => ({ issuer: Uint8Array.from(pki.issuing.certificate.subject.der) }))],
  ['CP-05', 'issued late in the second', () => broken(undefined, { issuedAt: new Date(issuedAt.getTime() + 999) })],
  ['CP-06', '24 hours to the second', () => broken(({ notBefore }) => ({ notAfter: new Date(notBefore.getTime() + 24 * hour) }))],
  ['CP-07', 'no country', () => broken(({ name }) => ({ name: name.filter(({ oid }) => oid !== Oid.countryName) }), { subject: withoutCountry() })],
  ['CP-08', 'another name that was asked for', () => broken(rename(Oid.commonName, 'Eva Ek'), asked({ commonName: 'Eva Ek' }))],
  ['CP-09', 'PNOSE where the body asked for it', () => broken(rename(Oid.serialNumber, 'PNOSE-191212121212'), { ...asked({ serialNumber: 'PNOSE-191212121212' }), allowPersonalNumber: true })],
  ['CP-09', 'a pseudonym that happens to hold digits', () => broken(rename(Oid.serialNumber, '4f12121212-12ab'), asked({ serialNumber: '4f12121212-12ab' }))],
  ['CP-10', '64 characters, and letters of other scripts', () => ['x'.repeat(64), 'Zdzisław Żółć', 'محمد علي', '王小明', 'Anne-Marie d\u2019Ek'].flatMap((commonName) => broken(rename(Oid.commonName, commonName), asked({ commonName })))],
  ['CP-11', 'one attribute each, printable where it must be', () => broken()],
  ['CP-12', 'a fresh P-256 key', () => broken()],
  ['CP-13', 'contentCommitment alone, critical', () => broken(swap(Oid.keyUsage, usage('contentCommitment')))],
  ['CP-14', 'none', () => broken()],
  ['CP-15', 'none', () => broken()],
  ['CP-16', 'present, not critical', () => broken(swap(Oid.validityAssuredShortTerm, certificateExtension.validityAssuredShortTerm()))],
  ['CP-17', 'present, not critical', () => broken(swap(Oid.noRevAvail, certificateExtension.noRevAvail()))],
  ['CP-18', 'an address of the CA\'s certificate is no revocation data', () => broken(swap(undefined, certificateExtension.authorityInfoAccess({ caIssuers: ['http://a.example/ca.cer'] })))],
  ['CP-19', 'SHA-1 of the key bits', () => broken(({ spki, extensions }) => ({ spki, extensions }))],
  ['CP-20', 'the issuer\'s key identifier', () => broken(swap(Oid.authorityKeyIdentifier, certificateExtension.authorityKeyIdentifier(keyIdentifierOf(pki.issuing.certificate.spki))))],
  ['CP-21', 'another body\'s policy, when it was asked for', () => broken(swap(Oid.certificatePolicies, certificateExtension.certificatePolicies(['2.25.1'])), { policyOid: '2.25.1' })],
  ['CP-22', '26 hours to the second, every level', () => (['low', 'substantial', 'high'] as const).flatMap((levelOfAssurance) => {
    const authContext = { ...subject.authContext, levelOfAssurance, instant: new Date(issuedAt.getTime() - 26 * hour) };
    return broken(swap(Oid.authContext, authContextExtension(authContext)), asked({ authContext }));
  })],
  ['CP-23', 'every extension that is allowed', () => broken(swap(undefined, certificateExtension.authorityInfoAccess({ caIssuers: ['https://a.example/ca.cer'] })))],
  ['CP-24', 'http and https', () => broken(swap(undefined, certificateExtension.authorityInfoAccess({ caIssuers: ['http://a.example/ca.cer', 'https://a.example/ca.cer'] })))],
  ['CP-25', 'what the CA\'s own key signed', () => issued(pki.issuing.signer)],
];

describe('each clause catches its breach', () => {
  test.each(bad)('%s: %s', async (clause, _what, lint) => {
    expect(await lint()).toContain(clause);
  });
});

describe('each clause lets through what lies just inside', () => {
  test.each(good)('%s: %s', async (_clause, _what, lint) => {
    expect(await lint()).toEqual([]);
  });
});

test('every clause on the page has a good and a bad example', () => {
  const written = [...new Set(clausesOnThePage())].sort();
  for (const examples of [good, bad]) expect([...new Set(examples.map(([clause]) => clause))].sort()).toEqual(written);
});
