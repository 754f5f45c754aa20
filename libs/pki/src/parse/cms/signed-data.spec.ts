import { createHash, sign, type KeyObject } from 'node:crypto';
import * as pkijs from 'pkijs';

import {
  addSignatureTimeStamp, buildSignedAttributes, buildSignedData, encodeAttribute, encodeOid, octetString, setOf, signCms, tlv, type PrivateKeySigner,
} from '#pki/build';
import {
  attributesOf, CmsError, essSigningCertificate, isNamedBy, isSigningCertificate, Oid, parseCertificate, parseSignedData, signingCertificateIn, singleValue, splitPadding, Tag, verifySignerInfo,
  type CmsCheck, type CmsErrorCode, type SignerInfo,
} from '#pki/parse';
import { createTestPki, newTestKey, type TestCertificate, type TestPki } from '#testing';

const content = Buffer.from('the minutes');
const digest = (hash: string, data: Uint8Array = content): Uint8Array => createHash(hash).update(data).digest();

let pki: TestPki;
let person: TestCertificate;
let message: Uint8Array;
beforeAll(async () => {
  pki = await createTestPki();
  person = await pki.oneTime();
  message = await signCms({ contentDigest: digest('sha256'), certificates: [person.certificate, ...person.chain], signer: person.signer });
});

function onlySigner(der: Uint8Array): SignerInfo {
  const [signer] = parseSignedData(der).signerInfos;
  if (signer === undefined) throw new Error('no signer');
  return signer;
}

const check = (der: Uint8Array, contentDigest = digest('sha256')): CmsCheck =>
  verifySignerInfo(onlySigner(der), person.certificate, { digest: contentDigest });

/** A message over attributes of the test's own making. */
function signed(attributes: Uint8Array, by: TestCertificate = person): Uint8Array {
  const signature = sign('sha256', attributes, by.key.privateKey);
  return buildSignedData({ signedAttributes: attributes, signature, algorithm: 'ecdsa-p256-sha256', certificates: [by.certificate] });
}

const contentType = (): Uint8Array => encodeAttribute(Oid.contentType, encodeOid(Oid.data));
const messageDigest = (of: Uint8Array = content): Uint8Array => encodeAttribute(Oid.messageDigest, octetString(digest('sha256', of)));

function codeOf(work: () => unknown): CmsErrorCode | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof CmsError) return error.code;
    throw error;
  }
}

describe('a signature of ours', () => {
  test('is intact, detached, names its signer, and holds no signing-time (BB-10 … BB-16)', () => {
    const data = parseSignedData(message);
    expect(data).toMatchObject({ version: 1, eContentType: Oid.data, encoding: 'der' });
    expect(data.eContent).toBeUndefined();
    expect(data.certificates.map((c) => c.sha256).sort()).toEqual([person.certificate.sha256, pki.issuing.certificate.sha256].sort());
    const signer = onlySigner(message);
    expect(isNamedBy(signer.sid, person.certificate)).toBe(true);
    expect(isSigningCertificate(signer, person.certificate)).toBe(true);
    expect(isSigningCertificate(signer, pki.issuing.certificate)).toBe(false);
    expect(signer.signedAttributes.map(({ oid }) => oid).sort()).toEqual([Oid.contentType, Oid.messageDigest, Oid.signingCertificateV2].sort());
    expect(check(message)).toMatchObject({ intact: true, signedAttributesSorted: true });
  });

  test('algorithm protection (RFC 6211) must name the same algorithms, NULL for absent parameters aside', () => {
    const identifier = (oid: string, ...parameters: Uint8Array[]): Uint8Array => tlv(Tag.sequence, encodeOid(oid), ...parameters);
    const protectedBy = (digest: Uint8Array, signature: Uint8Array): CmsCheck =>
      check(signed(setOf([contentType(), messageDigest(), encodeAttribute(Oid.cmsAlgorithmProtection, tlv(Tag.sequence, digest, tlv(0xa1, signature.subarray(2))))])));
    const [sha256, sha384] = [identifier('2.16.840.1.101.3.4.2.1'), identifier('2.16.840.1.101.3.4.2.2')];
    const ecdsa = '1.2.840.10045.4.3.2';
    expect(protectedBy(sha256, identifier(ecdsa))).toMatchObject({ intact: true, algorithmsConsistent: true });
    expect(protectedBy(sha256, identifier(ecdsa, tlv(Tag.null)))).toMatchObject({ intact: true, algorithmsConsistent: true });
    expect(protectedBy(sha384, identifier(ecdsa))).toMatchObject({ intact: false, algorithmsConsistent: false, signatureValid: true });
    expect(protectedBy(sha256, identifier('1.2.840.10045.4.3.3'))).toMatchObject({ intact: false, algorithmsConsistent: false, signatureValid: true });
  });

  test('is believed by pkijs', async () => {
    const data = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(message)).content });
    await expect(data.verify({ signer: 0, data: new Uint8Array(content).buffer })).resolves.toBe(true);
    await expect(data.verify({ signer: 0, data: new Uint8Array(Buffer.from('the Minutes')).buffer })).rejects.toThrow();
  });

  test.each(['P-256', 'P-384', 'P-521', 'rsa', 'ed25519'] as const)('can be made and checked with %s', async (kind) => {
    const other = await pki.oneTime(undefined, { key: newTestKey(kind) });
    const hash = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512', rsa: 'sha256', ed25519: 'sha512' }[kind];
    const der = await signCms({ contentDigest: digest(hash), certificates: [other.certificate], signer: other.signer });
    expect(verifySignerInfo(onlySigner(der), other.certificate, { digest: digest(hash) }).intact).toBe(true);
  });

  test('can be RSA-PSS, and is not when the salt is another', async () => {
    const key = newTestKey('rsa');
    const other = await pki.oneTime(undefined, { key });
    const attributes = buildSignedAttributes({ contentDigest: digest('sha256'), signingCertificate: other.certificate, hash: 'sha256' });
    const make = (saltLength: number): Uint8Array =>
      buildSignedData({ signedAttributes: attributes, signature: pss(key.privateKey, attributes, saltLength), algorithm: 'rsa-pss-sha256', certificates: [other.certificate] });
    const signatureValid = (der: Uint8Array): boolean => verifySignerInfo(onlySigner(der), other.certificate, { digest: digest('sha256') }).signatureValid;
    expect([signatureValid(make(32)), signatureValid(make(20))]).toEqual([true, false]);
  });

  test('keeps every byte but the unsigned attributes when a time stamp is added', async () => {
    const before = onlySigner(message);
    const token = await pki.timestamp(digest('sha256', before.signature));
    const after = addSignatureTimeStamp(addSignatureTimeStamp(message, token), token);
    expect(check(after).intact).toBe(true);
    expect(onlySigner(after).signature).toEqual(before.signature);
    expect(attributesOf(onlySigner(after).unsignedAttributes, Oid.signatureTimeStampToken)).toHaveLength(2);
  });
});

function pss(key: KeyObject, data: Uint8Array, saltLength: number): Uint8Array {
  return sign('sha256', data, { key, padding: 6, saltLength });
}

describe('attacks', () => {
  test('other-content-under-the-same-signature', () => {
    expect(check(message, digest('sha256', Buffer.from('other')))).toMatchObject({ digestMatches: false, signatureValid: true, intact: false });
  });

  test('signature-checked-with-another-persons-certificate', async () => {
    const other = await pki.oneTime();
    expect(verifySignerInfo(onlySigner(message), other.certificate, { digest: digest('sha256') }))
      .toMatchObject({ signatureValid: false, certificateMatches: false, intact: false });
  });

  test('message-digest-twice', () => {
    const der = signed(setOf([contentType(), messageDigest(), messageDigest(Buffer.from('other'))]));
    expect(check(der)).toMatchObject({ signatureValid: true, digestMatches: false, duplicatedAttributes: [Oid.messageDigest], intact: false });
  });

  test('content-type-twice, content-type-missing, message-digest-missing', () => {
    const bad = [[contentType(), contentType(), messageDigest()], [messageDigest()], [contentType()]];
    expect(bad.map((attributes) => check(signed(setOf(attributes))).intact)).toEqual([false, false, false]);
  });

  test('content-type-of-another-kind', () => {
    const der = signed(setOf([encodeAttribute(Oid.contentType, encodeOid(Oid.tstInfo)), messageDigest()]));
    expect(check(der)).toMatchObject({ contentTypeMatches: false, intact: false });
  });

  test('message-digest-with-two-values', () => {
    const values = setOf([octetString(digest('sha256')), octetString(new Uint8Array(32))]);
    const attribute = tlv(Tag.sequence, encodeOid(Oid.messageDigest), values);
    expect(check(signed(setOf([contentType(), attribute]))).digestMatches).toBe(false);
    expect(codeOf(() => singleValue(onlySigner(signed(setOf([attribute]))).signedAttributes, Oid.messageDigest))).toBe('bad-attribute');
  });

  test('signing-certificate-twice', () => {
    const plain = buildSignedAttributes({ contentDigest: digest('sha256'), signingCertificate: person.certificate, hash: 'sha256' });
    const ess = attributesOf(onlySigner(signed(plain)).signedAttributes, Oid.signingCertificateV2).map(({ encoded }) => encoded);
    const der = signed(setOf([contentType(), messageDigest(), ...ess, ...ess]));
    expect(codeOf(() => essSigningCertificate(onlySigner(der)))).toBe('duplicate-attribute');
    expect(check(der).intact).toBe(false);
  });

  test('no-signing-certificate-at-all-names-nobody', () => {
    expect(isSigningCertificate(onlySigner(signed(setOf([contentType(), messageDigest()]))), person.certificate)).toBe(false);
  });

  test('attributes-moved-into-the-content: a signature over attributes passed off as one over content (A-28)', () => {
    const attributes = setOf([contentType(), messageDigest()]);
    const signature = sign('sha256', attributes, person.key.privateKey);
    const signer: SignerInfo = { ...withoutSignedAttributes(onlySigner(message)), signature };
    const verdict = verifySignerInfo(signer, person.certificate, { digest: digest('sha256', attributes), content: attributes });
    expect(verdict).toMatchObject({ signatureValid: false, hasSignedAttributes: false, intact: false });
  });

  test('raw-r-and-s-instead-of-a-sequence (BB-19)', () => {
    const attributes = setOf([contentType(), messageDigest()]);
    const signature = sign('sha256', attributes, { key: person.key.privateKey, dsaEncoding: 'ieee-p1363' });
    const der = buildSignedData({ signedAttributes: attributes, signature, algorithm: 'ecdsa-p256-sha256', certificates: [person.certificate] });
    expect(check(der).signatureValid).toBe(false);
  });

  test('digest-algorithm-other-than-the-signatures-hash', async () => {
    const odd: PrivateKeySigner = { ...person.signer, algorithm: 'ecdsa-p384-sha384' };
    const der = await signCms({ contentDigest: digest('sha256'), certificates: [person.certificate], signer: odd });
    expect(check(der).intact).toBe(false);
  });
});

function withoutSignedAttributes(signer: SignerInfo): SignerInfo {
  const { version, sid, digestAlgorithm, hash, signatureAlgorithm, signature, unsignedAttributes, encoded } = signer;
  return { version, sid, digestAlgorithm, hash, signatureAlgorithm, signature, unsignedAttributes, encoded, signedAttributes: [] };
}

describe('what others write', () => {
  test('a set that is not sorted is still verified, and said to be unsorted', () => {
    const sorted = [contentType(), messageDigest()].sort((a, b) => Buffer.compare(a, b));
    const der = signed(tlv(Tag.set, ...sorted.reverse()));
    expect(check(der)).toMatchObject({ signatureValid: true, signedAttributesSorted: false, intact: true });
  });

  test('indefinite lengths are undone and reported', () => {
    const ber = toIndefinite(message);
    const { message: cut, padding } = splitPadding(Buffer.concat([ber, Buffer.alloc(7)]));
    expect(padding).toBe(7);
    expect(parseSignedData(cut).encoding).toBe('ber');
    expect(check(cut).intact).toBe(true);
  });

  test('zero padding is cut; anything else behind the message is refused (BB-01)', () => {
    expect(splitPadding(Buffer.concat([message, Buffer.alloc(100)]))).toMatchObject({ padding: 100 });
    expect(codeOf(() => splitPadding(Buffer.concat([message, Buffer.alloc(9), Buffer.of(1)])))).toBe('bad-padding');
  });

  test('a certificate that cannot be read does not hide the rest', () => {
    const garbage = tlv(Tag.sequence, octetString(Uint8Array.of(1)));
    const der = buildSignedData({
      signedAttributes: setOf([contentType(), messageDigest()]), signature: new Uint8Array(8), algorithm: 'ecdsa-p256-sha256',
      certificates: [person.certificate, garbage],
    });
    const data = parseSignedData(der);
    expect([data.certificates.length, data.rawCertificates.length]).toEqual([1, 2]);
  });

  test('something that is no SignedData is said to be none', () => {
    expect(codeOf(() => parseSignedData(tlv(Tag.sequence, encodeOid(Oid.data))))).toBe('not-signed-data');
  });
});

/** ContentInfo, [0] and SignedData with indefinite lengths, as streaming signers write them. */
function toIndefinite(der: Uint8Array): Uint8Array {
  const content = (bytes: Uint8Array): Uint8Array => bytes.subarray((bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f));
  const wrap = (tag: number, ...parts: Uint8Array[]): Uint8Array => Buffer.concat([Buffer.of(tag, 0x80), ...parts, Buffer.of(0, 0)]);
  const oid = encodeOid(Oid.signedData);
  const explicit = content(der).subarray(oid.length);
  return wrap(Tag.sequence, oid, wrap(0xa0, wrap(Tag.sequence, content(content(explicit)))));
}

describe('the signing certificate inside a message', () => {
  test('is found by its hash, and no other is read', () => {
    // The issuing certificate spoilt: nobody needs it here.
    const spoilt = Buffer.from(message);
    const [issuing] = person.chain;
    if (issuing === undefined) throw new Error('no chain');
    const at = spoilt.indexOf(issuing);
    spoilt[at + 8] = 0xff;
    const data = parseSignedData(spoilt);
    expect(signingCertificateIn(data, data.signerInfos[0]!)?.sha256).toBe(person.certificate.sha256);
    expect(data.certificates.map(({ sha256 }) => sha256)).toEqual([person.certificate.sha256]);
    expect(data.rawCertificates).toHaveLength(2);
  });

  test('one that was read before is taken for its own bytes, and for no others', async () => {
    const data = parseSignedData(message);
    const signer = data.signerInfos[0]!;
    const before = parseCertificate(person.der);
    const another = (await pki.oneTime()).certificate;
    expect(signingCertificateIn(data, signer, before)).toBe(before);
    const found = signingCertificateIn(data, signer, another);
    expect(found).not.toBe(another);
    expect(found?.sha256).toBe(person.certificate.sha256);
  });

  test('is none when only its hash is right, or nothing names it', () => {
    const withoutEss = signed(setOf([contentType(), messageDigest()]));
    const data = parseSignedData(withoutEss);
    expect(signingCertificateIn(data, data.signerInfos[0]!)).toBeUndefined();
    const foreign = parseSignedData(message);
    const kept = foreign.rawCertificates.filter((raw) => Buffer.compare(raw, person.der) !== 0);
    expect(signingCertificateIn({ ...foreign, rawCertificates: kept }, foreign.signerInfos[0]!)).toBeUndefined();
  });
});
