import { createHash } from 'node:crypto';

import { signCms } from '#pki/build';
import { buildAndValidatePath, isNamedBy, nameValue, Oid, parseCertificate, parseCrl, parseSignedData, toPem, verifySignerInfo } from '#pki/parse';
import { buildCrl } from '#pki/build';
import { findOpenssl } from '#testing';
import {
  createIssuingAuthority, createOneTimeIdentity, createRoot, IssuanceError, issue, prepareIssuance, readAuthContexts,
  type AuthorityMaterial, type CertificateSubject, type IssuanceErrorCode, type IssuanceRequest,
} from '#issuance';

const now = new Date('2026-05-04T12:00:00.500Z');
const clock = { now: () => now };
const subject: CertificateSubject = {
  country: 'SE', givenName: 'Åsa', surname: 'Öberg-Ek', commonName: 'Åsa Öberg-Ek', serialNumber: '4f'.repeat(16),
  authContext: {
    identityProvider: 'https://login.example.org/?a=1&b="2"', instant: new Date('2026-05-04T11:58:00Z'),
    levelOfAssurance: 'substantial', reference: 'ab'.repeat(32),
  },
};

let root: AuthorityMaterial;
let authority: AuthorityMaterial;
beforeAll(async () => {
  const life = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
  root = await createRoot({ name: { country: 'SE', organization: 'Exempelby', commonName: 'Exempelby rot' }, ...life });
  authority = await createIssuingAuthority(root, {
    name: { country: 'SE', organization: 'Exempelby', commonName: 'Exempelby utfärdare' }, ...life,
    addresses: { crlUrls: ['http://crl.example.org/root.crl'] },
  });
});

async function codeOf(work: () => unknown): Promise<IssuanceErrorCode | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof IssuanceError) return error.code;
    throw error;
  }
}

const make = (changes: Partial<CertificateSubject> = {}): ReturnType<typeof createOneTimeIdentity> =>
  createOneTimeIdentity(authority, { ...subject, ...changes }, clock);

test('an authority may live exactly as long as its issuer, and no second longer', async () => {
  const life = { notBefore: new Date('2026-01-01T00:00:00.250Z'), notAfter: new Date('2036-01-01T00:00:00.750Z') };
  const top = await createRoot({ name: { commonName: 'top' }, ...life });
  await createIssuingAuthority(top, { name: { commonName: 'below' }, ...life });
  for (const wrong of [{ notAfter: new Date('2036-01-01T00:00:01Z') }, { notBefore: new Date('2025-12-31T23:59:59Z') }]) {
    expect(await codeOf(() => createIssuingAuthority(top, { name: { commonName: 'below' }, ...life, ...wrong }))).toBe('authority-unfit');
  }
});

describe('a one-time identity', () => {
  test('names the person, says how they were authenticated, and leads to the root', async () => {
    const identity = await make();
    const certificate = parseCertificate(identity.certificate);
    expect([Oid.countryName, Oid.givenName, Oid.surname, Oid.commonName, Oid.serialNumber].map((oid) => nameValue(certificate.subject, oid)))
      .toEqual(['SE', 'Åsa', 'Öberg-Ek', 'Åsa Öberg-Ek', subject.serialNumber]);
    expect(certificate.notBefore).toEqual(new Date('2026-05-04T11:59:00Z'));
    expect(certificate.notAfter).toEqual(new Date('2026-05-04T16:00:00Z'));
    expect(readAuthContexts(certificate)).toEqual([{
      type: 'http://id.elegnamnden.se/auth-cont/1.0/saci',
      information:
        '<saci:SAMLAuthContext xmlns:saci="http://id.elegnamnden.se/auth-cont/1.0/saci"><saci:AuthContextInfo' +
        ' IdentityProvider="https://login.example.org/?a=1&amp;b=&quot;2&quot;" AuthenticationInstant="2026-05-04T11:58:00.000Z"' +
        ` AuthnContextClassRef="http://eidas.europa.eu/NotNotified/LoA/substantial" AssertionRef="${'ab'.repeat(32)}"/></saci:SAMLAuthContext>`,
    }]);
    const { crl } = { crl: parseCrl(await rootCrl()) };
    expect(buildAndValidatePath(certificate, {
      anchors: [root.certificate], intermediates: identity.chain.map(parseCertificate), at: now, crls: [crl],
    })).toMatchObject({ status: 'valid', revocation: [{ status: 'exempt' }, { status: 'good' }] });
  });

  test('signs once, and a second time never', async () => {
    const identity = await make();
    const contentDigest = createHash('sha256').update('minutes').digest();
    const message = await signCms({ contentDigest, certificates: [identity.certificate, ...identity.chain], signer: identity.signer });
    const data = parseSignedData(message);
    const [signer] = data.signerInfos;
    const certificate = data.certificates.find((each) => signer !== undefined && isNamedBy(signer.sid, each));
    expect(signer && certificate && verifySignerInfo(signer, certificate, { digest: contentDigest }).intact).toBe(true);
    expect(await codeOf(() => identity.signer.sign(contentDigest))).toBe('identity-already-used');
  });

  test('disposed of, signs nothing', async () => {
    const identity = await make();
    identity.dispose();
    identity.dispose();
    expect(await codeOf(() => identity.signer.sign(new Uint8Array(1)))).toBe('identity-disposed');
  });

  test('gives its private key away nowhere', async () => {
    const identity = await make();
    const { inspect } = await import('node:util');
    const seen = inspect(identity, { depth: 10, showHidden: true }) + JSON.stringify(identity);
    expect(seen).not.toMatch(/PrivateKeyObject|KeyObject|PRIVATE KEY/);
  });

  test('is new each time: key, serial number, certificate', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => make()));
    for (const pick of ['keyFingerprintSha256', 'serialNumber', 'certificateSha256'] as const) {
      expect(new Set(all.map((identity) => identity[pick])).size).toBe(50);
    }
    expect(all.every(({ serialNumber }) => /^[4-7][0-9a-f]{31}$/.test(serialNumber))).toBe(true);
  });

  test('is accepted by openssl', async () => {
    const openssl = findOpenssl();
    if (openssl === undefined) return;
    try {
      openssl.file('root.pem', toPem(root.certificate.der));
      openssl.file('ca.pem', toPem(authority.certificate.der));
      openssl.file('person.pem', toPem((await make()).certificate));
      const at = String(Math.floor(now.getTime() / 1000));
      expect(openssl.run('verify', '-x509_strict', '-attime', at, '-CAfile', 'root.pem', '-untrusted', 'ca.pem', 'person.pem')).toMatchObject({ ok: true });
    } finally {
      openssl.dispose();
    }
  });
});

function rootCrl(): Promise<Uint8Array> {
  return buildCrl({
    issuer: root.certificate.subject.der, issuerKeyIdentifier: Buffer.from(root.certificate.known.subjectKeyIdentifier ?? '', 'hex'),
    thisUpdate: now, nextUpdate: new Date(now.getTime() + 86_400_000), number: 1, revoked: [],
  }, root.signer);
}

describe('the issuance token', () => {
  const request = (): IssuanceRequest => ({
    authority, subject, spki: authoritylessKey, issuedAt: now, serialNumber: new Uint8Array(16).fill(7), policyOid: '1.2.752.1',
  });
  let authoritylessKey: Uint8Array;
  beforeAll(async () => {
    authoritylessKey = parseCertificate((await make()).certificate).spki;
  });

  test('is spent by the first use', async () => {
    const token = prepareIssuance(request());
    expect((await issue(token, authority)).known.policies).toEqual([{ oid: '1.2.752.1', hasQualifiers: false }]);
    expect(await codeOf(() => issue(token, authority))).toBe('token-spent');
  });

  test('is of no use to another authority', async () => {
    const other = await createIssuingAuthority(root, {
      name: { commonName: 'Another' }, notBefore: root.certificate.notBefore, notAfter: root.certificate.notAfter,
    });
    expect(await codeOf(() => issue(prepareIssuance(request()), other))).toBe('token-of-another-authority');
  });

  test('issues nothing when the key store signs with another key', async () => {
    const broken = { ...authority, signer: root.signer };
    const wrongKey = { ...broken, signer: { algorithm: authority.signer.algorithm, sign: (data: Uint8Array) => root.signer.sign(data) } };
    expect(await codeOf(() => issue(prepareIssuance({ ...request(), authority: wrongKey }), wrongKey))).toBe('issued-certificate-wrong');
  });

  test('is not given by an end entity, an expired CA or one not yet valid', async () => {
    const at = (time: string): Promise<IssuanceErrorCode | undefined> => codeOf(() => prepareIssuance({ ...request(), issuedAt: new Date(time) }));
    expect(await at('2036-06-01T00:00:00Z')).toBe('authority-unfit');
    expect(await at('2025-06-01T00:00:00Z')).toBe('authority-unfit');
    const endEntity = parseCertificate((await make()).certificate);
    expect(await codeOf(() => prepareIssuance({ ...request(), authority: { ...authority, certificate: endEntity } }))).toBe('authority-unfit');
  });
});
