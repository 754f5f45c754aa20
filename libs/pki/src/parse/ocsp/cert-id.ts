import { hashByOid, readAlgorithmIdentifier, type HashAlgorithm } from '../algorithms.js';
import { toHex } from '../bytes.js';
import type { DerNode } from '../der/der-node.js';
import { readIntegerHex } from '../der/der-values.js';
import { Tag } from '../der/tags.js';

/** CertID (RFC 6960 §4.1.1): hashes in lower-case hex. */
export interface OcspCertId {
  /** Undefined for a hash we do not know. */
  readonly hash: HashAlgorithm | undefined;
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly serialNumber: string;
  readonly encoded: Uint8Array;
}

export function readCertId(node: DerNode): OcspCertId {
  const cursor = node.expect(Tag.sequence).cursor();
  const { oid } = readAlgorithmIdentifier(cursor.any());
  const issuerNameHash = toHex(cursor.next(Tag.octetString).content);
  const issuerKeyHash = toHex(cursor.next(Tag.octetString).content);
  const serialNumber = readIntegerHex(cursor.next(Tag.integer));
  cursor.end();
  return { hash: hashByOid(oid), issuerNameHash, issuerKeyHash, serialNumber, encoded: node.encoded };
}
