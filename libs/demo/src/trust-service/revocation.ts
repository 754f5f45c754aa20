import type { IssuingAuthority } from '#issuance';
import { buildCrl, buildOcspFailure, buildOcspResponse, isIssuedBy, OcspFailure, parseOcspRequest, type OcspRequest, type OcspStatusToSend } from '#pki/build';
import { PkiError, subjectKeyIdentifierOf } from '#pki/parse';
import type { TrustServiceState } from './state.js';

const hour = 60 * 60 * 1000;

/**
 * Answers an OCSPRequest (RFC 6960) about certificates of the root. The one-time certificates below the issuing CA have
 * no revocation by design (RFC 9608), so of those the responder says `unauthorized`: it may not speak of them.
 */
export async function answerOcspRequest(
  parties: { readonly root: IssuingAuthority; readonly responder: IssuingAuthority },
  state: TrustServiceState,
  body: Uint8Array,
  now: Date,
): Promise<Uint8Array> {
  let request: OcspRequest;
  try {
    request = parseOcspRequest(body);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return buildOcspFailure(OcspFailure.malformedRequest);
  }
  if (!request.items.every((item) => isIssuedBy(item, parties.root.certificate))) return buildOcspFailure(OcspFailure.unauthorized);
  return buildOcspResponse(
    {
      responder: parties.responder.certificate,
      producedAt: now,
      answers: request.items.map((item) => ({
        certId: item.encoded,
        status: statusOf(item.serialNumber, state),
        thisUpdate: now,
        nextUpdate: new Date(now.getTime() + hour),
      })),
      ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
      certificates: [parties.responder.certificate.der],
    },
    parties.responder.signer,
  );
}

function statusOf(serialNumber: string, state: TrustServiceState): OcspStatusToSend {
  const revoked = state.revoked.find((entry) => entry.serialNumber === serialNumber);
  if (revoked !== undefined) return { kind: 'revoked', revokedAt: new Date(revoked.revokedAt), reason: revoked.reason };
  return { kind: state.issuedByRoot.includes(serialNumber) ? 'good' : 'unknown' };
}

/** A CRL of the authority as of now. One-time certificates are never on one: theirs is empty. */
export function makeCrl(authority: IssuingAuthority, revoked: TrustServiceState['revoked'], now: Date): Promise<Uint8Array> {
  return buildCrl(
    {
      issuer: authority.certificate.subject.der,
      issuerKeyIdentifier: Buffer.from(subjectKeyIdentifierOf(authority.certificate), 'hex'),
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + 7 * 24 * hour),
      // Must only grow (RFC 5280 §5.2.3), also over restarts; nobody remembers a counter as well as the clock does.
      number: now.getTime(),
      revoked: revoked.map((entry) => ({ serialNumber: entry.serialNumber, revokedAt: new Date(entry.revokedAt), reason: entry.reason })),
    },
    authority.signer,
  );
}
