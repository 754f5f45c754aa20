import { readAlgorithmIdentifier, type AlgorithmIdentifier } from '../algorithms.js';
import { toHex } from '../bytes.js';
import type { Certificate } from '../certificate/certificate.js';
import { readName, type DistinguishedName } from '../certificate/distinguished-name.js';
import { readExtensions, type Extension } from '../certificate/extensions.js';
import { readableCertificate } from '../cms/signed-data.js';
import { reasonByCode, type RevocationReason } from '../crl/revocation-reason.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { readOctetAlignedBits, readOid, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { ParsedOnce } from '../parsed-once.js';
import { PkiError } from '../pki-error.js';
import { readCertId, type OcspCertId } from './cert-id.js';
import { OcspError } from './ocsp-error.js';

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly revokedAt: Date; readonly reason: RevocationReason };

/** SingleResponse (RFC 6960 §4.2.1). */
export interface OcspSingleResponse {
  readonly certId: OcspCertId;
  readonly status: OcspStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly extensions: readonly Extension[];
}

export type ResponderId =
  | { readonly kind: 'name'; readonly name: DistinguishedName }
  | { readonly kind: 'key'; readonly keyHash: string };

/** BasicOCSPResponse (RFC 6960 §4.2.1). Nothing is verified. */
export interface OcspResponse {
  /** The whole OCSPResponse. */
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly responderId: ResponderId;
  readonly producedAt: Date;
  readonly responses: readonly OcspSingleResponse[];
  readonly extensions: readonly Extension[];
  /** Content of the nonce extension, lower-case hex. */
  readonly nonce?: string;
  readonly certificates: readonly Certificate[];
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/**
 * Reads an OCSPResponse with a basic answer.
 *
 * @param once what was read out of other messages already
 * @throws DerError; OcspError `no-answer` for a failure status (its number in the message), `not-basic`
 */
export function parseOcspResponse(der: Uint8Array, once = new ParsedOnce()): OcspResponse {
  const outer = readDer(der, Tag.sequence).cursor();
  const status = readSmallInteger(outer.next(Tag.enumerated), 255);
  const bytes = outer.optional(contextConstructed(0));
  outer.end();
  if (status !== 0 || bytes === undefined) throw new OcspError('no-answer', `status ${status}`);
  const cursor = bytes.only(Tag.sequence).cursor();
  const type = readOid(cursor.next(Tag.objectIdentifier));
  const response = cursor.next(Tag.octetString).content;
  cursor.end();
  if (type !== Oid.ocspBasic) throw new OcspError('not-basic', type);
  return readBasic(readDer(response), der, once);
}

function readBasic(node: DerNode, der: Uint8Array, once: ParsedOnce): OcspResponse {
  const outer = node.expect(Tag.sequence).cursor();
  const tbsNode = outer.next(Tag.sequence);
  const signatureAlgorithm = readAlgorithmIdentifier(outer.any());
  const signature = readOctetAlignedBits(outer.next(Tag.bitString));
  const certificates = outer.optional(contextConstructed(0))?.only(Tag.sequence).children() ?? [];
  outer.end();

  const tbs = tbsNode.cursor();
  const version = tbs.optional(contextConstructed(0));
  if (version !== undefined && readSmallInteger(version.only(Tag.integer)) !== 0) throw new OcspError('unsupported-version');
  const responderId = readResponderId(tbs.any());
  const producedAt = readTime(tbs.next(Tag.generalizedTime));
  const responses = tbs.next(Tag.sequence).children().map(readSingle);
  const extensionsNode = tbs.optional(contextConstructed(1));
  tbs.end();
  const extensions = extensionsNode === undefined ? [] : readExtensions(extensionsNode.only());
  const nonce = extensions.find((extension) => extension.oid === Oid.ocspNonce);
  return {
    der, tbs: tbsNode.encoded, responderId, producedAt, responses, extensions,
    ...(nonce === undefined ? {} : { nonce: nonceOf(nonce.value) }),
    certificates: certificates.flatMap(({ encoded }) => readableCertificate(encoded, once) ?? []), signatureAlgorithm, signature,
  };
}

/** RFC 8954 wraps the nonce in an OCTET STRING; RFC 2560 did not say, so bare octets are seen too. */
function nonceOf(value: Uint8Array): string {
  try {
    return toHex(readDer(value, Tag.octetString).content);
  } catch (error) {
    if (error instanceof PkiError) return toHex(value);
    throw error;
  }
}

function readResponderId(node: DerNode): ResponderId {
  if (node.tag === contextConstructed(1)) return { kind: 'name', name: readName(node.only()) };
  return { kind: 'key', keyHash: toHex(node.expect(contextConstructed(2)).only(Tag.octetString).content) };
}

function readSingle(node: DerNode): OcspSingleResponse {
  const cursor = node.expect(Tag.sequence).cursor();
  const certId = readCertId(cursor.next(Tag.sequence));
  const status = readStatus(cursor.any());
  const thisUpdate = readTime(cursor.next(Tag.generalizedTime));
  const next = cursor.optional(contextConstructed(0));
  const extensions = cursor.optional(contextConstructed(1));
  cursor.end();
  return {
    certId, status, thisUpdate,
    ...(next === undefined ? {} : { nextUpdate: readTime(next.only(Tag.generalizedTime)) }),
    extensions: extensions === undefined ? [] : readExtensions(extensions.only()),
  };
}

function readStatus(node: DerNode): OcspStatus {
  if (node.tag === contextPrimitive(0)) return { kind: 'good' };
  if (node.tag === contextPrimitive(2)) return { kind: 'unknown' };
  const cursor = node.expect(contextConstructed(1)).cursor();
  const revokedAt = readTime(cursor.next(Tag.generalizedTime));
  const reason = cursor.optional(contextConstructed(0));
  cursor.end();
  const code = reason === undefined ? 0 : readSmallInteger(reason.only(Tag.enumerated), 255);
  return { kind: 'revoked', revokedAt, reason: reasonByCode(code) };
}
