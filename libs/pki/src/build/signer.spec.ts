import { constants, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';

import { BuildError, signatureIdentifier, signerFromKeyObject, type SigningAlgorithm } from '#pki/build';
import { readAlgorithmIdentifier, readDer, signatureAlgorithm, verifySignature } from '#pki/parse';
import { newPssKey as pssKey, type PssRestrictions as Restrictions } from '#testing';

const data = Buffer.from('Protokoll');

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof BuildError) return error.code;
    throw error;
  }
}

describe('a key that is for RSASSA-PSS alone (BB-19, RFC 4055 §3.1)', () => {
  test.each<[string, Restrictions, SigningAlgorithm, number]>([
    ['that demands nothing', {}, 'rsa-pss-sha256', 32],
    ['for SHA-256', { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 }, 'rsa-pss-sha256', 32],
    ['for SHA-384', { hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384', saltLength: 48 }, 'rsa-pss-sha384', 48],
    ['for SHA-512', { hashAlgorithm: 'sha512', mgf1HashAlgorithm: 'sha512', saltLength: 64 }, 'rsa-pss-sha512', 64],
    ['with a shorter least salt', { hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384', saltLength: 20 }, 'rsa-pss-sha384', 48],
  ])('%s is kept to', async (_what, restrictions, expected, salt) => {
    const key = pssKey(restrictions);
    const { algorithm, sign } = signerFromKeyObject(key);
    expect(algorithm).toBe(expected);
    const signature = await sign(data);
    const publicKey = createPublicKey(key);
    const hash = expected.slice('rsa-pss-'.length);
    expect(verify(hash, data, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt }, signature)).toBe(true);
    // What the signature says of itself, all explicit, is what a reader needs to verify it.
    const stated = signatureAlgorithm(readAlgorithmIdentifier(readDer(signatureIdentifier(algorithm))));
    expect(stated).toEqual({ scheme: 'rsa-pss', hash, mgfHash: hash, saltLength: salt });
    expect(verifySignature(stated, publicKey, data, signature)).toBe(true);
  });

  test.each<[string, Restrictions, number?]>([
    ['for SHA-1', { hashAlgorithm: 'sha1', mgf1HashAlgorithm: 'sha1', saltLength: 20 }],
    ['for SHA-224', { hashAlgorithm: 'sha224', mgf1HashAlgorithm: 'sha224', saltLength: 28 }],
    ['that masks with another hash', { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha1', saltLength: 32 }],
    ['that demands a longer salt than the hash', { hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 64 }],
    ['too short for its hash', { hashAlgorithm: 'sha512', mgf1HashAlgorithm: 'sha512', saltLength: 20 }, 1024],
  ])('%s is refused before anybody signs, with a code', (_what, restrictions, modulusLength = 2048) => {
    expect(codeOf(() => signerFromKeyObject(pssKey(restrictions, modulusLength)))).toBe('unsupported-key');
  });

  test('no other algorithm is forced on it', () => {
    const key = pssKey({ hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384', saltLength: 48 });
    for (const algorithm of ['rsa-sha384', 'rsa-pss-sha256', 'ecdsa-p384-sha384'] as const) expect([algorithm, codeOf(() => signerFromKeyObject(key, algorithm))]).toEqual([algorithm, 'unsupported-key']);
    expect(signerFromKeyObject(pssKey({}), 'rsa-pss-sha512').algorithm).toBe('rsa-pss-sha512');
  });
});

test('an algorithm of another kind of key is refused when the signer is made', () => {
  const { privateKey: ec, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { privateKey: edwards } = generateKeyPairSync('ed25519');
  expect(codeOf(() => signerFromKeyObject(ec, 'rsa-sha256'))).toBe('unsupported-key');
  expect(codeOf(() => signerFromKeyObject(edwards, 'ecdsa-p256-sha256'))).toBe('unsupported-key');
  expect(codeOf(() => signerFromKeyObject(publicKey, 'ecdsa-p256-sha256'))).toBe('unsupported-key');
  expect(codeOf(() => signerFromKeyObject(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey))).toBe('unsupported-key');
});
