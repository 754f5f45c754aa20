import { createCipheriv, randomBytes, scryptSync, type KeyObject } from 'node:crypto';

import { encodeOid, integer, octetString, sequence } from '#pki/build';

/** What `openssl pkcs8 -scrypt` uses: 16 MiB for each try. OpenSSL refuses to read costs above 32 MiB. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const KEY_BYTES = 32;

const PBES2 = '1.2.840.113549.1.5.13';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';

/**
 * DER EncryptedPrivateKeyInfo (RFC 5958 §3) by PBES2 with scrypt (RFC 7914 §7) and AES-256-CBC. Node's own export would use
 * PBKDF2 with 2,048 rounds, which a graphics card goes through in no time.
 */
export function encryptPrivateKey(key: KeyObject, passphrase: string): Uint8Array {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const secret = scryptSync(Buffer.from(passphrase, 'utf8'), salt, KEY_BYTES, { ...COST, maxmem: 64 * 1024 * 1024 });
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const cipher = createCipheriv('aes-256-cbc', secret, iv);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  plain.fill(0);
  secret.fill(0);
  const derivation = sequence(
    encodeOid(SCRYPT),
    sequence(octetString(salt), integer(COST.N), integer(COST.r), integer(COST.p), integer(KEY_BYTES)),
  );
  const scheme = sequence(encodeOid(AES_256_CBC), octetString(iv));
  return sequence(sequence(encodeOid(PBES2), sequence(derivation, scheme)), octetString(encrypted));
}
