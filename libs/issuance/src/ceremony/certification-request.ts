import { createPublicKey } from 'node:crypto';

import { integer, sequence, signTbs, tlv, type PrivateKeySigner } from '#pki/build';
import { contextConstructed, parsePem, parseName, PkiError, readAlgorithmIdentifier, readDer, readOctetAlignedBits, readSmallInteger, signatureAlgorithm, Tag, verifySignature, type DistinguishedName } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';

/** What somebody asks to have certified, proved by a signature of the key itself. */
export interface CertificationRequest {
  readonly subject: DistinguishedName;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** DER CertificationRequest (PKCS #10, RFC 2986 §4.2) without attributes: what the certificate says is the CA's to decide. */
export function buildCertificationRequest(subject: Uint8Array, spki: Uint8Array, signer: PrivateKeySigner): Promise<Uint8Array> {
  return signTbs(sequence(integer(0), subject, spki, tlv(contextConstructed(0))), signer);
}

/**
 * Reads a request, PEM or DER, and verifies that who made it has the key.
 *
 * @throws IssuanceError `bad-request`
 */
export function readCertificationRequest(bytes: Uint8Array): CertificationRequest {
  try {
    const text = Buffer.from(bytes).toString('latin1');
    const [der = bytes] = text.includes('-----BEGIN ') ? parsePem(text, ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST']) : [bytes];
    return read(der);
  } catch (error) {
    if (error instanceof PkiError) throw bad('it is not a PKCS #10 request', error);
    throw error;
  }
}

function read(der: Uint8Array): CertificationRequest {
  const outer = readDer(der, Tag.sequence).cursor();
  const info = outer.next(Tag.sequence);
  const algorithm = readAlgorithmIdentifier(outer.any());
  const signature = readOctetAlignedBits(outer.next(Tag.bitString));
  outer.end();
  const cursor = info.cursor();
  if (readSmallInteger(cursor.next(Tag.integer)) !== 0) throw bad('its version is unknown');
  const subject = parseName(cursor.next(Tag.sequence).encoded);
  const spki = new Uint8Array(cursor.next(Tag.sequence).encoded);
  // Attributes are requests for extensions; none is granted, so none is read.
  cursor.optional(contextConstructed(0));
  cursor.end();
  if (subject.rdns.length === 0) throw bad('it names nobody');
  if (!verifySignature(signatureAlgorithm(algorithm), publicKeyOf(spki), info.encoded, signature)) throw bad('its signature does not fit its key');
  return { subject, spki };
}

function publicKeyOf(spki: Uint8Array): ReturnType<typeof createPublicKey> {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (error) {
    throw bad('its key is of no known kind', error);
  }
}

function bad(reason: string, cause?: unknown): IssuanceError {
  return new IssuanceError('bad-request', `The certification request cannot be used: ${reason}.`, { details: { reason }, ...(cause === undefined ? {} : { cause }) });
}
