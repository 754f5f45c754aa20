import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';

import { signerFromKeyObject } from '#pki/build';
import { parseCertificate, parsePem, PkiError, toPem, type Certificate } from '#pki/parse';
import { errorCode } from '#platform';
import type { AuthorityMaterial } from '../authority/authority-material.js';
import type { IssuingAuthority } from '../authority/issuing-authority.js';
import { IssuanceError } from '../issuance-error.js';
import { encryptPrivateKey } from './encrypt-private-key.js';

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
 * Opens an authority from a PEM file: the encrypted key, its certificate, and the chain above it without the root.
 *
 * @throws IssuanceError `key-file-missing`, `key-file-too-open`, `no-key-in-file`, `key-not-encrypted`, `wrong-passphrase`,
 * `no-certificate-in-file`, `key-does-not-match-certificate`
 */
export async function openAuthority(file: string, passphrase: string): Promise<IssuingAuthority> {
  const text = await readKeyFile(file);
  const key = decryptKey(text, passphrase, file);
  const certificates = readCertificates(text, file);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const own = certificates.find((certificate) => Buffer.compare(certificate.spki, spki) === 0);
  if (own === undefined) throw fail('key-does-not-match-certificate', 'No certificate in the file belongs to the key.', file);
  return {
    certificate: own,
    chain: certificates.filter((certificate) => certificate !== own && !certificate.isSelfIssued).map(({ der }) => der),
    signer: signerFromKeyObject(key),
  };
}

function fail(code: ConstructorParameters<typeof IssuanceError>[0], message: string, file: string): IssuanceError {
  return new IssuanceError(code, message, { details: { file } });
}

async function readKeyFile(file: string): Promise<string> {
  try {
    const { mode } = await stat(file);
    // Windows has no such bits; there the folder's access list has to do.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw fail('key-file-too-open', 'Others than the owner may read the key file; run chmod 600 on it.', file);
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw fail('key-file-missing', 'There is no key file.', file);
    throw error;
  }
}

function decryptKey(text: string, passphrase: string, file: string): KeyObject {
  if (/-----BEGIN (?:EC |RSA )?PRIVATE KEY-----/.test(text)) throw fail('key-not-encrypted', 'The key in the file is not encrypted.', file);
  const block = /-----BEGIN ENCRYPTED PRIVATE KEY-----[\s\S]+?-----END ENCRYPTED PRIVATE KEY-----/.exec(text)?.[0];
  if (block === undefined) throw fail('no-key-in-file', 'There is no encrypted key in the file.', file);
  try {
    return createPrivateKey({ key: block, format: 'pem', passphrase });
  } catch {
    // OpenSSL's reason is left out: it tells a wrong passphrase from a damaged file badly, and the cure is the same.
    throw fail('wrong-passphrase', 'The key cannot be decrypted with this passphrase.', file);
  }
}

function readCertificates(text: string, file: string): Certificate[] {
  try {
    return parsePem(text).map(parseCertificate);
  } catch (error) {
    if (error instanceof PkiError) throw fail('no-certificate-in-file', 'There is no readable certificate in the file.', file);
    throw error;
  }
}
