import { createHash, sign } from 'node:crypto';
import { buildSignedAttributes, buildSignedData, octetString } from '#pki/build';
import { Oid } from '#pki/parse';
import { hex, name } from '#pdf/write';
import { createTestPki, newTestKey, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy, type SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import type { SignatureReport } from '../report/validation-report.js';
import { signSmall, type SmallSignature } from '../testing/sign-small.js';
import { hourAfter, trustOf } from '../testing/signed-case.js';
import { smallDocument } from '../testing/small-document.js';
import { validate } from '../validate.js';

let pki: TestPki;
let person: TestCertificate;
let crl: Uint8Array;

beforeAll(async () => {
  pki = await createTestPki();
  person = await pki.oneTime(undefined, { key: newTestKey('rsa') });
  crl = await pki.crl(pki.root);
}, 60_000);

/** Somebody who still lives before August 2012. */
const sha1IsFine: SignatureValidationPolicy = { ...defaultPolicy, algorithms: { ...defaultPolicy.algorithms, digests: { ...defaultPolicy.algorithms.digests, sha1: null } } };

async function judge(how: Partial<SmallSignature>, policy = defaultPolicy, change = (bytes: Buffer) => bytes): Promise<SignatureReport | undefined> {
  const bytes = change(await signSmall(smallDocument(), { pki, signer: person, fieldName: 'Signature1', ...how }));
  return validate(bytes, trustOf(pki, { crls: [crl] }), policy, hourAfter(pki.now, 0.5)).signatures[0];
}

const changed = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').replace('decides to approve', 'decides to refuse!'), 'latin1');

const sha1 = (data: Uint8Array): Uint8Array => createHash('sha1').update(data).digest();

/** adbe.pkcs7.sha1: the SHA-1 digest of the range is the content. */
function digestInside(digestOf: (signed: Uint8Array) => Uint8Array = sha1): Partial<SmallSignature> {
  const message = async (signed: Uint8Array): Promise<Uint8Array> => {
    const octets = digestOf(signed);
    const signedAttributes = buildSignedAttributes({ contentDigest: createHash('sha256').update(octets).digest(), signingCertificate: person.der, hash: 'sha256' });
    const signature = await person.signer.sign(signedAttributes);
    return buildSignedData({ signedAttributes, signature, algorithm: person.signer.algorithm, certificates: [person.der, ...person.chain], content: { type: Oid.data, octets } });
  };
  return { entries: { SubFilter: name('adbe.pkcs7.sha1') }, message };
}

/** adbe.x509.rsa_sha1: a bare PKCS #1 signature. */
function plain(certificates: readonly Uint8Array[] = [person.der, ...person.chain]): Partial<SmallSignature> {
  const [only] = certificates;
  const value = certificates.length === 1 && only !== undefined ? hex(only) : { kind: 'array' as const, items: certificates.map(hex) };
  return {
    entries: { SubFilter: name('adbe.x509.rsa_sha1'), Cert: value },
    message: (signed) => octetString(sign('RSA-SHA1', signed, person.key.privateKey)),
  };
}

describe('adbe.pkcs7.sha1', () => {
  test('is intact, its chain is judged, and SHA-1 leaves it open', async () => {
    expect(await judge(digestInside())).toMatchObject({ integrity: 'intact', level: 'PDF_NOT_ETSI', indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', trust: { path: [{}, {}] } });
    expect(await judge(digestInside(), sha1IsFine)).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED', level: 'PDF_NOT_ETSI', trust: { status: 'trusted' } });
  });

  test('over other bytes is changed content', async () => {
    expect(await judge(digestInside(), sha1IsFine, changed)).toMatchObject({ integrity: 'broken', indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' });
    expect(await judge(digestInside(() => new Uint8Array(20)), sha1IsFine)).toMatchObject({ integrity: 'broken', subIndication: 'HASH_FAILURE' });
  });

  test('with anything but a SHA-1 digest inside is malformed', async () => {
    expect(await judge(digestInside((signed) => createHash('sha256').update(signed).digest()), sha1IsFine)).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' });
  });
});

describe('adbe.x509.rsa_sha1', () => {
  test('is intact, its chain is judged, and it stays open: nothing binds the certificate, and SHA-1', async () => {
    const report = await judge(plain());
    expect(report).toMatchObject({ integrity: 'intact', level: 'PDF_NOT_ETSI', indication: 'INDETERMINATE', signatory: { name: 'Åsa Öberg' } });
    expect(report?.reasons).toEqual(expect.arrayContaining(['algorithm-too-weak', 'signed-attributes-missing', 'signing-certificate-not-bound']));
    expect(await judge(plain([person.der]), sha1IsFine)).toMatchObject({ integrity: 'intact', indication: 'INDETERMINATE' });
  });

  test('over other bytes does not verify', async () => {
    expect(await judge(plain(), sha1IsFine, changed)).toMatchObject({ integrity: 'broken', indication: 'TOTAL_FAILED', subIndication: 'SIG_CRYPTO_FAILURE' });
  });

  test('without a certificate is malformed', async () => {
    expect(await judge({ ...plain(), entries: { SubFilter: name('adbe.x509.rsa_sha1') } })).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' });
  });
});

test('a kind of signature that nobody knows is not judged as another', async () => {
  expect(await judge({ entries: { SubFilter: name('adbe.pkcs7.detached2') } })).toMatchObject({ indication: 'INDETERMINATE', reasons: expect.arrayContaining(['sub-filter-unsupported']) as unknown });
});
