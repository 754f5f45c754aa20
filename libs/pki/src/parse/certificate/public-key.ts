import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

import { sameBytes } from '../bytes.js';
import { tlv } from '../der/encode.js';
import { encodeOid } from '../der/encode-oid.js';
import { Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { CertificateError } from './certificate-error.js';

/** How every uncompressed P-256 SubjectPublicKeyInfo begins (RFC 5480 §2): all but the two coordinates of 32 octets. */
const p256Start = tlv(
  Tag.sequence,
  tlv(Tag.sequence, encodeOid(Oid.ecPublicKey), encodeOid(Oid.prime256v1)),
  tlv(Tag.bitString, Uint8Array.of(0, 0x04), new Uint8Array(64)),
).subarray(0, -64);

/**
 * The key of a DER SubjectPublicKeyInfo. For the form that nearly all certificates of ours have, the coordinates are handed
 * over as they are: OpenSSL's search for a decoder of the DER takes longer than making the key. A point that is not on the
 * curve is refused either way.
 *
 * @throws CertificateError `unsupported-public-key`
 */
export function publicKeyOf(spki: Uint8Array): KeyObject {
  try {
    const coordinates = p256Coordinates(spki);
    if (coordinates !== undefined) return createPublicKey({ key: coordinates, format: 'jwk' });
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    throw new CertificateError('unsupported-public-key');
  }
}

function p256Coordinates(spki: Uint8Array): JsonWebKey | undefined {
  if (spki.length !== p256Start.length + 64 || !sameBytes(spki.subarray(0, p256Start.length), p256Start)) return undefined;
  const point = Buffer.from(spki.buffer, spki.byteOffset + p256Start.length, 64);
  return { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 0, 32), y: point.toString('base64url', 32) };
}
