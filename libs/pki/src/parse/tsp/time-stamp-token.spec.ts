import { createHash, randomBytes } from 'node:crypto';

import {
  buildTimeStampRejection, buildTimeStampRequest, buildTimeStampResponse, buildTimeStampToken, parseTimeStampRequest, signCms, TimeStampFailure,
} from '#pki/build';
import { Oid, parseTimeStampResponse, parseTimeStampToken, TimeStampError, verifyTimeStampToken } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';

const imprint = createHash('sha256').update('what is stamped').digest();

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki();
});

test('a token answers its request: imprint, nonce, time to the millisecond, accuracy', async () => {
  const nonce = randomBytes(8);
  const sent = buildTimeStampRequest({ hash: 'sha256', imprint, nonce });
  const genTime = new Date('2026-05-04T12:00:00.250Z');
  const authority = { certificate: pki.tsa.certificate, chain: [], signer: pki.tsa.signer, policy: '1.2.3.4', accuracyMilliseconds: 1500 };
  const der = await buildTimeStampToken({ request: parseTimeStampRequest(sent.der), authority, serialNumber: Uint8Array.of(0, 7), genTime });
  const response = parseTimeStampResponse(buildTimeStampResponse(der));
  expect(response.granted).toBe(true);
  const token = parseTimeStampToken(response.token ?? new Uint8Array());
  expect(token).toMatchObject({ genTime, nonce: sent.nonce, serialNumber: '07', policy: '1.2.3.4', accuracyMilliseconds: 1500, imprintAlgorithm: 'sha256' });
  const check = verifyTimeStampToken(token, imprint);
  expect(check).toMatchObject({ valid: true, essMatches: true, extendedKeyUsageRight: true });
  expect(check.signer?.sha256).toBe(pki.tsa.certificate.sha256);
});

test('a nonce with the highest bit set, or leading zeros, comes back equal', async () => {
  for (const nonce of [Buffer.from('ff00000000000001', 'hex'), Buffer.from('0000000000000001', 'hex'), Buffer.alloc(8)]) {
    const sent = buildTimeStampRequest({ hash: 'sha256', imprint, nonce });
    const authority = { certificate: pki.tsa.certificate, chain: [], signer: pki.tsa.signer, policy: '1.2.3' };
    const der = await buildTimeStampToken({ request: parseTimeStampRequest(sent.der), authority, serialNumber: Uint8Array.of(1), genTime: pki.now });
    expect(parseTimeStampToken(der).nonce).toBe(sent.nonce);
  }
});

test('token-of-another-signature: the imprint decides', async () => {
  const token = parseTimeStampToken(await pki.timestamp(imprint));
  expect(verifyTimeStampToken(token, createHash('sha256').update('other').digest())).toMatchObject({ imprintMatches: false, valid: false });
  expect(verifyTimeStampToken(token, new Uint8Array())).toMatchObject({ imprintMatches: false, valid: false });
  expect(verifyTimeStampToken(token, (hash) => createHash(hash).update('what is stamped').digest()).valid).toBe(true);
});

test('tsa-without-the-purpose: a signing certificate stamps', async () => {
  const person = await pki.oneTime();
  const check = verifyTimeStampToken(parseTimeStampToken(await pki.timestamp(imprint, 'sha256', pki.now, person)), imprint);
  expect(check).toMatchObject({ extendedKeyUsageRight: false, valid: false });
});

test('tsa-with-two-purposes', async () => {
  const tsa = await pki.issue({
    subject: 'two', issuer: pki.root, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpTimeStamping, Oid.kpDocumentSigning],
  });
  const check = verifyTimeStampToken(parseTimeStampToken(await pki.timestamp(imprint, 'sha256', pki.now, tsa)), imprint);
  expect(check).toMatchObject({ extendedKeyUsageRight: false, valid: false });
});

test('stamped-outside-the-tsa-certificates-life', async () => {
  const late = new Date(pki.tsa.certificate.notAfter.getTime() + 1000);
  const check = verifyTimeStampToken(parseTimeStampToken(await pki.timestamp(imprint, 'sha256', late)), imprint);
  expect(check).toMatchObject({ signerValidAtGenTime: false, valid: false });
});

test('a token without its certificate is verified with one given by the caller', async () => {
  const der = await pki.timestamp(imprint);
  const token = parseTimeStampToken(der);
  const bare = { ...token, signedData: { ...token.signedData, certificates: [] } };
  expect(verifyTimeStampToken(bare, imprint).valid).toBe(false);
  expect(verifyTimeStampToken(bare, imprint, [pki.tsa.certificate]).valid).toBe(true);
});

test('an ordinary signature is no time stamp', async () => {
  const person = await pki.oneTime();
  const der = await signCms({ contentDigest: imprint, certificates: [person.certificate], signer: person.signer });
  expect(() => parseTimeStampToken(der)).toThrow(TimeStampError);
});

test('a rejection says why', () => {
  const response = parseTimeStampResponse(buildTimeStampRejection(TimeStampFailure.badAlg, 'no SHA-1 here'));
  expect(response).toMatchObject({ granted: false, status: 2, failures: [0], statusText: ['no SHA-1 here'] });
  expect(response.token).toBeUndefined();
});
