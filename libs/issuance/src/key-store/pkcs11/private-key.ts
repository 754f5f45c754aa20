import { readDer, readOid, Tag } from '#pki/parse';
import type { SigningAlgorithm } from '#pki/build';
import { IssuanceError } from '../../issuance-error.js';
import { Ck, type Attribute, type Handle } from './cryptoki.js';
import { unavailable } from './load-cryptoki.js';
import type { Pkcs11Uri } from './pkcs11-uri.js';
import { attribute, findObjects, type TokenSession } from './token-session.js';

/** A private key of a token: a handle, which is good for one session, and what it can do. */
export interface TokenKey {
  readonly handle: Handle;
  readonly algorithm: SigningAlgorithm;
}

const curves: Readonly<Record<string, SigningAlgorithm>> = {
  '1.2.840.10045.3.1.7': 'ecdsa-p256-sha256', '1.3.132.0.34': 'ecdsa-p384-sha384', '1.3.132.0.35': 'ecdsa-p521-sha512',
};

/** Label and, where given, id; one and not several. @throws IssuanceError `no-key-in-file`, `several-keys`, `key-extractable`, `key-store-unavailable` */
export function findPrivateKey(session: TokenSession, uri: Pkcs11Uri): TokenKey {
  const found = findObjects(session, templateOf(Ck.CKO_PRIVATE_KEY, uri));
  const [handle, another] = found;
  if (handle === undefined) throw new IssuanceError('no-key-in-file', `There is no private key "${uri.object}" in the token.`);
  if (another !== undefined) throw new IssuanceError('several-keys', `There are several keys "${uri.object}" in the token; add id=.`, { details: { names: [uri.object] } });
  if (attribute(session, handle, Ck.CKA_EXTRACTABLE)?.[0] === 1) {
    throw new IssuanceError('key-extractable', 'The token would give this key away (CKA_EXTRACTABLE): it protects no better than a file.');
  }
  return { handle, algorithm: algorithmOf(session, handle) };
}

/** What a search for keys of this address looks for. */
export function templateOf(objectClass: number, uri: Pkcs11Uri): Attribute[] {
  return [
    { type: Ck.CKA_CLASS, value: objectClass },
    { type: Ck.CKA_LABEL, value: uri.object },
    ...(uri.id === undefined ? [] : [{ type: Ck.CKA_ID, value: Buffer.from(uri.id) }]),
  ];
}

function algorithmOf(session: TokenSession, handle: Handle): SigningAlgorithm {
  const type = attribute(session, handle, Ck.CKA_KEY_TYPE);
  // CK_ULONG, as long and as ordered as the machine's.
  const keyType = type === undefined ? undefined : [...type].reduce((sum, octet) => sum + octet, 0);
  if (keyType === Ck.CKK_RSA) return 'rsa-sha256';
  const parameters = attribute(session, handle, Ck.CKA_EC_PARAMS);
  const algorithm = keyType === Ck.CKK_EC && parameters !== undefined ? curves[readOid(readDer(parameters, Tag.objectIdentifier))] : undefined;
  if (algorithm === undefined) throw unavailable('the key is neither RSA nor EC on P-256, P-384 or P-521');
  return algorithm;
}
