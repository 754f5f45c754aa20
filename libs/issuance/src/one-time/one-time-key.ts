import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { bitString, encodeOid, sequence, signWith, type PrivateKeySigner } from '#pki/build';
import { Oid } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';

/** A P-256 key that lives in this process, signs once, and is gone. */
export interface OneTimeKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly signer: PrivateKeySigner;
  /** Drops the key. Signing afterwards fails. Harmless when repeated. */
  dispose(): void;
}

/**
 * Makes a key pair. The private KeyObject is held in a closure: it is never exported, printed, stored or sent. When it is
 * dropped, OpenSSL overwrites the number as V8 collects the handle; until then it lies in this process's memory, which is
 * why production forbids core dumps.
 */
export function createOneTimeKey(): OneTimeKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let key: KeyObject | undefined = pair.privateKey;
  let used = false;
  const sign = (data: Uint8Array): Uint8Array => {
    if (key === undefined) {
      throw used
        ? new IssuanceError('identity-already-used', 'A one-time key signs once.')
        : new IssuanceError('identity-disposed', 'The one-time key is gone.');
    }
    const held = key;
    // Dropped before signing: whatever happens below, there is no second signature (promise 2).
    key = undefined;
    used = true;
    return signWith(held, 'ecdsa-p256-sha256', data);
  };
  return {
    spki: p256Spki(pair.publicKey),
    signer: { algorithm: 'ecdsa-p256-sha256', sign: async (data) => sign(data) },
    dispose: () => {
      key = undefined;
    },
  };
}

const p256Algorithm = sequence(encodeOid(Oid.ecPublicKey), encodeOid(Oid.prime256v1));

/** DER SubjectPublicKeyInfo (RFC 5480 §2). Written here from the coordinates: OpenSSL's own encoder takes three times as long. */
function p256Spki(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Uint8Array.of(0x04), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return sequence(p256Algorithm, bitString(point));
}
