import { createHash } from 'node:crypto';

import { hashByOid, readAlgorithmIdentifier, signatureAlgorithm } from '../algorithms.js';
import { sameBytes } from '../bytes.js';
import { publicKeyBits, type Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import { readDer } from '../der/der-node.js';
import { Tag } from '../der/tags.js';
import { Oid } from '../oids.js';
import { unknownCriticalExtensions } from '../path/critical-extensions.js';
import { PkiError } from '../pki-error.js';
import { verifySignature } from '../verify-signature.js';
import type { OcspCertId } from './cert-id.js';
import type { OcspResponse, OcspSingleResponse } from './ocsp-response.js';

/** What an OCSP answer proves about one certificate (RFC 6960 §3.2). Freshness is for the caller. */
export interface OcspCheck {
  /** Who signed, when found. */
  readonly responder?: Certificate;
  /** The issuer itself, or one it delegated to by a certificate of its own with id-kp-OCSPSigning (§4.2.2.2). */
  readonly authority: 'issuer' | 'delegated' | 'none';
  readonly signatureValid: boolean;
  /** The delegated certificate was within its validity when the answer was produced. */
  readonly responderValidAtProduction: boolean;
  /** The delegated certificate lacks ocsp-nocheck: it needs revocation data of its own (PF-26). */
  readonly responderNeedsRevocationData: boolean;
  /** The answer about the certificate, found by its CertID. */
  readonly single?: OcspSingleResponse;
  /** certHash extension (Common PKI), when present, names the certificate. */
  readonly certHashMatches: boolean;
  readonly noUnknownCriticalExtension: boolean;
  /** There was no nonce to compare, or it is the one sent. */
  readonly nonceMatches: boolean;
  /** All of the above as they must be. */
  readonly valid: boolean;
}

export interface OcspSubject {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Where a delegate's certificate may be, besides the answer itself. */
  readonly candidates?: readonly Certificate[];
}

const CERT_HASH = '1.3.36.8.3.13';

/**
 * Never throws.
 *
 * @param about the certificate asked for and the certificate of its issuer
 * @param nonce lower-case hex of the nonce sent, to be found in the answer; responders may leave it out (RFC 8954 §2.1),
 * which is no mismatch: then thisUpdate has to convince
 */
export function verifyOcspResponse(
  response: OcspResponse, about: OcspSubject, nonce?: string,
): OcspCheck {
  const { certificate, issuer } = about;
  const found = findResponder(response, about);
  const matching = response.responses.filter((single) => isAbout(single.certId, certificate, issuer));
  const single = latest(matching);
  const facts = {
    authority: found?.authority ?? ('none' as const),
    signatureValid: found !== undefined && isSignedBy(response, found.responder),
    responderValidAtProduction: found?.authority !== 'delegated' || found.responder.isValidAt(response.producedAt),
    certHashMatches: single === undefined || certHashMatches(single, certificate),
    noUnknownCriticalExtension: [...response.extensions, ...(single?.extensions ?? [])].every(isProcessed),
    nonceMatches: nonce === undefined || response.nonce === undefined || nonce === response.nonce,
  };
  const valid =
    facts.authority !== 'none' && facts.signatureValid && facts.responderValidAtProduction && single !== undefined &&
    facts.certHashMatches && facts.noUnknownCriticalExtension && facts.nonceMatches;
  return {
    ...(found === undefined ? {} : { responder: found.responder }),
    ...facts,
    responderNeedsRevocationData: found?.authority === 'delegated' && !found.responder.known.hasOcspNoCheck,
    ...(single === undefined ? {} : { single }),
    valid,
  };
}

function isProcessed(extension: { readonly critical: boolean; readonly oid: string }): boolean {
  return !extension.critical || extension.oid === Oid.ocspNonce || extension.oid === CERT_HASH;
}

/** Several answers about one certificate: a revoked one wins, else the newest. */
function latest(singles: readonly OcspSingleResponse[]): OcspSingleResponse | undefined {
  return (
    singles.find((single) => single.status.kind === 'revoked') ??
    [...singles].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0]
  );
}

/** Issuer and delegate may carry the same name: the signature tells who it was. */
function findResponder(
  response: OcspResponse, { issuer, candidates = [] }: OcspSubject,
): { responder: Certificate; authority: 'issuer' | 'delegated' } | undefined {
  const isIssuer = isNamed(response, issuer);
  if (isIssuer && isSignedBy(response, issuer)) return { responder: issuer, authority: 'issuer' };
  const delegates = [...response.certificates, ...candidates].filter((candidate) => isNamed(response, candidate) && isDelegate(candidate, issuer));
  const responder = delegates.find((delegate) => isSignedBy(response, delegate)) ?? delegates[0];
  if (responder !== undefined) return { responder, authority: 'delegated' };
  return isIssuer ? { responder: issuer, authority: 'issuer' } : undefined;
}

function isNamed(response: OcspResponse, candidate: Certificate): boolean {
  const id = response.responderId;
  if (id.kind === 'name') return sameName(id.name, candidate.subject);
  return keyHashOf(candidate) === id.keyHash;
}

const keyHashes = new WeakMap<Certificate, string>();

/** Made once for each certificate: with many answers and many certificates each is asked for often. */
function keyHashOf(certificate: Certificate): string {
  const hash = keyHashes.get(certificate) ?? createHash('sha1').update(publicKeyBits(certificate.spki)).digest('hex');
  keyHashes.set(certificate, hash);
  return hash;
}

/**
 * §4.2.2.2: issued directly by the CA that issued the certificate in question, with the same key, for OCSP signing. What it
 * must obey and we do not process (a critical extension) takes the right away.
 */
function isDelegate(candidate: Certificate, issuer: Certificate): boolean {
  return (
    sameName(candidate.issuer, issuer.subject) &&
    (candidate.known.extendedKeyUsage ?? []).includes(Oid.kpOcspSigning) &&
    (candidate.known.keyUsage?.has('digitalSignature') ?? true) &&
    candidate.isSignedBy(issuer) &&
    unknownCriticalExtensions(candidate).length === 0
  );
}

/** Each answer and responder are tried once. */
const verdicts = new WeakMap<OcspResponse, Map<Certificate, boolean>>();

function isSignedBy(response: OcspResponse, responder: Certificate): boolean {
  const known = verdicts.get(response) ?? new Map<Certificate, boolean>();
  verdicts.set(response, known);
  const verdict = known.get(responder) ?? verify(response, responder);
  known.set(responder, verdict);
  return verdict;
}

function verify(response: OcspResponse, responder: Certificate): boolean {
  try {
    return verifySignature(signatureAlgorithm(response.signatureAlgorithm), responder.publicKey, response.tbs, response.signature);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/** Does the CertID name this certificate of this issuer? */
export function isAbout(id: OcspCertId, certificate: Certificate, issuer: Certificate): boolean {
  if (id.hash === undefined || id.serialNumber !== certificate.serialNumber) return false;
  const of = (data: Uint8Array): string => createHash(id.hash ?? 'sha256').update(data).digest('hex');
  return of(issuer.subject.der) === id.issuerNameHash && of(publicKeyBits(issuer.spki)) === id.issuerKeyHash;
}

function certHashMatches(single: OcspSingleResponse, certificate: Certificate): boolean {
  const extension = single.extensions.find(({ oid }) => oid === CERT_HASH);
  if (extension === undefined) return true;
  try {
    const cursor = readDer(extension.value, Tag.sequence).cursor();
    const hash = hashByOid(readAlgorithmIdentifier(cursor.any()).oid);
    const expected = cursor.next(Tag.octetString).content;
    return hash !== undefined && sameBytes(createHash(hash).update(certificate.der).digest(), expected);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}
