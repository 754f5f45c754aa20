import { createHmac, timingSafeEqual } from 'node:crypto';

import { hashByOid, readAlgorithmIdentifier, readDer, readSmallInteger, Tag, type AlgorithmIdentifier, type DerNode } from '#pki/parse';
import { bounded, deriveKey, hmacHash, UnknownAlgorithm } from './decrypt.js';
import { bmpPassword, derivePasswordKey, KeyPurpose } from './password-key.js';

/** Whether the MAC of a PFX belongs to the passphrase and the content (RFC 7292 §5.1; PBMAC1 of RFC 9579). @throws UnknownAlgorithm, DerError */
export function macMatches(macData: DerNode, content: Uint8Array, passphrase: string): boolean {
  const cursor = macData.cursor();
  const digestInfo = cursor.next(Tag.sequence).cursor();
  const algorithm = readAlgorithmIdentifier(digestInfo.next(Tag.sequence));
  const expected = digestInfo.next(Tag.octetString).content;
  const salt = cursor.next(Tag.octetString).content;
  const count = cursor.optional(Tag.integer);
  const iterations = bounded(count === undefined ? 1 : readSmallInteger(count));
  const same = (actual: Uint8Array): boolean => actual.length === expected.length && timingSafeEqual(actual, expected);
  if (algorithm.oid === '1.2.840.113549.1.5.14') return same(pbmac1(algorithm, content, passphrase));
  const hash = hashByOid(algorithm.oid);
  if (hash === undefined || hash.startsWith('sha3')) throw new UnknownAlgorithm(algorithm.oid);
  const length = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 }[hash as 'sha1'];
  // Without a passphrase some writers hash nothing at all, others the final null.
  const passwords = passphrase === '' ? [bmpPassword(''), new Uint8Array()] : [bmpPassword(passphrase)];
  return passwords.some((password) => {
    const key = derivePasswordKey(hash, password, salt, { purpose: KeyPurpose.macKey, iterations, length });
    return same(createHmac(hash, key).update(content).digest());
  });
}

function pbmac1(algorithm: AlgorithmIdentifier, content: Uint8Array, passphrase: string): Buffer {
  const cursor = readDer(algorithm.parameters ?? new Uint8Array(), Tag.sequence).cursor();
  const derivation = readAlgorithmIdentifier(cursor.next(Tag.sequence));
  const scheme = hmacHash(readAlgorithmIdentifier(cursor.next(Tag.sequence)).oid);
  // RFC 9579 §4: the key length must be stated in the PBKDF2 parameters.
  const parameters = readDer(derivation.parameters ?? new Uint8Array(), Tag.sequence).children();
  const stated = parameters.filter(({ tag }) => tag === Tag.integer)[1];
  if (stated === undefined) throw new UnknownAlgorithm('PBMAC1 without a key length');
  return createHmac(scheme, deriveKey(derivation, passphrase, readSmallInteger(stated, 1024))).update(content).digest();
}
