import type { Certificate } from '../certificate/certificate.js';
import { tlv } from '../der/encode.js';
import { readDer } from '../der/der-node.js';
import { readOid } from '../der/der-values.js';
import { Tag } from '../der/tags.js';
import { PkiError } from '../pki-error.js';

const ID_DSA = '1.2.840.10040.4.1';

/** A DSA key without p, q and g uses those of its issuer (RFC 3279 §2.3.2). */
export function lacksKeyParameters(certificate: Certificate): boolean {
  const algorithm = keyAlgorithm(certificate.spki);
  return algorithm?.oid === ID_DSA && algorithm.parameters === undefined;
}

/**
 * Gives every key of a path the parameters it inherits (RFC 5280 §6.1.4 (d) to (f)) and checks the signatures that had to
 * wait for them. The path comes back as it is when nothing is inherited.
 *
 * @param path leaf first, anchor last
 * @returns undefined when nothing is there to inherit, or a signature is wrong
 */
export function inheritKeyParameters(path: readonly Certificate[]): Certificate[] | undefined {
  const resolved = [...path];
  for (let index = path.length - 1; index >= 0; index--) {
    const certificate = resolved[index];
    if (certificate === undefined || !lacksKeyParameters(certificate)) continue;
    const issuer = resolved[index + 1];
    const inherited = issuer === undefined ? undefined : keyAlgorithm(issuer.spki);
    if (inherited?.oid !== ID_DSA || inherited.parameters === undefined) return undefined;
    const complete = certificate.withKey(withParameters(certificate.spki, inherited.parameters));
    const below = resolved[index - 1];
    if (below !== undefined && !below.isSignedBy(complete)) return undefined;
    resolved[index] = complete;
  }
  return resolved;
}

/** Undefined for a key that is no SubjectPublicKeyInfo; nothing will verify with it. */
function keyAlgorithm(spki: Uint8Array): { readonly oid: string; readonly parameters?: Uint8Array } | undefined {
  try {
    const cursor = readDer(spki, Tag.sequence).cursor().next(Tag.sequence).cursor();
    const oid = readOid(cursor.next(Tag.objectIdentifier));
    return cursor.done ? { oid } : { oid, parameters: cursor.any().encoded };
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

function withParameters(spki: Uint8Array, parameters: Uint8Array): Uint8Array {
  const cursor = readDer(spki, Tag.sequence).cursor();
  const oid = cursor.next(Tag.sequence).cursor().next(Tag.objectIdentifier).encoded;
  return tlv(Tag.sequence, tlv(Tag.sequence, oid, parameters), cursor.next(Tag.bitString).encoded);
}
