import { createPublicKey, verify } from 'node:crypto';

import { hashOf } from '#pki/build';
import { parseCertificate, PkiError, type Certificate } from '#pki/parse';
import { IssuanceError } from '../../issuance-error.js';
import { chainAbove } from '../chain-above.js';
import type { SigningKey } from '../signing-key.js';
import { Ck } from './cryptoki.js';
import { loadCryptoki, type LoadCryptoki } from './load-cryptoki.js';
import type { Pkcs11Uri } from './pkcs11-uri.js';
import { openTokenSigner, type TokenSigner } from './token-signer.js';
import { attribute, findObjects, openSession } from './token-session.js';

export interface Pkcs11KeyOptions {
  /** The key's certificate and those above it; without them, the certificates in the token. */
  readonly certificates?: readonly Certificate[];
  readonly load?: LoadCryptoki;
}

/**
 * A key in a PKCS #11 token, with its certificate. Which certificate is its own is found by signing, and verifying.
 *
 * @throws IssuanceError `key-store-unavailable`, `wrong-passphrase`, `no-key-in-file`, `several-keys`, `key-extractable`,
 * `no-certificate-in-file`, `key-does-not-match-certificate`
 */
export async function openPkcs11Key(uri: Pkcs11Uri, pin: string, options: Pkcs11KeyOptions = {}): Promise<SigningKey & { close(): void }> {
  const load = options.load ?? loadCryptoki;
  const signer = await openTokenSigner(uri, pin, load);
  try {
    const certificates = options.certificates ?? (await certificatesIn(uri, pin, load));
    if (certificates.length === 0) throw new IssuanceError('no-certificate-in-file', 'There is no certificate for the key, in the token or beside it.');
    const own = await ownCertificate(signer, certificates);
    if (own === undefined) throw new IssuanceError('key-does-not-match-certificate', 'No certificate belongs to the key in the token.');
    return { certificate: own, chain: chainAbove(own, certificates), signer, close: () => signer.close() };
  } catch (error) {
    signer.close();
    throw error;
  }
}

async function certificatesIn(uri: Pkcs11Uri, pin: string, load: LoadCryptoki): Promise<Certificate[]> {
  const session = await openSession(uri, pin, load);
  try {
    return findObjects(session, [{ type: Ck.CKA_CLASS, value: Ck.CKO_CERTIFICATE }]).flatMap((object) => readable(attribute(session, object, Ck.CKA_VALUE)));
  } finally {
    session.cryptoki.C_CloseSession(session.handle);
  }
}

/** A token may hold certificates that are none of our business and not as we read them. */
function readable(der: Uint8Array | undefined): Certificate[] {
  try {
    return der === undefined ? [] : [parseCertificate(new Uint8Array(der))];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}

async function ownCertificate(signer: TokenSigner, certificates: readonly Certificate[]): Promise<Certificate | undefined> {
  const probe = Buffer.from('justera: which certificate belongs to this key?', 'utf8');
  const signature = await signer.sign(probe);
  const type = signer.algorithm.startsWith('rsa') ? 'rsa' : 'ec';
  return certificates.find(({ spki }) => {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === type && verify(hashOf(signer.algorithm), probe, key, signature);
  });
}
