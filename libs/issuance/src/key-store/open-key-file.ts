import { readFile, stat } from 'node:fs/promises';

import { parseCertificate, type Certificate } from '#pki/parse';
import { errorCode } from '#platform/base';
import { IssuanceError } from '../issuance-error.js';
import { openPem } from './authority-file.js';
import { chainAbove } from './chain-above.js';
import { openPkcs12 } from './pkcs12/open-pkcs12.js';
import type { SigningKey } from './signing-key.js';

export interface KeyFileOptions {
  /** Which key of a PKCS #12 file with several. */
  readonly friendlyName?: string;
  /** For a person's own file on their own machine; never for a key of ours. */
  readonly othersMayRead?: boolean;
  /** The key's certificate and those above it, instead of those in the file. */
  readonly certificates?: readonly Certificate[];
}

/**
 * Opens a key file: our PEM files (encrypted key, certificate, chain) or PKCS #12, told apart by their content.
 *
 * @throws IssuanceError; details.file names the file
 */
export async function openKeyFile(file: string, passphrase: string, options: KeyFileOptions = {}): Promise<SigningKey> {
  const bytes = await readKeyFile(file, options.othersMayRead ?? false);
  try {
    if (bytes.includes('-----BEGIN ')) return openPem(bytes.toString('utf8'), passphrase, options.certificates);
    const named = options.friendlyName === undefined ? {} : { friendlyName: options.friendlyName };
    const { certificate, chain, signer } = openPkcs12(bytes, passphrase, { ...named, refuseNakedKeys: true });
    const others = options.certificates ?? [certificate, ...chain.map(parseCertificate)];
    const own = others.find(({ spki }) => Buffer.compare(spki, certificate.spki) === 0);
    if (own === undefined) throw new IssuanceError('key-does-not-match-certificate', 'No certificate given belongs to the key in the file.');
    return { certificate: own, chain: chainAbove(own, others), signer };
  } catch (error) {
    if (!(error instanceof IssuanceError)) throw error;
    throw new IssuanceError(error.code, error.message, { details: { ...error.details, file }, cause: error.cause });
  }
}

async function readKeyFile(file: string, othersMayRead: boolean): Promise<Buffer> {
  try {
    const { mode } = await stat(file);
    // Windows has no such bits; there the folder's access list has to do.
    if (!othersMayRead && process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new IssuanceError('key-file-too-open', 'Others than the owner may read the key file; run chmod 600 on it.', { details: { file } });
    }
    return await readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new IssuanceError('key-file-missing', 'There is no key file.', { details: { file } });
    throw error;
  }
}
