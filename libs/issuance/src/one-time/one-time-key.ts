import { createECDH, createSign } from 'node:crypto';

import { bitString, encodeOid, sequence, type PrivateKeySigner } from '#pki/build';
import { Oid } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';

/** A P-256 key that lives in this process, signs once, and is gone. */
export interface OneTimeKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly signer: PrivateKeySigner;
  /** Overwrites the key. Signing afterwards fails. Harmless when repeated. */
  dispose(): void;
}

/** Makes the keys. It never keeps one: whatever it has made is overwritten by its next key before anybody else runs. */
const generator = createECDH('prime256v1');

const ecParameters = encodeOid(Oid.prime256v1);
const spkiAlgorithm = sequence(encodeOid(Oid.ecPublicKey), ecParameters);

/** ECPrivateKey (RFC 5915 §3) around the 32 octets of the private key and the 65 of the public one. */
const beforePrivate = Uint8Array.of(0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20);
const betweenKeys = Buffer.concat([Uint8Array.of(0xa0, ecParameters.length), ecParameters, Uint8Array.of(0xa1, 0x44, 0x03, 0x42, 0x00)]);
const PRIVATE_BYTES = 32;
const ENCODED_BYTES = beforePrivate.length + PRIVATE_BYTES + betweenKeys.length + 65;

/**
 * Makes a key pair whose private half has one place in memory that we own and can overwrite. A KeyObject could only be
 * dropped, and OpenSSL would overwrite it when V8 happens to collect its handle (ADR 0020): here it happens at once, after the
 * signature or in `dispose`. The private key is never handed out, printed, stored or sent.
 */
export function createOneTimeKey(): OneTimeKey {
  const publicKey = generator.generateKeys();
  let held: Buffer | undefined = encodePrivateKey(publicKey);
  let used = false;
  const wipe = (): void => {
    held?.fill(0);
    held = undefined;
  };
  const sign = (data: Uint8Array): Uint8Array => {
    if (held === undefined) {
      throw used
        ? new IssuanceError('identity-already-used', 'A one-time key signs once.')
        : new IssuanceError('identity-disposed', 'The one-time key is gone.');
    }
    used = true;
    try {
      // Key by its octets and not as a KeyObject: then OpenSSL's own copy lives no longer than this call.
      return createSign('sha256').update(data).sign({ key: held, format: 'der', type: 'sec1', dsaEncoding: 'der' });
    } finally {
      // Whatever happened above, there is no second signature (promise 2).
      wipe();
    }
  };
  return {
    spki: sequence(spkiAlgorithm, bitString(publicKey)),
    signer: { algorithm: 'ecdsa-p256-sha256', sign: async (data) => sign(data) },
    dispose: wipe,
  };
}

/** Takes the private key out of the generator, which forgets it by making another. */
function encodePrivateKey(publicKey: Buffer): Buffer {
  // An ArrayBuffer of its own: V8 would keep a small Buffer inside its heap, and leave copies behind when it moves it.
  const encoded = Buffer.from(new ArrayBuffer(ENCODED_BYTES));
  const scalar = generator.getPrivateKey();
  generator.generateKeys();
  encoded.set(beforePrivate);
  // Without leading zeros, a scalar is shorter once in 256 keys.
  encoded.set(scalar, beforePrivate.length + PRIVATE_BYTES - scalar.length);
  encoded.set(betweenKeys, beforePrivate.length + PRIVATE_BYTES);
  encoded.set(publicKey, beforePrivate.length + PRIVATE_BYTES + betweenKeys.length);
  scalar.fill(0);
  return encoded;
}
