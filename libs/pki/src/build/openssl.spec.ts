import { createHash, randomBytes } from 'node:crypto';

import {
  addSignatureTimeStamp, buildOcspRequest, buildOcspResponse, buildTimeStampRequest, buildTimeStampResponse, buildTimeStampToken, parseOcspRequest,
  parseTimeStampRequest, signCms,
} from '#pki/build';
import { parseSignedData, toPem } from '#pki/parse';
import { createTestPki, findOpenssl, type TestPki } from '#testing';

/** Another judge on everything we write. openssl takes the system's time, so this world lives around it. */
const openssl = findOpenssl();
const judge = openssl === undefined ? describe.skip : describe;

judge('openssl accepts what we build', () => {
  const { file, run, dispose } = openssl ?? { file: (name: string) => name, run: () => ({ ok: false, output: '' }), dispose: () => undefined };
  const content = randomBytes(1000);
  let pki: TestPki;

  beforeAll(async () => {
    pki = await createTestPki({ now: new Date() });
    file('root.pem', toPem(pki.root.der));
    file('issuing.pem', toPem(pki.issuing.der));
    file('tsa.pem', toPem(pki.tsa.der));
    file('content.bin', content);
  });
  afterAll(() => dispose());

  test('certificates, strictly', async () => {
    file('person.pem', toPem((await pki.oneTime()).der));
    expect(run('verify', '-x509_strict', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem', 'person.pem')).toMatchObject({ ok: true });
    expect(run('verify', '-x509_strict', '-purpose', 'timestampsign', '-CAfile', 'root.pem', 'tsa.pem')).toMatchObject({ ok: true });
    expect(run('x509', '-in', 'person.pem', '-noout', '-text').output).toContain('Non Repudiation');
  });

  test.each(['P-256', 'P-384', 'rsa'] as const)('a detached signature by %s, time stamp added', async (kind) => {
    const { newTestKey } = await import('#testing');
    const person = await pki.oneTime(undefined, { key: newTestKey(kind) });
    const hash = kind === 'P-384' ? 'sha384' : 'sha256';
    const plain = await signCms({
      contentDigest: createHash(hash).update(content).digest(), certificates: [person.certificate, ...person.chain], signer: person.signer,
    });
    const signature = parseSignedData(plain).signerInfos[0]?.signature ?? new Uint8Array();
    const message = addSignatureTimeStamp(plain, await pki.timestamp(createHash('sha256').update(signature).digest()));
    file('message.der', message);
    const verify = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'message.der', '-CAfile', 'root.pem', '-purpose', 'any', '-out', 'out.bin'];
    expect(run(...verify, '-content', 'content.bin')).toMatchObject({ ok: true });
    expect(run(...verify, '-content', 'root.pem')).toMatchObject({ ok: false });
  });

  test('a time-stamp request and its answer', async () => {
    const request = buildTimeStampRequest({ hash: 'sha256', imprint: createHash('sha256').update(content).digest(), nonce: randomBytes(8) });
    const authority = { certificate: pki.tsa.certificate, chain: pki.tsa.chain, signer: pki.tsa.signer, policy: '1.2.3.4', accuracyMilliseconds: 1250 };
    const token = await buildTimeStampToken({
      request: parseTimeStampRequest(request.der), authority, serialNumber: randomBytes(8), genTime: new Date(),
    });
    file('q.tsq', request.der);
    file('r.tsr', buildTimeStampResponse(token));
    expect(run('ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'root.pem').output).toContain('Verification: OK');
    expect(run('ts', '-verify', '-data', 'root.pem', '-in', 'r.tsr', '-CAfile', 'root.pem').ok).toBe(false);
    // And the other way round: openssl asks, we answer.
    expect(run('ts', '-query', '-data', 'content.bin', '-sha512', '-cert', '-out', 'q2.tsq').ok).toBe(true);
  });

  test('a CRL, and what it says', async () => {
    const clean = await pki.crl(pki.root);
    const revoking = await pki.crl(pki.root, [{ serialNumber: pki.issuing.certificate.serialNumber, revokedAt: pki.now, reason: 'keyCompromise' }]);
    file('clean.pem', toPem(clean, 'X509 CRL'));
    file('revoking.pem', toPem(revoking, 'X509 CRL'));
    const check = (crl: string): { ok: boolean; output: string } => run('verify', '-crl_check', '-CRLfile', crl, '-CAfile', 'root.pem', 'issuing.pem');
    expect(run('crl', '-in', 'revoking.pem', '-noout', '-text', '-CAfile', 'root.pem').output).toContain('Key Compromise');
    expect(check('clean.pem')).toMatchObject({ ok: true });
    expect(check('revoking.pem').output).toContain('certificate revoked');
  });

  test('an OCSP request and a delegated answer', async () => {
    const request = buildOcspRequest({ certificate: pki.issuing.certificate, issuer: pki.root.certificate, nonce: randomBytes(16) });
    const { items, nonce } = parseOcspRequest(request);
    const response = await buildOcspResponse({
      responder: pki.ocspResponder.certificate, producedAt: pki.now, ...(nonce === undefined ? {} : { nonce }),
      answers: items.map(({ encoded }) => ({
        certId: encoded, status: { kind: 'revoked' as const, revokedAt: pki.now, reason: 'superseded' as const }, thisUpdate: pki.now,
        nextUpdate: new Date(pki.now.getTime() + 3_600_000),
      })),
      certificates: [pki.ocspResponder.der],
    }, pki.ocspResponder.signer);
    file('q.ocsp', request);
    file('r.ocsp', response);
    const { output } = run('ocsp', '-reqin', 'q.ocsp', '-respin', 'r.ocsp', '-issuer', 'root.pem', '-cert', 'issuing.pem', '-CAfile', 'root.pem', '-no_nonce');
    expect(output).toContain('Response verify OK');
    expect(output).toContain('issuing.pem: revoked');
  });
});
