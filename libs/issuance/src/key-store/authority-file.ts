import { createPrivateKey, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';

import { parseCertificate, parsePem, PkiError, toPem, type Certificate } from '#pki/parse';
import { errorCode } from '#platform/base';
import type { AuthorityMaterial } from '../authority/authority-material.js';
import { IssuanceError } from '../issuance-error.js';
import { encryptPrivateKey } from './encrypt-private-key.js';
import { signingKeyOf, type SigningKey } from './signing-key.js';

/**
 * Writes an authority to one PEM file: encrypted PKCS #8 key, certificate, chain. The file is new and for its owner only.
 *
 * @throws IssuanceError `key-file-exists`: a key is never overwritten
 */
export async function saveAuthority(file: string, authority: AuthorityMaterial, passphrase: string): Promise<void> {
  const certificates = [authority.certificate.der, ...authority.chain].map((der) => toPem(der));
  const text = toPem(encryptPrivateKey(authority.privateKey, passphrase), 'ENCRYPTED PRIVATE KEY') + certificates.join('');
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new IssuanceError('key-file-exists', 'There is a key file already.', { details: { file } });
    throw error;
  }
}

/**
 * A key in PEM: encrypted PKCS #8, its certificate, and the chain above it.
 *
 * @param certificates instead of those in the file
 * @throws IssuanceError `no-key-in-file`, `key-not-encrypted`, `wrong-passphrase`, `no-certificate-in-file`,
 * `key-does-not-match-certificate`
 */
export function openPem(text: string, passphrase: string, certificates?: readonly Certificate[]): SigningKey {
  const key = decryptPemKey(text, passphrase);
  return signingKeyOf(key, certificates ?? readCertificates(text));
}

/** The key alone, for a ceremony in which its certificate is yet to be made. */
export function decryptPemKey(text: string, passphrase: string): KeyObject {
  if (/-----BEGIN (?:EC |RSA )?PRIVATE KEY-----/.test(text)) throw new IssuanceError('key-not-encrypted', 'The key in the file is not encrypted.');
  const block = /-----BEGIN ENCRYPTED PRIVATE KEY-----[\s\S]+?-----END ENCRYPTED PRIVATE KEY-----/.exec(text)?.[0];
  if (block === undefined) throw new IssuanceError('no-key-in-file', 'There is no encrypted key in the file.');
  try {
    return createPrivateKey({ key: block, format: 'pem', passphrase });
  } catch {
    // OpenSSL's reason is left out: it tells a wrong passphrase from a damaged file badly, and the cure is the same.
    throw new IssuanceError('wrong-passphrase', 'The key cannot be decrypted with this passphrase.');
  }
}

function readCertificates(text: string): Certificate[] {
  try {
    return parsePem(text).map(parseCertificate);
  } catch (error) {
    if (error instanceof PkiError) throw new IssuanceError('no-certificate-in-file', 'There is no readable certificate in the file.');
    throw error;
  }
}
