import { createPublicKey, type KeyObject } from 'node:crypto';

import { BuildError, signerFromKeyObject, type PrivateKeySigner } from '#pki/build';
import type { Certificate } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';
import { chainAbove } from './chain-above.js';

/** A key that can sign and the certificate that says whose it is; the same shape from every key store. */
export interface SigningKey {
  readonly certificate: Certificate;
  /** DER of the certificates above it in issuing order, the root left out. */
  readonly chain: readonly Uint8Array[];
  readonly signer: PrivateKeySigner;
}

/** @throws IssuanceError `no-certificate-in-file`, `key-does-not-match-certificate`, `key-unsupported` */
export function signingKeyOf(key: KeyObject, certificates: readonly Certificate[]): SigningKey {
  if (certificates.length === 0) throw new IssuanceError('no-certificate-in-file', 'There is no certificate in the file.');
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const own = certificates.find((certificate) => Buffer.compare(certificate.spki, spki) === 0);
  if (own === undefined) throw new IssuanceError('key-does-not-match-certificate', 'No certificate in the file belongs to the key.');
  return { certificate: own, chain: chainAbove(own, certificates), signer: signerOver(key) };
}

/** @throws IssuanceError `key-unsupported` */
export function signerOver(key: KeyObject): PrivateKeySigner {
  try {
    return signerFromKeyObject(key);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new IssuanceError('key-unsupported', 'Keys of this kind cannot sign here.', { details: { reason: error.message } });
  }
}
