import { constants, createHash, publicDecrypt, verify, type KeyObject } from 'node:crypto';

import { oidOfHash, type HashAlgorithm, type SignatureAlgorithm } from './algorithms.js';
import { sameBytes } from './bytes.js';
import { tlv } from './der/encode.js';
import { encodeOid } from './der/encode-oid.js';
import { Tag } from './der/tags.js';

const keyTypes: Readonly<Record<SignatureAlgorithm['scheme'], readonly string[]>> = {
  'rsa-pkcs1': ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  'ecdsa-plain': ['ec'],
  dsa: ['dsa'],
  ed25519: ['ed25519'],
  ed448: ['ed448'],
};

/**
 * Is `signature` one of `data` by `publicKey` under exactly this algorithm? Never throws: a key of another kind, a
 * malformed signature (also raw r||s where DER is due, RFC 3279 §2.2.3) and an unsupported hash are simply not valid.
 *
 * Node's MGF1 takes one hash only, so PSS with a different MGF hash is verified as far as that allows: not at all.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm | undefined,
  publicKey: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (algorithm === undefined) return false;
  if (!keyTypes[algorithm.scheme].includes(publicKey.asymmetricKeyType ?? '')) return false;
  try {
    switch (algorithm.scheme) {
      case 'rsa-pkcs1':
        return (
          verify(algorithm.hash, data, { key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature) ||
          isWithoutNull(algorithm.hash, publicKey, data, signature)
        );
      case 'rsa-pss':
        if (algorithm.hash !== algorithm.mgfHash) return false;
        return verify(
          algorithm.hash,
          data,
          { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength },
          signature,
        );
      case 'ecdsa':
      case 'dsa':
        return verify(algorithm.hash, data, { key: publicKey, dsaEncoding: 'der' }, signature);
      case 'ecdsa-plain':
        return verify(algorithm.hash, data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
      case 'ed25519':
      case 'ed448':
        return verify(null, data, publicKey, signature);
    }
  } catch {
    return false;
  }
}

/**
 * RFC 8017 §9.2 note 1 and RFC 4055 §2.1: a DigestInfo without the NULL parameters must be accepted too; OpenSSL does not.
 * The whole decrypted block is compared with the one we expect, so nothing in it is parsed.
 */
function isWithoutNull(hash: HashAlgorithm, publicKey: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  const digest = createHash(hash).update(data).digest();
  const algorithm = tlv(Tag.sequence, encodeOid(oidOfHash(hash)));
  const expected = tlv(Tag.sequence, algorithm, tlv(Tag.octetString, digest));
  return sameBytes(publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature), expected);
}
