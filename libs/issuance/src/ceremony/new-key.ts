import { generateKeyPair } from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

import { signerFromKeyObject, type PrivateKeySigner } from '#pki/build';
import { toPem } from '#pki/parse';
import { errorCode } from '#platform/base';
import { IssuanceError } from '../issuance-error.js';
import { encryptPrivateKey } from '../key-store/encrypt-private-key.js';
import { generateTokenKey, type KeyKind } from '../key-store/pkcs11/generate-token-key.js';
import { loadCryptoki } from '../key-store/pkcs11/load-cryptoki.js';
import { isPkcs11Uri, parsePkcs11Uri } from '../key-store/pkcs11/pkcs11-uri.js';
import { openTokenSigner } from '../key-store/pkcs11/token-signer.js';

/** A key that has just been made and has no certificate yet. */
export interface NewKey {
  readonly signer: PrivateKeySigner;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  close(): void;
}

/**
 * Makes a key where it shall live: in a new PEM file (encrypted, for its owner only), or in a PKCS #11 token, which it never leaves.
 *
 * @param address path or `pkcs11:` URI
 * @throws IssuanceError `key-file-exists`, and as of the token
 */
export async function makeKey(address: string, passphrase: string, kind: KeyKind): Promise<NewKey> {
  if (isPkcs11Uri(address)) {
    const uri = parsePkcs11Uri(address);
    const spki = await generateTokenKey(uri, passphrase, kind);
    const signer = await openTokenSigner(uri, passphrase, loadCryptoki);
    return { signer, spki, close: () => signer.close() };
  }
  const { privateKey, publicKey } = kind.startsWith('RSA')
    ? await promisify(generateKeyPair)('rsa', { modulusLength: Number(kind.slice(4)) })
    : await promisify(generateKeyPair)('ec', { namedCurve: kind });
  await writeNew(address, toPem(encryptPrivateKey(privateKey, passphrase), 'ENCRYPTED PRIVATE KEY'), 0o600);
  return { signer: signerFromKeyObject(privateKey), spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })), close: () => undefined };
}

/** Writes a file that must not be there yet, whole and on disk. @throws IssuanceError `key-file-exists`; details.file */
export async function writeNew(file: string, content: Uint8Array | string, mode = 0o644): Promise<void> {
  try {
    const handle = await open(file, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new IssuanceError('key-file-exists', 'There is a file of that name already; nothing is overwritten.', { details: { file } });
    throw error;
  }
}
