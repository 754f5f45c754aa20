import { constants, sign, type KeyObject } from 'node:crypto';

import { oidOfHash, type HashAlgorithm } from '../parse/algorithms.js';
import { digestOf } from '../parse/digest.js';
import { encodeOid } from '../parse/der/encode-oid.js';
import { BuildError } from './build-error.js';
import { derNull, explicit, integer, sequence } from './encode.js';
import { pssHashOf, pssOctets, type PssHash } from './pss-hash.js';

export type SigningAlgorithm =
  | 'ecdsa-p256-sha256' | 'ecdsa-p384-sha384' | 'ecdsa-p521-sha512'
  | 'rsa-sha256' | 'rsa-sha384' | 'rsa-sha512' | `rsa-pss-${PssHash}`
  | 'ed25519';

/** A private key that can sign and nothing else: in memory, in a file, or in hardware. */
export interface PrivateKeySigner {
  readonly algorithm: SigningAlgorithm;
  /** Signs (hashing included). ECDSA signatures come as DER SEQUENCE { r, s } (RFC 3279 §2.2.3). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

interface Properties {
  /** Also the CMS digest algorithm that goes with it; SHA-512 for Ed25519 (RFC 8419 §3.1). */
  readonly hash: HashAlgorithm;
  /** DER AlgorithmIdentifier. */
  readonly identifier: Uint8Array;
}

const withNull = (oid: string): Uint8Array => sequence(encodeOid(oid), derNull);
const bare = (oid: string): Uint8Array => sequence(encodeOid(oid));

/** RSASSA-PSS-params: the hash, MGF1 with the same, a salt as long as it, all explicit (BB-19). */
const pss = (hash: PssHash): Properties => ({
  hash,
  identifier: sequence(
    encodeOid('1.2.840.113549.1.1.10'),
    sequence(
      explicit(0, withNull(oidOfHash(hash))),
      explicit(1, sequence(encodeOid('1.2.840.113549.1.1.8'), withNull(oidOfHash(hash)))),
      explicit(2, integer(pssOctets(hash))),
    ),
  ),
});

const properties: Readonly<Record<SigningAlgorithm, Properties>> = {
  'ecdsa-p256-sha256': { hash: 'sha256', identifier: bare('1.2.840.10045.4.3.2') },
  'ecdsa-p384-sha384': { hash: 'sha384', identifier: bare('1.2.840.10045.4.3.3') },
  'ecdsa-p521-sha512': { hash: 'sha512', identifier: bare('1.2.840.10045.4.3.4') },
  'rsa-sha256': { hash: 'sha256', identifier: withNull('1.2.840.113549.1.1.11') },
  'rsa-sha384': { hash: 'sha384', identifier: withNull('1.2.840.113549.1.1.12') },
  'rsa-sha512': { hash: 'sha512', identifier: withNull('1.2.840.113549.1.1.13') },
  'rsa-pss-sha256': pss('sha256'),
  'rsa-pss-sha384': pss('sha384'),
  'rsa-pss-sha512': pss('sha512'),
  ed25519: { hash: 'sha512', identifier: bare('1.3.101.112') },
};

/** The hash that goes with a signing algorithm: what message-digest must be computed with. */
export function hashOf(algorithm: SigningAlgorithm): HashAlgorithm {
  return properties[algorithm].hash;
}

/** DER AlgorithmIdentifier of the signature. */
export function signatureIdentifier(algorithm: SigningAlgorithm): Uint8Array {
  return properties[algorithm].identifier;
}

const digestIdentifiers = new Map<HashAlgorithm, Uint8Array>();

/** DER AlgorithmIdentifier of a hash, parameters absent (RFC 5754 §2). */
export function digestIdentifier(hash: HashAlgorithm): Uint8Array {
  const known = digestIdentifiers.get(hash) ?? bare(oidOfHash(hash));
  digestIdentifiers.set(hash, known);
  return known;
}

export function digest(hash: HashAlgorithm, data: Uint8Array): Uint8Array {
  return digestOf(hash, data);
}

/** The signing algorithm a key gets when nobody asks for another. @throws BuildError `unsupported-key` */
export function defaultAlgorithm(key: KeyObject): SigningAlgorithm {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  switch (key.asymmetricKeyType) {
    case 'ec':
      if (curve === 'prime256v1') return 'ecdsa-p256-sha256';
      if (curve === 'secp384r1') return 'ecdsa-p384-sha384';
      if (curve === 'secp521r1') return 'ecdsa-p521-sha512';
      break;
    case 'rsa':
      return 'rsa-sha256';
    case 'rsa-pss':
      return `rsa-pss-${pssHashOf(key)}`;
    case 'ed25519':
      return 'ed25519';
  }
  throw new BuildError('unsupported-key', `${key.asymmetricKeyType ?? 'secret'} ${curve ?? ''}`);
}

/** A signer over a key held in this process. @throws BuildError `unsupported-key`, also for an algorithm that is not the key's */
export function signerFromKeyObject(key: KeyObject, algorithm = defaultAlgorithm(key)): PrivateKeySigner {
  if (key.type !== 'private') throw new BuildError('unsupported-key', key.type);
  if (!permits(key, algorithm)) throw new BuildError('unsupported-key', `${key.asymmetricKeyType ?? ''} with ${algorithm}`);
  return { algorithm, sign: (data) => Promise.resolve().then(() => signWith(key, algorithm, data)) };
}

function permits(key: KeyObject, algorithm: SigningAlgorithm): boolean {
  const { asymmetricKeyType: type } = key;
  if (type === 'rsa-pss') return algorithm === `rsa-pss-${pssHashOf(key)}` || (algorithm.startsWith('rsa-pss-') && key.asymmetricKeyDetails?.hashAlgorithm === undefined);
  return algorithm.startsWith(type === 'ec' ? 'ecdsa-' : type === 'rsa' ? 'rsa-' : (type ?? 'none'));
}

export function signWith(key: KeyObject, algorithm: SigningAlgorithm, data: Uint8Array): Uint8Array {
  const { hash } = properties[algorithm];
  if (algorithm === 'ed25519') return sign(null, data, key);
  if (isPss(algorithm)) {
    return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  }
  return sign(hash, data, { key, dsaEncoding: 'der' });
}

function isPss(algorithm: SigningAlgorithm): boolean {
  return algorithm.startsWith('rsa-pss-');
}
