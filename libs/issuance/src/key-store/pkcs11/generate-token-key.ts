import { randomBytes } from 'node:crypto';

import { bitString, derNull, encodeOid, integer, sequence } from '#pki/build';
import { Oid, readDer, Tag } from '#pki/parse';
import { IssuanceError } from '../../issuance-error.js';
import { Ck, type Attribute, type Handle } from './cryptoki.js';
import { loadCryptoki, type LoadCryptoki } from './load-cryptoki.js';
import type { Pkcs11Uri } from './pkcs11-uri.js';
import { templateOf } from './private-key.js';
import { attribute, findObjects, openSession, translated, type TokenSession } from './token-session.js';

export type KeyKind = 'P-256' | 'P-384' | 'RSA-3072' | 'RSA-4096';

const pointBytes: Readonly<Record<string, number>> = { 'P-256': 65, 'P-384': 97 };
const curveOids: Readonly<Record<string, string>> = { 'P-256': Oid.prime256v1, 'P-384': '1.3.132.0.34' };

/**
 * Makes a key pair inside a token, where the private key stays: sensitive, not extractable, for signing only.
 *
 * @returns DER SubjectPublicKeyInfo
 * @throws IssuanceError `key-file-exists` when there is a key of that label, `key-store-unavailable`, `wrong-passphrase`
 */
export async function generateTokenKey(uri: Pkcs11Uri, pin: string, kind: KeyKind, load: LoadCryptoki = loadCryptoki): Promise<Uint8Array> {
  const session = await openSession(uri, pin, load, Ck.CKF_RW_SESSION);
  try {
    if (findObjects(session, templateOf(Ck.CKO_PRIVATE_KEY, uri)).length > 0) {
      throw new IssuanceError('key-file-exists', `There is a key "${uri.object}" in the token already.`);
    }
    return kind.startsWith('RSA') ? generateRsa(session, uri, Number(kind.slice(4))) : generateEc(session, uri, kind);
  } catch (error) {
    throw translated(error);
  } finally {
    session.cryptoki.C_CloseSession(session.handle);
  }
}

function generate(session: TokenSession, uri: Pkcs11Uri, mechanism: number, parameters: readonly Attribute[]): Handle {
  const common: Attribute[] = [
    { type: Ck.CKA_TOKEN, value: true },
    { type: Ck.CKA_LABEL, value: uri.object },
    { type: Ck.CKA_ID, value: uri.id === undefined ? randomBytes(16) : Buffer.from(uri.id) },
  ];
  const publicTemplate = [...common, { type: Ck.CKA_VERIFY, value: true }, ...parameters];
  const privateTemplate = [
    ...common,
    { type: Ck.CKA_PRIVATE, value: true }, { type: Ck.CKA_SENSITIVE, value: true }, { type: Ck.CKA_EXTRACTABLE, value: false }, { type: Ck.CKA_SIGN, value: true },
  ];
  return session.cryptoki.C_GenerateKeyPair(session.handle, { mechanism }, publicTemplate, privateTemplate).publicKey;
}

function generateEc(session: TokenSession, uri: Pkcs11Uri, kind: string): Uint8Array {
  const curve = encodeOid(curveOids[kind] ?? '');
  const key = generate(session, uri, Ck.CKM_EC_KEY_PAIR_GEN, [{ type: Ck.CKA_EC_PARAMS, value: Buffer.from(curve) }]);
  const point = needed(session, key, Ck.CKA_EC_POINT);
  // The standard says DER OCTET STRING; some tokens give the bare point, which begins with 04 too.
  const bare = point.length === pointBytes[kind] ? point : readDer(point, Tag.octetString).content;
  return sequence(sequence(encodeOid(Oid.ecPublicKey), curve), bitString(bare));
}

function generateRsa(session: TokenSession, uri: Pkcs11Uri, bits: number): Uint8Array {
  const parameters = [{ type: Ck.CKA_MODULUS_BITS, value: bits }, { type: Ck.CKA_PUBLIC_EXPONENT, value: Buffer.from('010001', 'hex') }];
  const key = generate(session, uri, Ck.CKM_RSA_PKCS_KEY_PAIR_GEN, parameters);
  const publicKey = sequence(integer(needed(session, key, Ck.CKA_MODULUS)), integer(needed(session, key, Ck.CKA_PUBLIC_EXPONENT)));
  return sequence(sequence(encodeOid(Oid.rsaEncryption), derNull), bitString(publicKey));
}

function needed(session: TokenSession, key: Handle, type: number): Uint8Array {
  const value = attribute(session, key, type);
  if (value === undefined) throw new IssuanceError('key-store-unavailable', 'The token does not tell the public key.', { details: { reason: 'no public key' } });
  return new Uint8Array(value);
}
