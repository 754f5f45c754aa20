import { randomBytes } from 'node:crypto';

import {
  buildCrl, buildOcspResponse, buildTimeStampToken, certificateExtension, encodeCertId,
  type NameEntry, type OcspStatusToSend, type RevokedEntry,
} from '#pki/build';
import { keyIdentifierOf, Oid, type HashAlgorithm } from '#pki/parse';
import { issueTestCertificate, type TestCertificate, type TestCertificateSpec } from './test-certificate.js';

export interface TestPkiOptions {
  /** "Now" of this world; everything is valid around it. 2026-05-04T12:00:00Z by default. */
  readonly now?: Date;
  /** Lets two worlds in one test differ in their names. */
  readonly label?: string;
}

/** Who gets a one-time certificate in a test. */
export interface TestPerson {
  readonly givenName: string;
  readonly surname: string;
  readonly pseudonym?: string;
}

/** A whole trust world in memory: root → issuing CA → one-time certificates; root → TSA; root → OCSP responder. */
export interface TestPki {
  readonly now: Date;
  readonly root: TestCertificate;
  readonly issuing: TestCertificate;
  readonly tsa: TestCertificate;
  /** Delegated by the root, with ocsp-nocheck. */
  readonly ocspResponder: TestCertificate;
  /** A short-term signing certificate as the certificate profile has it, one hour from `now` − 60 s. */
  oneTime(person?: TestPerson, changes?: Partial<TestCertificateSpec>): Promise<TestCertificate>;
  /** Any certificate; issued by the issuing CA and valid a year around `now` unless the spec says otherwise. */
  issue(spec: Partial<TestCertificateSpec> & Pick<TestCertificateSpec, 'subject'>): Promise<TestCertificate>;
  /** A TimeStampToken over a digest, at `at` or else `now`. */
  timestamp(digest: Uint8Array, hash?: HashAlgorithm, at?: Date, tsa?: TestCertificate): Promise<Uint8Array>;
  /** DER CRL of a CA, made at `at`, good for 30 days. */
  crl(issuer: TestCertificate, revoked?: readonly RevokedEntry[], at?: Date): Promise<Uint8Array>;
  /** DER OCSPResponse about a certificate, made at `at`, good for a day. */
  ocsp(about: TestCertificate, status?: OcspStatusToSend, at?: Date, responder?: TestCertificate): Promise<Uint8Array>;
}

const DAY = 86_400_000;
const after = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds);

export async function createTestPki(options: TestPkiOptions = {}): Promise<TestPki> {
  const now = options.now ?? new Date('2026-05-04T12:00:00Z');
  const label = options.label ?? 'Test';
  const year = { notBefore: after(now, -30 * DAY), notAfter: after(now, 335 * DAY) };
  const named = (what: string): NameEntry[] => [
    { oid: Oid.countryName, value: 'SE' },
    { oid: Oid.organizationName, value: `${label} organisation` },
    { oid: Oid.commonName, value: `${label} ${what}` },
  ];
  const root = await issueTestCertificate({
    subject: named('root CA'), notBefore: after(now, -365 * DAY), notAfter: after(now, 3650 * DAY), ca: {},
  });
  const issuing = await issueTestCertificate({ subject: named('issuing CA'), issuer: root, ...year, ca: { pathLength: 0 } });
  const tsa = await issueTestCertificate({
    subject: named('TSA'), issuer: root, ...year, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpTimeStamping],
  });
  const ocspResponder = await issueTestCertificate({
    subject: named('OCSP'), issuer: root, ...year, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning],
    extensions: [certificateExtension.ocspNoCheck()],
  });
  return {
    now, root, issuing, tsa, ocspResponder,
    oneTime: (person, changes) => issueTestCertificate({ ...oneTimeSpec(person, now), issuer: issuing, ...changes }),
    issue: (spec) => issueTestCertificate({ issuer: issuing, ...year, ...spec }),
    timestamp: (digest, hash = 'sha256', at = now, by = tsa) => makeToken(by, digest, hash, at),
    crl: (issuer, revoked = [], at = now) => makeCrl(issuer, revoked, at),
    ocsp: (about, status = { kind: 'good' }, at = now, responder = ocspResponder) => makeOcsp({ about, status, at, responder }),
  };
}

function oneTimeSpec(person: TestPerson | undefined, now: Date): TestCertificateSpec {
  const { givenName, surname, pseudonym } = { pseudonym: 'P-TEST-1', ...(person ?? { givenName: 'Åsa', surname: 'Öberg' }) };
  return {
    subject: [
      { oid: Oid.countryName, value: 'SE' },
      { oid: Oid.givenName, value: givenName },
      { oid: Oid.surname, value: surname },
      { oid: Oid.commonName, value: `${givenName} ${surname}` },
      { oid: Oid.serialNumber, value: pseudonym },
    ],
    notBefore: after(now, -60_000),
    notAfter: after(now, 3_600_000),
    extensions: [certificateExtension.noRevAvail(), certificateExtension.validityAssuredShortTerm()],
  };
}

function makeToken(tsa: TestCertificate, imprint: Uint8Array, hash: HashAlgorithm, at: Date): Promise<Uint8Array> {
  return buildTimeStampToken({
    request: { hash, imprint, certReq: true },
    authority: { certificate: tsa.certificate, chain: tsa.chain, signer: tsa.signer, policy: '1.3.6.1.4.1.99999.2' },
    serialNumber: randomBytes(8),
    genTime: at,
  });
}

function makeCrl(issuer: TestCertificate, revoked: readonly RevokedEntry[], at: Date): Promise<Uint8Array> {
  return buildCrl(
    {
      issuer: issuer.certificate.subject.der,
      issuerKeyIdentifier: keyIdentifierOf(issuer.certificate.spki),
      thisUpdate: at,
      nextUpdate: after(at, 30 * DAY),
      number: Math.floor(at.getTime() / 1000),
      revoked,
    },
    issuer.signer,
  );
}

function makeOcsp(parts: {
  readonly about: TestCertificate;
  readonly status: OcspStatusToSend;
  readonly at: Date;
  readonly responder: TestCertificate;
}): Promise<Uint8Array> {
  const { about, status, at, responder } = parts;
  const issuer = about.issuer ?? about;
  const certId = encodeCertId(about.certificate, issuer.certificate);
  return buildOcspResponse(
    {
      responder: responder.certificate,
      producedAt: at,
      answers: [{ certId, status, thisUpdate: at, nextUpdate: after(at, DAY) }],
      certificates: responder === issuer ? [] : [responder.der],
    },
    responder.signer,
  );
}
