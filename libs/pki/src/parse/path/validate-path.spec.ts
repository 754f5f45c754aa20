import { certificateExtension, encodeExtension, sequence, type RevokedEntry } from '#pki/build';
import {
  buildAndValidatePath, Oid, parseCertificate, parseCrl, parseOcspResponse, type Certificate, type PathOptions, type PathResult,
} from '#pki/parse';
import { createTestPki, newTestKey, type TestCertificate, type TestPki } from '#testing';

const DAY = 86_400_000;
let pki: TestPki;
let person: TestCertificate;
beforeAll(async () => {
  pki = await createTestPki();
  person = await pki.oneTime();
});

const plus = (milliseconds: number): Date => new Date(pki.now.getTime() + milliseconds);

function judge(leaf: TestCertificate, options: Partial<PathOptions> = {}): PathResult {
  return buildAndValidatePath(leaf.certificate, {
    anchors: [pki.root.certificate], intermediates: [pki.issuing.certificate], at: pki.now, revocation: 'skip', ...options,
  });
}

async function crls(issuer: TestCertificate, revoked: readonly RevokedEntry[] = [], at = pki.now): Promise<{ crls: ReturnType<typeof parseCrl>[] }> {
  return { crls: [parseCrl(await pki.crl(issuer, revoked, at))] };
}

describe('paths', () => {
  test('a one-time certificate leads to the root', () => {
    const result = judge(person);
    expect(result).toMatchObject({ status: 'valid', code: 'ok' });
    expect(result.path.map((c) => c.sha256)).toEqual([person, pki.issuing, pki.root].map((c) => c.certificate.sha256));
  });

  test('a certificate that is itself trusted needs no issuer', () => {
    expect(judge(person, { anchors: [person.certificate] })).toMatchObject({ status: 'valid', path: [person.certificate] });
  });

  test('without the issuing certificate there is no path, which is not "invalid"', () => {
    expect(judge(person, { intermediates: [] })).toMatchObject({ status: 'indeterminate', code: 'no-path' });
    expect(judge(person, { anchors: [] })).toMatchObject({ status: 'indeterminate', code: 'no-path' });
  });

  test('another-ca-with-the-same-name does not do', async () => {
    const impostor = await createTestPki();
    const result = judge(person, { anchors: [impostor.root.certificate], intermediates: [impostor.issuing.certificate] });
    expect(result).toMatchObject({ status: 'indeterminate', code: 'no-path' });
  });

  test('signature-broken under an issuer named by key identifier', () => {
    const der = new Uint8Array(person.der);
    der[der.length - 5] = (der[der.length - 5] ?? 0) ^ 1;
    const result = buildAndValidatePath(parseCertificate(der), { anchors: [pki.root.certificate], intermediates: [pki.issuing.certificate], at: pki.now });
    expect(result).toMatchObject({ status: 'invalid', code: 'bad-signature' });
  });

  test('before and after the leaf\'s life: indeterminate', () => {
    expect(judge(person, { at: plus(-120_000) })).toMatchObject({ status: 'indeterminate', code: 'not-yet-valid' });
    expect(judge(person, { at: plus(2 * 3_600_000) })).toMatchObject({ status: 'indeterminate', code: 'expired' });
  });

  test('leaf-as-ca: an end entity issues', async () => {
    const end = await pki.issue({ subject: 'end entity', keyUsage: ['keyCertSign'] });
    const forged = await pki.issue({ subject: 'forged', issuer: end });
    expect(judge(forged, { intermediates: [pki.issuing.certificate, end.certificate] })).toMatchObject({ status: 'invalid', code: 'not-a-ca' });
  });

  test('path-length: a CA below a CA that may have none', async () => {
    const sub = await pki.issue({ subject: 'sub CA', ca: {} });
    const leaf = await pki.issue({ subject: 'leaf', issuer: sub });
    const result = judge(leaf, { intermediates: [pki.issuing.certificate, sub.certificate] });
    expect(result).toMatchObject({ status: 'invalid', code: 'path-too-long' });
  });

  test('ca-without-keyCertSign', async () => {
    const ca = await pki.issue({ subject: 'CRL only', issuer: pki.root, ca: {}, keyUsage: ['cRLSign'] });
    const leaf = await pki.issue({ subject: 'leaf', issuer: ca });
    expect(judge(leaf, { intermediates: [ca.certificate] })).toMatchObject({ status: 'invalid', code: 'key-usage' });
  });

  test('unknown-critical-extension fails, the same one not critical does not', async () => {
    const withOne = (critical: boolean): Promise<TestCertificate> =>
      pki.oneTime(undefined, { extensions: [encodeExtension('1.2.3.4.5', critical, sequence())] });
    expect(judge(await withOne(true))).toMatchObject({ status: 'invalid', code: 'unknown-critical-extension' });
    expect(judge(await withOne(false))).toMatchObject({ status: 'valid' });
  });

  test('key usage and purpose of the leaf', async () => {
    const enciphering = await pki.issue({ subject: 'enciphering', keyUsage: ['keyEncipherment'] });
    expect(judge(enciphering)).toMatchObject({ status: 'invalid', code: 'key-usage' });
    expect(judge(person, { purpose: 'timestamping' })).toMatchObject({ status: 'invalid', code: 'extended-key-usage' });
    expect(judge(pki.tsa, { purpose: 'timestamping' })).toMatchObject({ status: 'valid' });
  });

  test('cross-certificates and loops: the valid path is found among the others', async () => {
    const other = await createTestPki({ label: 'Other' });
    const cross = (by: TestCertificate, of: TestCertificate): Promise<TestCertificate> =>
      pki.issue({ subject: [{ oid: Oid.countryName, value: 'SE' }, ...namesOf(of.certificate)], issuer: by, ca: {}, key: of.key });
    const loop = await cross(pki.issuing, other.root);
    const back = await cross(other.root, pki.root);
    const result = judge(person, { intermediates: [loop.certificate, back.certificate, other.root.certificate, pki.issuing.certificate] });
    expect(result).toMatchObject({ status: 'valid' });
  });

  test('a heap of same-named issuers is not worth more than a bounded number of signature checks', async () => {
    const heap = await Promise.all(Array.from({ length: 450 }, () => pki.issue({ subject: namesWithCountry(pki.issuing.certificate), issuer: pki.root, ca: {}, key: sharedKey() })));
    const result = judge(person, { intermediates: heap.map((c) => c.certificate), anchors: [pki.tsa.certificate] });
    expect(result).toMatchObject({ status: 'indeterminate', code: 'too-complex' });
  });
});

function namesOf(certificate: Certificate): { oid: string; value: string }[] {
  return certificate.subject.rdns.flat().filter(({ oid }) => oid !== Oid.countryName).map(({ oid, value }) => ({ oid, value: value ?? '' }));
}

function namesWithCountry(certificate: Certificate): { oid: string; value: string }[] {
  return [{ oid: Oid.countryName, value: 'SE' }, ...namesOf(certificate)];
}

const keys = new Map<string, ReturnType<typeof newTestKey>>();
function sharedKey(): ReturnType<typeof newTestKey> {
  const key = keys.get('shared') ?? newTestKey();
  keys.set('shared', key);
  return key;
}

describe('revocation along the path', () => {
  test('short-term and noRevAvail certificates need none; the CA above does', async () => {
    expect(judge(person, { revocation: 'required' })).toMatchObject({ status: 'indeterminate', code: 'revocation-unknown', findings: [{ index: 1 }] });
    const result = judge(person, { revocation: 'required', ...(await crls(pki.root)) });
    expect(result).toMatchObject({ status: 'valid', revocation: [{ status: 'exempt' }, { status: 'good' }] });
  });

  test('noRevAvail beside a CRL address is not believed (RFC 9608 §3)', async () => {
    const odd = await pki.oneTime(undefined, {
      extensions: [certificateExtension.noRevAvail(), certificateExtension.crlDistributionPoints(['http://a.example/x.crl'])],
    });
    expect(judge(odd, { revocation: 'required', ...(await crls(pki.root)) })).toMatchObject({ code: 'revocation-unknown', findings: [{ index: 0 }] });
  });

  test('a revoked CA takes its certificates down, from the time of revocation on', async () => {
    const revoked = [{ serialNumber: pki.issuing.certificate.serialNumber, revokedAt: pki.now, reason: 'keyCompromise' as const }];
    const later = await crls(pki.root, revoked, plus(DAY));
    expect(judge(person, { revocation: 'required', ...later })).toMatchObject({ status: 'invalid', code: 'revoked-ca' });
    expect(judge(person, { revocation: 'required', at: plus(-30_000), ...later })).toMatchObject({ status: 'valid' });
  });

  test('crl-by-somebody-else, crl-out-of-date', async () => {
    const other = await createTestPki();
    expect(judge(person, { revocation: 'required', ...(await crls(other.root)) })).toMatchObject({ code: 'revocation-unknown' });
    const old = await crls(pki.root, [], plus(-60 * DAY));
    expect(judge(person, { revocation: 'required', ...old })).toMatchObject({ code: 'revocation-unknown', findings: [{ detail: 'stale' }] });
  });

  test('a hold that was lifted does not count, any other revocation is for ever', async () => {
    const entry = (reason: 'certificateHold' | 'superseded'): RevokedEntry[] =>
      [{ serialNumber: pki.issuing.certificate.serialNumber, revokedAt: plus(-10 * DAY), reason }];
    const after = await pki.crl(pki.root, [], pki.now);
    const verdict = async (reason: 'certificateHold' | 'superseded'): Promise<string> => {
      const before = await pki.crl(pki.root, entry(reason), plus(-5 * DAY));
      return judge(person, { revocation: 'required', crls: [parseCrl(before), parseCrl(after)] }).code;
    };
    expect([await verdict('certificateHold'), await verdict('superseded')]).toEqual(['ok', 'revoked-ca']);
  });

  test('OCSP: by the issuer, by its delegate, not by anybody else', async () => {
    const about = (der: Uint8Array): PathResult => judge(person, { revocation: 'required', ocsps: [parseOcspResponse(der)] });
    expect(about(await pki.ocsp(pki.issuing))).toMatchObject({ status: 'valid' });
    expect(about(await pki.ocsp(pki.issuing, { kind: 'good' }, pki.now, pki.root))).toMatchObject({ status: 'valid' });
    expect(about(await pki.ocsp(pki.issuing, { kind: 'good' }, pki.now, pki.tsa))).toMatchObject({ code: 'revocation-unknown' });
    expect(about(await pki.ocsp(pki.issuing, { kind: 'unknown' }))).toMatchObject({ code: 'revocation-unknown' });
    expect(about(await pki.ocsp(pki.issuing, { kind: 'revoked', revokedAt: plus(-DAY) }))).toMatchObject({ code: 'revoked-ca' });
  });

  test('a delegate without ocsp-nocheck must be known to be good itself (PF-26)', async () => {
    const delegate = await pki.issue({ subject: 'delegate', issuer: pki.root, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning] });
    const ocsps = [parseOcspResponse(await pki.ocsp(pki.issuing, { kind: 'good' }, pki.now, delegate))];
    expect(judge(person, { revocation: 'required', ocsps })).toMatchObject({ code: 'revocation-unknown' });
    const revoked = [{ serialNumber: delegate.certificate.serialNumber, revokedAt: pki.now }];
    const { revocation } = judge(person, { revocation: 'required', ocsps, ...(await crls(pki.root, revoked)) });
    expect(revocation[1]).toMatchObject({ evidence: { source: 'crl' } });
  });

  test('evidence about the leaf older than the signature is stale (PF-25)', async () => {
    const signer = await pki.issue({ subject: 'long-lived' });
    const data = { crls: [parseCrl(await pki.crl(pki.issuing)), parseCrl(await pki.crl(pki.root))] };
    expect(judge(signer, { revocation: 'required', ...data })).toMatchObject({ status: 'valid' });
    expect(judge(signer, { revocation: 'required', at: plus(1000), freshFrom: plus(1000), ...data }))
      .toMatchObject({ code: 'revocation-unknown', findings: [{ index: 0, detail: 'stale' }] });
  });

  test('a list made after the certificate expired says nothing about it', async () => {
    const signer = await pki.issue({ subject: 'short', notAfter: plus(DAY) });
    const late = { crls: [parseCrl(await pki.crl(pki.issuing, [], plus(2 * DAY))), parseCrl(await pki.crl(pki.root))] };
    expect(judge(signer, { revocation: 'required', ...late })).toMatchObject({ code: 'revocation-unknown' });
  });
});
