import { readFile } from 'node:fs/promises';

import { parseCertificate, parsePem, PkiError, type Certificate } from '#pki/parse';
import { errorCode } from '#platform/base';
import { IssuanceError } from '../issuance-error.js';
import { openKeyFile } from './open-key-file.js';
import { openPkcs11Key } from './pkcs11/open-pkcs11-key.js';
import { isPkcs11Uri, parsePkcs11Uri } from './pkcs11/pkcs11-uri.js';
import type { SigningKey } from './signing-key.js';

export interface OpenKeyOptions {
  /** PEM or DER file with the key's certificate and those above it, where they are not beside the key. */
  readonly certificateFile?: string;
  /** Which key of a PKCS #12 file with several. */
  readonly friendlyName?: string;
}

/** A key that has been opened, wherever it lives. */
export interface OpenedKey extends SigningKey {
  /** Ends the session with a token; a key from a file is let go. */
  close(): void;
}

/**
 * Opens a key by its address: the path of a PEM or PKCS #12 file, or a `pkcs11:` URI (RFC 7512).
 *
 * @param passphrase of the file, or the token's PIN
 * @throws IssuanceError
 */
export async function openKey(address: string, passphrase: string, options: OpenKeyOptions = {}): Promise<OpenedKey> {
  const certificates = options.certificateFile === undefined ? undefined : await readCertificateFile(options.certificateFile);
  const beside = certificates === undefined ? {} : { certificates };
  if (isPkcs11Uri(address)) return openPkcs11Key(parsePkcs11Uri(address), passphrase, beside);
  const named = options.friendlyName === undefined ? {} : { friendlyName: options.friendlyName };
  return { ...(await openKeyFile(address, passphrase, { ...beside, ...named })), close: () => undefined };
}

/**
 * Certificates of a file: one in DER, or any number in PEM.
 * @throws IssuanceError `certificate-file-missing` when there is no such file or it may not be read, `no-certificate-in-file`; details.file
 */
export async function readCertificateFile(file: string): Promise<Certificate[]> {
  const bytes = await readBytes(file);
  const certificates = certificatesIn(bytes);
  if (certificates.length === 0) throw new IssuanceError('no-certificate-in-file', 'There is no certificate that can be read in the file.', { details: { file } });
  return certificates;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = errorCode(error);
    if (reason === undefined) throw error;
    const message = reason === 'EACCES' ? 'The certificate file may not be read.' : 'There is no certificate file by this name.';
    throw new IssuanceError('certificate-file-missing', message, { details: { file, reason } });
  }
}

function certificatesIn(bytes: Buffer): Certificate[] {
  try {
    return bytes.includes('-----BEGIN ') ? parsePem(bytes.toString('latin1')).map(parseCertificate) : [parseCertificate(new Uint8Array(bytes))];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}
