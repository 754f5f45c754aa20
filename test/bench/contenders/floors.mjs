// The floors under our ways of signing: what is left when nothing is read, written, built or linted. Each gives back (bytes) => something.
import { createECDH, createHash, createPublicKey, createSign, generateKeyPairSync, sign, verify } from 'node:crypto';

/** ECPrivateKey (RFC 5915 §3) around 32 octets of the private key and 65 of the public one. */
const beforePrivate = Buffer.from('30770201010420', 'hex');
const betweenKeys = Buffer.from('a00a06082a8648ce3d030107a144034200', 'hex');

/** What OpenSSL does for a certificate and a signature by our rules, which are more than a key and two signatures. */
function byOurRules() {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const generator = createECDH('prime256v1');
  const scalar = Buffer.alloc(32);
  return {
    /** The key is taken out of an object that makes another at once (ADR 20), and the certificate is verified as soon as it is signed (CP-25). */
    certificate: () => {
      const point = generator.generateKeys();
      const taken = generator.getPrivateKey();
      generator.generateKeys();
      scalar.fill(0).set(taken, 32 - taken.length);
      const tbs = Buffer.alloc(600);
      if (!verify('sha256', tbs, authority.publicKey, sign('sha256', tbs, authority.privateKey))) throw new Error('the certificate does not verify');
      return point;
    },
    /** The key signs by its octets, so that it can be overwritten (ADR 20). */
    signature: (point, attributes) => createSign('sha256').update(attributes).sign({ key: Buffer.concat([beforePrivate, scalar, betweenKeys, point]), format: 'der', type: 'sec1' }),
    /** The signature that leaves is verified under the key in its certificate (BB-19), which has to be imported first. */
    verified: (point, attributes, signature) => {
      const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) }, format: 'jwk' });
      if (!verify('sha256', attributes, key, signature)) throw new Error('the signature does not verify');
      return signature;
    },
  };
}

export const floors = {
  'floor: one SHA-256 pass': async () => ({ sign: (bytes) => createHash('sha256').update(bytes).digest() }),
  'floor: one SHA-256 pass, P-256 key, two signatures': async () => ({
    sign: (bytes) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const digest = createHash('sha256').update(bytes).digest();
      return [sign('sha256', digest, privateKey), sign('sha256', digest, privateKey)];
    },
  }),
  'floor by our rules: key in octets, certificate and signature verified, one SHA-256 pass': async () => {
    const { certificate, signature, verified } = byOurRules();
    return {
      sign: (bytes) => {
        const point = certificate();
        const attributes = createHash('sha256').update(bytes).digest();
        return verified(point, attributes, signature(point, attributes));
      },
    };
  },
  'floor: P-256 key, two signatures': async () => ({
    sign: () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return [sign('sha256', Buffer.alloc(600), privateKey), sign('sha256', Buffer.alloc(300), privateKey)];
    },
  }),
  'floor by our rules: key in octets, certificate verified': async () => {
    const { certificate, signature } = byOurRules();
    return { sign: () => signature(certificate(), Buffer.alloc(300)) };
  },
};
