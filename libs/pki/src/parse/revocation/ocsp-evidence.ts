import type { Certificate } from '../certificate/certificate.js';
import { readDer } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import type { OcspResponse, OcspSingleResponse } from '../ocsp/ocsp-response.js';
import { verifyOcspResponse } from '../ocsp/verify-ocsp-response.js';
import { PkiError } from '../pki-error.js';
import { crlEvidence } from './crl-evidence.js';
import type { AskEvidence } from './crl-signer.js';
import { revocationExemption } from './exemption.js';
import type { RevocationData, RevocationEvidence } from './revocation-evidence.js';

const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6';

/** What OCSP answers by an authorised responder say about a certificate. "unknown" says nothing, nor does what a responder says of itself. */
export function ocspEvidence(
  certificate: Certificate, issuer: Certificate, data: RevocationData, asking: readonly Certificate[], ask: AskEvidence,
): RevocationEvidence[] {
  return data.ocsps.flatMap((response): RevocationEvidence[] => {
    // Cheap first: most answers in a file are about somebody else.
    if (!response.responses.some(({ certId }) => certId.serialNumber === certificate.serialNumber)) return [];
    const check = verifyOcspResponse(response, { certificate, issuer, candidates: candidatesFor(response, data) });
    const { single, responder } = check;
    if (!check.valid || single === undefined || responder === undefined || responder.sha256 === certificate.sha256) return [];
    if (check.responderNeedsRevocationData && !isResponderGood(responder, issuer, response, data, asking, ask)) return [];
    const common = {
      source: 'ocsp' as const, thisUpdate: single.thisUpdate, producedAt: response.producedAt, signer: responder, der: response.der,
      signatureAlgorithm: response.signatureAlgorithm,
      ...(single.nextUpdate === undefined ? {} : { nextUpdate: single.nextUpdate }),
    };
    if (single.status.kind === 'revoked') {
      return [{ ...common, status: 'revoked', revokedAt: single.status.revokedAt, reason: single.status.reason }];
    }
    return single.status.kind === 'good' && stillKnown(single, certificate) ? [{ ...common, status: 'good' }] : [];
  });
}

/**
 * PF-26: a delegated responder without ocsp-nocheck must itself not be revoked. Only CRLs are asked: an answer by the
 * responder about itself proves nothing.
 */
function isResponderGood(
  responder: Certificate, issuer: Certificate, response: OcspResponse, data: RevocationData, asking: readonly Certificate[], ask: AskEvidence,
): boolean {
  if (revocationExemption(responder) !== undefined) return true;
  const statements = crlEvidence(responder, issuer, data, [...asking, responder], ask);
  if (statements.some((statement) => statement.status === 'revoked')) return false;
  return statements.some(({ thisUpdate, nextUpdate }) =>
    thisUpdate.getTime() >= response.producedAt.getTime() ||
    (nextUpdate !== undefined && response.producedAt.getTime() <= nextUpdate.getTime()),
  );
}

/** A responder may forget expired certificates, unless archiveCutoff says how far back it knows (RFC 6960 §4.4.4). */
function stillKnown(single: OcspSingleResponse, certificate: Certificate): boolean {
  if (single.thisUpdate.getTime() <= certificate.notAfter.getTime()) return true;
  const extension = single.extensions.find(({ oid }) => oid === ARCHIVE_CUTOFF);
  if (extension === undefined) return false;
  try {
    return readTime(readDer(extension.value)).getTime() <= certificate.notAfter.getTime();
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

function candidatesFor({ responderId }: OcspResponse, { certificates }: RevocationData): readonly Certificate[] {
  if (certificates === undefined) return [];
  return responderId.kind === 'name' ? certificates.named(responderId.name) : [...certificates.all];
}
