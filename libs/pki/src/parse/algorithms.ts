import { sameBytes } from './bytes.js';
import { readDer, readSequence, type DerNode } from './der/der-node.js';
import { contextConstructed, Tag } from './der/tags.js';
import { readOid, readSmallInteger } from './der/der-values.js';

/** Hash functions by the name node:crypto gives them. Which of them are still good is the caller's policy. */
export type HashAlgorithm =
  | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'
  | 'sha3-224' | 'sha3-256' | 'sha3-384' | 'sha3-512';

const hashes: Readonly<Record<string, HashAlgorithm>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.7': 'sha3-224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

const hashOids = new Map<HashAlgorithm, string>(Object.entries(hashes).map(([oid, name]) => [name, oid]));

/** The hash an OID names, or undefined for one we do not know. */
export function hashByOid(oid: string): HashAlgorithm | undefined {
  return Object.hasOwn(hashes, oid) ? hashes[oid] : undefined;
}

export function oidOfHash(hash: HashAlgorithm): string {
  return hashOids.get(hash) ?? '';
}

/** AlgorithmIdentifier (RFC 5280 §4.1.1.2), parameters left as found. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  /** DER of the parameters, absent when there are none. */
  readonly parameters?: Uint8Array;
  readonly encoded: Uint8Array;
}

export function readAlgorithmIdentifier(node: DerNode): AlgorithmIdentifier {
  const cursor = node.expect(Tag.sequence).cursor();
  const oid = readOid(cursor.next(Tag.objectIdentifier));
  if (cursor.done) return { oid, encoded: node.encoded };
  const parameters = cursor.any().encoded;
  cursor.end();
  return { oid, parameters, encoded: node.encoded };
}

/** Equal, or differing only in NULL against absent parameters, which some issuers mix up and which changes no meaning. */
export function isSameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  if (sameBytes(a.encoded, b.encoded)) return true;
  const parameters = [a, b].map((each) => (each.parameters?.[0] === Tag.null ? undefined : each.parameters));
  return a.oid === b.oid && parameters.every((each) => each === undefined);
}

/** What a signature algorithm identifier asks for, in terms of node:crypto. */
export type SignatureAlgorithm =
  | { readonly scheme: 'rsa-pkcs1' | 'ecdsa' | 'ecdsa-plain' | 'dsa'; readonly hash: HashAlgorithm }
  | { readonly scheme: 'rsa-pss'; readonly hash: HashAlgorithm; readonly mgfHash: HashAlgorithm; readonly saltLength: number }
  | { readonly scheme: 'ed25519' | 'ed448' };

const known: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.4': { scheme: 'rsa-pkcs1', hash: 'md5' },
  '1.2.840.113549.1.1.5': { scheme: 'rsa-pkcs1', hash: 'sha1' },
  '1.3.14.3.2.29': { scheme: 'rsa-pkcs1', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { scheme: 'rsa-pkcs1', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { scheme: 'rsa-pkcs1', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { scheme: 'rsa-pkcs1', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { scheme: 'rsa-pkcs1', hash: 'sha512' },
  '2.16.840.1.101.3.4.3.13': { scheme: 'rsa-pkcs1', hash: 'sha3-224' },
  '2.16.840.1.101.3.4.3.14': { scheme: 'rsa-pkcs1', hash: 'sha3-256' },
  '2.16.840.1.101.3.4.3.15': { scheme: 'rsa-pkcs1', hash: 'sha3-384' },
  '2.16.840.1.101.3.4.3.16': { scheme: 'rsa-pkcs1', hash: 'sha3-512' },
  '1.2.840.10045.4.1': { scheme: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { scheme: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { scheme: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { scheme: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { scheme: 'ecdsa', hash: 'sha512' },
  '2.16.840.1.101.3.4.3.9': { scheme: 'ecdsa', hash: 'sha3-224' },
  '2.16.840.1.101.3.4.3.10': { scheme: 'ecdsa', hash: 'sha3-256' },
  '2.16.840.1.101.3.4.3.11': { scheme: 'ecdsa', hash: 'sha3-384' },
  '2.16.840.1.101.3.4.3.12': { scheme: 'ecdsa', hash: 'sha3-512' },
  // BSI TR-03111 §5.2.1: r || s without a SEQUENCE; German signature cards.
  '0.4.0.127.0.7.1.1.4.1.2': { scheme: 'ecdsa-plain', hash: 'sha224' },
  '0.4.0.127.0.7.1.1.4.1.3': { scheme: 'ecdsa-plain', hash: 'sha256' },
  '0.4.0.127.0.7.1.1.4.1.4': { scheme: 'ecdsa-plain', hash: 'sha384' },
  '0.4.0.127.0.7.1.1.4.1.5': { scheme: 'ecdsa-plain', hash: 'sha512' },
  '1.2.840.10040.4.3': { scheme: 'dsa', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { scheme: 'dsa', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { scheme: 'dsa', hash: 'sha256' },
  '1.3.101.112': { scheme: 'ed25519' },
  '1.3.101.113': { scheme: 'ed448' },
};

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/**
 * Signature OIDs that leave the hash to the SignerInfo's digestAlgorithm: rsaEncryption (RFC 3370 §3.2), id-dsa, and
 * id-ecPublicKey, which some signers write by mistake.
 */
const hashFromDigest: Readonly<Record<string, 'rsa-pkcs1' | 'ecdsa' | 'dsa'>> = {
  '1.2.840.113549.1.1.1': 'rsa-pkcs1',
  '1.2.840.10040.4.1': 'dsa',
  '1.2.840.10045.2.1': 'ecdsa',
};

/**
 * What the identifier asks for, or undefined when we do not know it (then nothing can be verified, and the caller says so).
 *
 * @param digest the SignerInfo's hash, for identifiers that name none; absent for certificates, CRLs and OCSP
 */
export function signatureAlgorithm(identifier: AlgorithmIdentifier, digest?: HashAlgorithm): SignatureAlgorithm | undefined {
  if (identifier.oid === RSASSA_PSS) return readPssParameters(identifier);
  if (digest !== undefined && Object.hasOwn(hashFromDigest, identifier.oid)) {
    const scheme = hashFromDigest[identifier.oid];
    if (scheme !== undefined) return { scheme, hash: digest };
  }
  return Object.hasOwn(known, identifier.oid) ? known[identifier.oid] : undefined;
}

/** RSASSA-PSS-params (RFC 4055 §3.1); the defaults are SHA-1, MGF1 with SHA-1, salt 20, trailer 1. */
function readPssParameters(identifier: AlgorithmIdentifier): SignatureAlgorithm | undefined {
  if (identifier.parameters === undefined) return undefined;
  let hash: HashAlgorithm | undefined = 'sha1';
  let mgfHash: HashAlgorithm | undefined = 'sha1';
  let saltLength = 20;
  const cursor = readSequence(identifier.parameters);
  const hashNode = cursor.optional(contextConstructed(0));
  if (hashNode !== undefined) hash = hashByOid(readAlgorithmIdentifier(hashNode.only()).oid);
  const mgfNode = cursor.optional(contextConstructed(1));
  if (mgfNode !== undefined) {
    const mgf = readAlgorithmIdentifier(mgfNode.only());
    if (mgf.oid !== MGF1 || mgf.parameters === undefined) return undefined;
    mgfHash = hashByOid(readAlgorithmIdentifier(readDer(mgf.parameters)).oid);
  }
  const saltNode = cursor.optional(contextConstructed(2));
  if (saltNode !== undefined) saltLength = readSmallInteger(saltNode.only(Tag.integer), 1024);
  const trailerNode = cursor.optional(contextConstructed(3));
  if (trailerNode !== undefined && readSmallInteger(trailerNode.only(Tag.integer)) !== 1) return undefined;
  cursor.end();
  if (hash === undefined || mgfHash === undefined) return undefined;
  return { scheme: 'rsa-pss', hash, mgfHash, saltLength };
}
