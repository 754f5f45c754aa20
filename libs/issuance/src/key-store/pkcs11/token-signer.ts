import { createHash } from 'node:crypto';

import { derNull, encodeOid, hashOf, integer, octetString, sequence, type PrivateKeySigner } from '#pki/build';
import { oidOfHash, type HashAlgorithm } from '#pki/parse';
import { Ck, returnValue } from './cryptoki.js';
import type { LoadCryptoki } from './load-cryptoki.js';
import type { Pkcs11Uri } from './pkcs11-uri.js';
import { findPrivateKey, type TokenKey } from './private-key.js';
import { openSession, translated, type TokenSession } from './token-session.js';

/** Room for the largest signature: RSA-8192. */
const LARGEST_SIGNATURE = 1024;

/** After these the token may be there again: open a new session, look the key up again, and sign. */
const lost: ReadonlySet<number | undefined> = new Set([
  Ck.CKR_SESSION_HANDLE_INVALID, Ck.CKR_SESSION_CLOSED, Ck.CKR_DEVICE_REMOVED, Ck.CKR_DEVICE_ERROR, Ck.CKR_TOKEN_NOT_PRESENT,
  Ck.CKR_USER_NOT_LOGGED_IN, Ck.CKR_OBJECT_HANDLE_INVALID, Ck.CKR_KEY_HANDLE_INVALID,
]);

export interface TokenSigner extends PrivateKeySigner {
  close(): void;
}

/**
 * Signs with a key that stays in its token. The token is asked in a thread of its own, one signature after the other, because
 * a session can do one thing at a time. A lost session is opened again, once for each signature.
 *
 * @throws IssuanceError as of `openSession` and `findPrivateKey`
 */
export async function openTokenSigner(uri: Pkcs11Uri, pin: string, load: LoadCryptoki): Promise<TokenSigner> {
  const open = async (): Promise<{ session: TokenSession; key: TokenKey }> => {
    const session = await openSession(uri, pin, load);
    try {
      return { session, key: findPrivateKey(session, uri) };
    } catch (error) {
      session.cryptoki.C_CloseSession(session.handle);
      throw translated(error);
    }
  };
  let current = await open();
  const { algorithm } = current.key;
  let queue: Promise<unknown> = Promise.resolve();
  const attempt = async (data: Uint8Array): Promise<Uint8Array> => {
    try {
      return await signWithToken(current.session, current.key, data);
    } catch (error) {
      if (!lost.has(returnValue(error))) throw translated(error);
    }
    try {
      closeQuietly(current.session);
      current = await open();
      return await signWithToken(current.session, current.key, data);
    } catch (error) {
      throw translated(error);
    }
  };
  return {
    algorithm,
    sign: (data) => {
      const done = queue.then(() => attempt(data));
      queue = done.catch(() => undefined);
      return done;
    },
    close: () => closeQuietly(current.session),
  };
}

async function signWithToken({ cryptoki, handle }: TokenSession, key: TokenKey, data: Uint8Array): Promise<Uint8Array> {
  const hash = hashOf(key.algorithm);
  const digest = createHash(hash).update(data).digest();
  const isRsa = key.algorithm.startsWith('rsa');
  cryptoki.C_SignInit(handle, { mechanism: isRsa ? Ck.CKM_RSA_PKCS : Ck.CKM_ECDSA }, key.handle);
  const signature = await cryptoki.C_SignAsync(handle, isRsa ? digestInfo(hash, digest) : digest, Buffer.alloc(LARGEST_SIGNATURE));
  return isRsa ? new Uint8Array(signature) : derSignature(signature);
}

/** DigestInfo of PKCS #1 (RFC 8017 §9.2): the token pads and signs, and hashes nothing. */
function digestInfo(hash: HashAlgorithm, digest: Uint8Array): Buffer {
  return Buffer.from(sequence(sequence(encodeOid(oidOfHash(hash)), derNull), octetString(digest)));
}

/** Tokens give r and s side by side; certificates and CMS want DER (RFC 3279 §2.2.3). */
function derSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return sequence(integer(raw.subarray(0, half)), integer(raw.subarray(half)));
}

/** A session that is lost cannot be closed either. */
function closeQuietly({ cryptoki, handle }: TokenSession): void {
  try {
    cryptoki.C_CloseSession(handle);
  } catch (error) {
    if (returnValue(error) === undefined) throw error;
  }
}
