import { createDecipheriv, pbkdf2Sync, scryptSync } from 'node:crypto';

import { contextConstructed, readAlgorithmIdentifier, readDer, readSmallInteger, Tag, type AlgorithmIdentifier } from '#pki/parse';
import { bmpPassword, derivePasswordKey, KeyPurpose } from './password-key.js';
import { decryptRc2Cbc } from './rc2.js';

/** An encryption or a key derivation that this reader does not know, by OID. */
export class UnknownAlgorithm extends Error {}

/** A file says how much work its opening is; beyond this it is an attack, not a key file. */
const maxIterations = 2_000_000;
const maxScryptBytes = 256 * 1024 * 1024;

interface PasswordScheme {
  readonly keyLength: number;
  readonly cipher: 'des-ede3-cbc' | 'des-ede-cbc' | 'rc2-128' | 'rc2-40';
}

/** RFC 7292 appendix C; the two RC4 schemes are left out. */
const passwordSchemes: Readonly<Record<string, PasswordScheme>> = {
  '1.2.840.113549.1.12.1.3': { keyLength: 24, cipher: 'des-ede3-cbc' },
  '1.2.840.113549.1.12.1.4': { keyLength: 16, cipher: 'des-ede-cbc' },
  '1.2.840.113549.1.12.1.5': { keyLength: 16, cipher: 'rc2-128' },
  '1.2.840.113549.1.12.1.6': { keyLength: 5, cipher: 'rc2-40' },
};

const hmacHashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const blockCiphers: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};

/** @throws UnknownAlgorithm, DerError, or an Error of the cipher: a wrong passphrase cannot be told from damage */
export function decryptWithPassword(algorithm: AlgorithmIdentifier, data: Uint8Array, passphrase: string): Uint8Array {
  if (algorithm.oid === '1.2.840.113549.1.5.13') return decryptPbes2(algorithm, data, passphrase);
  const scheme = passwordSchemes[algorithm.oid];
  if (scheme === undefined || algorithm.parameters === undefined) throw new UnknownAlgorithm(algorithm.oid);
  const cursor = readDer(algorithm.parameters, Tag.sequence).cursor();
  const salt = cursor.next(Tag.octetString).content;
  const iterations = bounded(readSmallInteger(cursor.next(Tag.integer)));
  const password = bmpPassword(passphrase);
  const derive = (purpose: number, length: number): Buffer => derivePasswordKey('sha1', password, salt, { purpose, iterations, length });
  const key = derive(KeyPurpose.encryptionKey, scheme.keyLength);
  const iv = derive(KeyPurpose.initialisationVector, 8);
  if (scheme.cipher === 'rc2-40' || scheme.cipher === 'rc2-128') return withoutPadding(decryptRc2Cbc(data, key, iv, scheme.cipher === 'rc2-40' ? 40 : 128));
  // Two-key triple DES is three-key triple DES with the first key again.
  const whole = scheme.cipher === 'des-ede-cbc' ? Buffer.concat([key, key.subarray(0, 8)]) : key;
  return decipher('des-ede3-cbc', whole, iv, data);
}

/** PBES2 (RFC 8018 §6.2). */
function decryptPbes2(algorithm: AlgorithmIdentifier, data: Uint8Array, passphrase: string): Uint8Array {
  const cursor = readDer(algorithm.parameters ?? new Uint8Array(), Tag.sequence).cursor();
  const derivation = readAlgorithmIdentifier(cursor.next(Tag.sequence));
  const encryption = readAlgorithmIdentifier(cursor.next(Tag.sequence));
  const cipher = blockCiphers[encryption.oid];
  if (cipher === undefined || encryption.parameters === undefined) throw new UnknownAlgorithm(encryption.oid);
  const iv = readDer(encryption.parameters, Tag.octetString).content;
  return decipher(cipher.name, deriveKey(derivation, passphrase, cipher.keyLength), iv, data);
}

/** PBKDF2 or scrypt, as a PBES2 or PBMAC1 names it. @throws UnknownAlgorithm */
export function deriveKey(derivation: AlgorithmIdentifier, passphrase: string, length: number): Buffer {
  const cursor = readDer(derivation.parameters ?? new Uint8Array(), Tag.sequence).cursor();
  if (derivation.oid === '1.2.840.113549.1.5.12') {
    const salt = cursor.next(Tag.octetString).content;
    const iterations = bounded(readSmallInteger(cursor.next(Tag.integer)));
    cursor.optional(Tag.integer);
    const prf = cursor.optional(Tag.sequence);
    const prfOid = prf === undefined ? '1.2.840.113549.2.7' : readAlgorithmIdentifier(prf).oid;
    return pbkdf2Sync(Buffer.from(passphrase, 'utf8'), salt, iterations, length, hmacHash(prfOid));
  }
  if (derivation.oid === '1.3.6.1.4.1.11591.4.11') {
    const salt = cursor.next(Tag.octetString).content;
    const [cost, blockSize, parallelization] = [cursor, cursor, cursor].map((at) => readSmallInteger(at.next(Tag.integer))) as [number, number, number];
    return scryptSync(Buffer.from(passphrase, 'utf8'), salt, length, { cost, blockSize, parallelization, maxmem: maxScryptBytes });
  }
  throw new UnknownAlgorithm(derivation.oid);
}

/** @throws UnknownAlgorithm */
export function hmacHash(oid: string): string {
  const hash = hmacHashes[oid];
  if (hash === undefined) throw new UnknownAlgorithm(oid);
  return hash;
}

export function bounded(iterations: number): number {
  if (iterations < 1 || iterations > maxIterations) throw new UnknownAlgorithm(`${String(iterations)} iterations`);
  return iterations;
}

function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  const cipher = createDecipheriv(name, key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

function withoutPadding(data: Buffer): Buffer {
  const pad = data.at(-1) ?? 0;
  if (pad < 1 || pad > 8 || data.subarray(-pad).some((octet) => octet !== pad)) throw new Error('bad padding');
  return data.subarray(0, -pad);
}

/** The octets of `[0] IMPLICIT OCTET STRING`, in one piece or in several. */
export function implicitOctets(node: { readonly tag: number; readonly content: Uint8Array; children(): readonly { readonly content: Uint8Array }[] }): Uint8Array {
  return node.tag === contextConstructed(0) ? Buffer.concat(node.children().map((part) => part.content)) : node.content;
}

