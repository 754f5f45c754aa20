import { toHex } from '../parse/bytes.js';
import { readDer } from '../parse/der/der-node.js';
import { readBoolean, readOid, readSmallInteger } from '../parse/der/der-values.js';
import { oidOfHash, type HashAlgorithm } from '../parse/algorithms.js';
import { readImplicitExtensions, readMessageImprint } from '../parse/tsp/time-stamp-token.js';
import { TimeStampError } from '../parse/tsp/time-stamp-error.js';
import { boolean, contextConstructed, derNull, encodeOid, integer, integerFromHex, octetString, sequence, Tag } from './encode.js';

/** TimeStampReq (RFC 3161 §2.4.1). */
export interface TimeStampRequest {
  readonly hash: HashAlgorithm;
  readonly imprint: Uint8Array;
  /** DER INTEGER as sent, echoed byte for byte: clients exist that write negative ones. */
  readonly nonce?: Uint8Array;
  readonly policy?: string;
  readonly certReq: boolean;
}

/** AlgorithmIdentifier with NULL: some TSAs compare it byte for byte with what RFC 3161 examples show. */
export function messageImprint(hash: HashAlgorithm, imprint: Uint8Array): Uint8Array {
  return sequence(sequence(encodeOid(oidOfHash(hash)), derNull), octetString(imprint));
}

/** DER TimeStampReq. `certReq` is on unless said otherwise: a token without its certificate is hard to keep (PF-27). */
export function buildTimeStampRequest(parts: {
  readonly hash: HashAlgorithm;
  readonly imprint: Uint8Array;
  /** Random octets from the caller; read as a positive number. */
  readonly nonce?: Uint8Array;
  readonly policy?: string;
  readonly certReq?: boolean;
}): { readonly der: Uint8Array; readonly nonce?: string } {
  const nonce = parts.nonce === undefined ? undefined : toHex(parts.nonce).replace(/^(00)+(?=..)/, '');
  const der = sequence(
    integer(1),
    messageImprint(parts.hash, parts.imprint),
    ...(parts.policy === undefined ? [] : [encodeOid(parts.policy)]),
    ...(nonce === undefined ? [] : [integerFromHex(nonce)]),
    ...(parts.certReq === false ? [] : [boolean(true)]),
  );
  return nonce === undefined ? { der } : { der, nonce };
}

/** For the TSA's side. @throws DerError; TimeStampError `unsupported-version`, `unknown-hash`, `bad-request` */
export function parseTimeStampRequest(der: Uint8Array): TimeStampRequest {
  const cursor = readDer(der, Tag.sequence).cursor();
  if (readSmallInteger(cursor.next(Tag.integer)) !== 1) throw new TimeStampError('unsupported-version');
  const { imprint, imprintAlgorithm } = readMessageImprint(cursor.next(Tag.sequence));
  const policy = cursor.optional(Tag.objectIdentifier);
  const nonce = cursor.optional(Tag.integer);
  const certReq = cursor.optional(Tag.boolean);
  const extensions = cursor.optional(contextConstructed(0));
  cursor.end();
  if (imprintAlgorithm === undefined) throw new TimeStampError('unknown-hash');
  if (extensions !== undefined && readImplicitExtensions(extensions).some((e) => e.critical)) {
    throw new TimeStampError('bad-request', 'critical extension');
  }
  return {
    hash: imprintAlgorithm, imprint,
    ...(nonce === undefined ? {} : { nonce: nonce.encoded }),
    ...(policy === undefined ? {} : { policy: readOid(policy) }),
    certReq: certReq !== undefined && readBoolean(certReq),
  };
}
