import { createHash } from 'node:crypto';

import { oidOfHash, type HashAlgorithm } from '../parse/algorithms.js';
import { publicKeyBits, type Certificate } from '../parse/certificate/certificate.js';
import { readExtensions } from '../parse/certificate/extensions.js';
import { revocationReasons, type RevocationReason } from '../parse/crl/revocation-reason.js';
import { readDer, type DerNode } from '../parse/der/der-node.js';
import { Oid } from '../parse/oids.js';
import { readCertId, type OcspCertId } from '../parse/ocsp/cert-id.js';
import { BuildError } from './build-error.js';
import { signTbs } from './certificate.js';
import { contextConstructed, contextPrimitive, derNull, encodeOid, explicit, generalizedTime, integer, integerFromHex, octetString, sequence, Tag, tlv } from './encode.js';
import { encodeExtension } from './extension.js';
import type { PrivateKeySigner } from './signer.js';

/** DER CertID (RFC 6960 §4.1.1). SHA-1 is what responders know; it only finds the certificate, nothing rests on it. */
export function encodeCertId(certificate: Certificate, issuer: Certificate, hash: HashAlgorithm = 'sha1'): Uint8Array {
  const of = (data: Uint8Array): Uint8Array => createHash(hash).update(data).digest();
  const algorithm = sequence(encodeOid(oidOfHash(hash)), derNull);
  return sequence(
    algorithm,
    octetString(of(issuer.subject.der)),
    octetString(of(publicKeyBits(issuer.spki))),
    integerFromHex(certificate.serialNumber),
  );
}

/** DER OCSPRequest for one certificate. */
export function buildOcspRequest(parts: {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly hash?: 'sha1' | 'sha256';
  /** 1 to 32 octets (RFC 8954 §2.1). */
  readonly nonce?: Uint8Array;
}): Uint8Array {
  const request = sequence(encodeCertId(parts.certificate, parts.issuer, parts.hash));
  const nonce = parts.nonce === undefined ? [] : [explicit(2, sequence(nonceExtension(parts.nonce)))];
  return sequence(sequence(sequence(request), ...nonce));
}

function nonceExtension(nonce: Uint8Array): Uint8Array {
  return encodeExtension(Oid.ocspNonce, false, octetString(nonce));
}

export interface OcspRequest {
  readonly items: readonly OcspCertId[];
  /** Content of the nonce, when sent. */
  readonly nonce?: Uint8Array;
}

/** For the responder's side. @throws DerError; BuildError `bad-request` */
export function parseOcspRequest(der: Uint8Array): OcspRequest {
  const outer = readDer(der, Tag.sequence).cursor();
  const tbs = outer.next(Tag.sequence).cursor();
  tbs.optional(contextConstructed(0));
  tbs.optional(contextConstructed(1));
  const items = tbs.next(Tag.sequence).children().map(readRequest);
  const extensionsNode = tbs.optional(contextConstructed(2));
  tbs.end();
  if (items.length === 0 || items.length > 100) throw new BuildError('bad-request', `${items.length} certificates`);
  const extensions = extensionsNode === undefined ? [] : readExtensions(extensionsNode.only());
  const nonce = extensions.find((extension) => extension.oid === Oid.ocspNonce);
  if (extensions.some((extension) => extension.critical && extension !== nonce)) throw new BuildError('bad-request', 'critical extension');
  return { items, ...(nonce === undefined ? {} : { nonce: readDer(nonce.value, Tag.octetString).content }) };
}

function readRequest(node: DerNode): OcspCertId {
  const cursor = node.expect(Tag.sequence).cursor();
  return readCertId(cursor.next(Tag.sequence));
}

/** Does the certId ask about a certificate of this issuer? */
export function isIssuedBy(certId: OcspCertId, issuer: Certificate): boolean {
  const { hash } = certId;
  if (hash === undefined) return false;
  const of = (data: Uint8Array): string => createHash(hash).update(data).digest('hex');
  return of(issuer.subject.der) === certId.issuerNameHash && of(publicKeyBits(issuer.spki)) === certId.issuerKeyHash;
}

export type OcspStatusToSend =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly revokedAt: Date; readonly reason?: RevocationReason };

export interface OcspAnswer {
  /** DER CertID, echoed from the request. */
  readonly certId: Uint8Array;
  readonly status: OcspStatusToSend;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
}

/** DER OCSPResponse, successful, basic, responder named by key hash (RFC 6960 §4.2.1). */
export async function buildOcspResponse(
  parts: {
    readonly responder: Certificate;
    readonly producedAt: Date;
    readonly answers: readonly OcspAnswer[];
    readonly nonce?: Uint8Array;
    /** DER of certificates to include: the delegated responder's, when it is not the issuer itself. */
    readonly certificates?: readonly Uint8Array[];
  },
  signer: PrivateKeySigner,
): Promise<Uint8Array> {
  const keyHash = createHash('sha1').update(publicKeyBits(parts.responder.spki)).digest();
  const tbs = sequence(
    explicit(2, octetString(keyHash)),
    generalizedTime(parts.producedAt),
    sequence(...parts.answers.map(encodeAnswer)),
    ...(parts.nonce === undefined ? [] : [explicit(1, sequence(nonceExtension(parts.nonce)))]),
  );
  const certificates = parts.certificates ?? [];
  const basic = await signTbs(tbs, signer, ...(certificates.length === 0 ? [] : [explicit(0, sequence(...certificates))]));
  return sequence(
    integer(0, Tag.enumerated),
    explicit(0, sequence(encodeOid(Oid.ocspBasic), octetString(basic))),
  );
}

function encodeAnswer(answer: OcspAnswer): Uint8Array {
  return sequence(
    answer.certId,
    encodeStatus(answer.status),
    generalizedTime(answer.thisUpdate),
    ...(answer.nextUpdate === undefined ? [] : [explicit(0, generalizedTime(answer.nextUpdate))]),
  );
}

function encodeStatus(status: OcspStatusToSend): Uint8Array {
  if (status.kind === 'good') return tlv(contextPrimitive(0));
  if (status.kind === 'unknown') return tlv(contextPrimitive(2));
  const reason = status.reason === undefined ? [] : [explicit(0, integer(revocationReasons[status.reason], Tag.enumerated))];
  return tlv(contextConstructed(1), generalizedTime(status.revokedAt), ...reason);
}

/** responseStatus values that carry no answer (RFC 6960 §4.2.1). */
export const OcspFailure = { malformedRequest: 1, internalError: 2, tryLater: 3, unauthorized: 6 } as const;

export function buildOcspFailure(status: number): Uint8Array {
  return sequence(integer(status, Tag.enumerated));
}
