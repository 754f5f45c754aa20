import { buildOcspFailure, buildOcspRequest, buildOcspResponse, encodeCertId, isIssuedBy, OcspFailure, parseOcspRequest } from '#pki/build';
import { OcspError, Oid, parseCrl, parseOcspResponse, revocationExemption, verifyCrl, verifyOcspResponse } from '#pki/parse';
import { certificateExtension } from '#pki/build';
import { createTestPki, type TestPki } from '#testing';

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki();
});

describe('CRLs', () => {
  test('list what was revoked, when and why', async () => {
    const crl = parseCrl(await pki.crl(pki.root, [
      { serialNumber: '00ff', revokedAt: pki.now, reason: 'keyCompromise' },
      { serialNumber: '0a', revokedAt: pki.now },
    ]));
    expect(verifyCrl(crl, pki.root.certificate)).toMatchObject({ valid: true });
    expect(crl.find('ff')).toMatchObject({ reason: 'keyCompromise', revokedAt: pki.now });
    expect(crl.find('0a')).toMatchObject({ reason: 'unspecified' });
    expect(crl.find('01')).toBeUndefined();
    expect(crl.known.number).toBe(Math.floor(pki.now.getTime() / 1000).toString(16));
  });

  test('without entries have no empty list (RFC 5280 §5.1.2.6)', async () => {
    expect(parseCrl(await pki.crl(pki.root)).entries.size).toBe(0);
  });

  test('signed by a certificate that may not, are not believed', async () => {
    const noCrls = await pki.issue({ subject: 'certificates only', issuer: pki.root, ca: {}, keyUsage: ['keyCertSign'] });
    expect(verifyCrl(parseCrl(await pki.crl(noCrls)), noCrls.certificate)).toMatchObject({ issuerMaySign: false, valid: false });
  });
});

describe('OCSP', () => {
  const about = (): { certificate: typeof pki.issuing.certificate; issuer: typeof pki.root.certificate } =>
    ({ certificate: pki.issuing.certificate, issuer: pki.root.certificate });

  test('a request names one certificate of one issuer, with a nonce', () => {
    const nonce = Buffer.from('00112233', 'hex');
    const request = parseOcspRequest(buildOcspRequest({ ...about(), nonce }));
    const [item] = request.items;
    expect(item?.serialNumber).toBe(pki.issuing.certificate.serialNumber);
    expect(item !== undefined && isIssuedBy(item, pki.root.certificate)).toBe(true);
    expect(item !== undefined && isIssuedBy(item, pki.issuing.certificate)).toBe(false);
    expect(Buffer.from(request.nonce ?? []).toString('hex')).toBe('00112233');
  });

  test('another nonce is a mismatch; none at all is left to the date', async () => {
    const make = async (nonce?: Uint8Array): Promise<ReturnType<typeof parseOcspResponse>> =>
      parseOcspResponse(await buildOcspResponse({
        responder: pki.root.certificate, producedAt: pki.now, ...(nonce === undefined ? {} : { nonce }),
        answers: [{ certId: encodeCertId(pki.issuing.certificate, pki.root.certificate, 'sha256'), status: { kind: 'good' }, thisUpdate: pki.now }],
      }, pki.root.signer));
    expect(verifyOcspResponse(await make(Buffer.of(1, 2)), about(), '0102')).toMatchObject({ nonceMatches: true, valid: true });
    expect(verifyOcspResponse(await make(Buffer.of(1, 3)), about(), '0102')).toMatchObject({ nonceMatches: false, valid: false });
    expect(verifyOcspResponse(await make(), about(), '0102')).toMatchObject({ nonceMatches: true, valid: true });
  });

  test('answer-about-another-certificate', async () => {
    const check = verifyOcspResponse(parseOcspResponse(await pki.ocsp(pki.tsa)), about());
    expect(check.single).toBeUndefined();
    expect(check.valid).toBe(false);
  });

  test('delegate-without-the-purpose, delegate-of-another-ca, delegate-expired-when-answering', async () => {
    const year = { notBefore: new Date(pki.now.getTime() - 2 * 86_400_000) };
    const delegates = await Promise.all([
      pki.issue({ subject: 'no purpose', issuer: pki.root, keyUsage: ['digitalSignature'] }),
      pki.issue({ subject: 'other CA', issuer: pki.issuing, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning] }),
      pki.issue({
        subject: 'expired', issuer: pki.root, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning], ...year,
        notAfter: new Date(pki.now.getTime() - 86_400_000),
      }),
    ]);
    for (const delegate of delegates) {
      const der = await pki.ocsp(pki.issuing, { kind: 'good' }, pki.now, delegate);
      expect(verifyOcspResponse(parseOcspResponse(der), about()).valid).toBe(false);
    }
  });

  test('"try later" is no answer', () => {
    expect(() => parseOcspResponse(buildOcspFailure(OcspFailure.tryLater))).toThrow(OcspError);
  });
});

test('who needs no revocation data: short-term and proper noRevAvail end entities, never a CA', async () => {
  const make = async (extensions: Uint8Array[], ca = false): Promise<string | undefined> => {
    const { certificate } = await pki.issue({ subject: 'x', extensions, ...(ca ? { ca: {} } : {}) });
    return revocationExemption(certificate);
  };
  const { noRevAvail, validityAssuredShortTerm, authorityInfoAccess } = certificateExtension;
  expect(await make([])).toBeUndefined();
  expect(await make([noRevAvail()])).toBe('no-rev-avail');
  expect(await make([validityAssuredShortTerm()])).toBe('validity-assured-short-term');
  expect(await make([noRevAvail(), authorityInfoAccess({ ocsp: ['http://o.example'] })])).toBeUndefined();
  expect(await make([noRevAvail(), validityAssuredShortTerm()], true)).toBeUndefined();
});
