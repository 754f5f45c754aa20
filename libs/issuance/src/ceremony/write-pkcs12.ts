import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, type KeyObject } from 'node:crypto';

import { derNull, digestIdentifier, encodeOid, explicit, integer, octetString, sequence, tlv } from '#pki/build';
import { contextPrimitive, Oid, Tag } from '#pki/parse';
import { bmpPassword, derivePasswordKey, KeyPurpose } from '../key-store/pkcs12/password-key.js';

/** OWASP's number for PBKDF2 with HMAC-SHA-256; the passphrase of a key file is tried off line. */
const ITERATIONS = 600_000;
/** Six times cheaper to guess against than the encryption, and a hundred times dearer than OpenSSL's usual 2,048: more would take seconds here. */
const MAC_ITERATIONS = 200_000;
const BAG = '1.2.840.113549.1.12.10.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';

/**
 * A PKCS #12 file (RFC 7292) of one key, its certificate and its chain, by PBES2 with AES-256 and PBKDF2 with SHA-256: what
 * OpenSSL 3, Java and Windows read today.
 *
 * @param certificates DER, the key's own first
 */
export function writePkcs12(key: KeyObject, certificates: readonly Uint8Array[], name: string, passphrase: string): Uint8Array {
  const [own = new Uint8Array()] = certificates;
  const localKeyId = createHash('sha1').update(own).digest();
  const attributes = tlv(
    Tag.set,
    attribute(FRIENDLY_NAME, tlv(Tag.bmpString, Buffer.from(name, 'utf16le').swap16())),
    attribute(LOCAL_KEY_ID, octetString(localKeyId)),
  );
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const encryptedKey = encrypt(plain, passphrase);
  plain.fill(0);
  const keyBag = bag(2, sequence(encryptedKey.algorithm, octetString(encryptedKey.data)), attributes);
  const certificateBags = certificates.map((der, index) =>
    bag(3, sequence(encodeOid(X509_CERTIFICATE), explicit(0, octetString(der))), ...(index === 0 ? [attributes] : [])),
  );
  const safe = sequence(encryptedContent(sequence(...certificateBags), passphrase), data(sequence(keyBag)));
  return sequence(integer(3), data(safe), mac(safe, passphrase));
}

const attribute = (oid: string, value: Uint8Array): Uint8Array => sequence(encodeOid(oid), tlv(Tag.set, value));

const bag = (kind: number, value: Uint8Array, ...attributes: Uint8Array[]): Uint8Array => sequence(encodeOid(`${BAG}.${kind}`), explicit(0, value), ...attributes);

const data = (content: Uint8Array): Uint8Array => sequence(encodeOid(Oid.data), explicit(0, octetString(content)));

function encryptedContent(content: Uint8Array, passphrase: string): Uint8Array {
  const encrypted = encrypt(content, passphrase);
  const info = sequence(encodeOid(Oid.data), encrypted.algorithm, tlv(contextPrimitive(0), encrypted.data));
  return sequence(encodeOid(ENCRYPTED_DATA), explicit(0, sequence(integer(0), info)));
}

/** PBES2 (RFC 8018 §6.2). */
function encrypt(content: Uint8Array, passphrase: string): { readonly algorithm: Uint8Array; readonly data: Uint8Array } {
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const secret = pbkdf2Sync(Buffer.from(passphrase, 'utf8'), salt, ITERATIONS, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', secret, iv);
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  secret.fill(0);
  const hmacSha256 = sequence(encodeOid('1.2.840.113549.2.9'), derNull);
  const derivation = sequence(encodeOid('1.2.840.113549.1.5.12'), sequence(octetString(salt), integer(ITERATIONS), hmacSha256));
  const scheme = sequence(encodeOid('2.16.840.1.101.3.4.1.42'), octetString(iv));
  return { algorithm: sequence(encodeOid('1.2.840.113549.1.5.13'), sequence(derivation, scheme)), data: encrypted };
}

/** MacData with SHA-256 (RFC 7292 §4). */
function mac(safe: Uint8Array, passphrase: string): Uint8Array {
  const salt = randomBytes(16);
  const key = derivePasswordKey('sha256', bmpPassword(passphrase), salt, { purpose: KeyPurpose.macKey, iterations: MAC_ITERATIONS, length: 32 });
  const value = createHmac('sha256', key).update(safe).digest();
  return sequence(sequence(digestIdentifier('sha256'), octetString(value)), octetString(salt), integer(MAC_ITERATIONS));
}
