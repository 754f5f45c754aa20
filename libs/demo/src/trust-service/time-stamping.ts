import { randomBytes } from 'node:crypto';
import type { IssuingAuthority } from '#issuance';
import {
  buildTimeStampRejection,
  buildTimeStampResponse,
  buildTimeStampToken,
  parseTimeStampRequest,
  TimeStampFailure,
  type TimeStampRequest,
} from '#pki/build';
import { DerError, PkiError, TimeStampError } from '#pki/parse';

/** The demo's time-stamping policy: an OID made from a random UUID (ITU-T X.667), nobody's arc. */
export const DEMO_TIME_STAMP_POLICY = '2.25.228518893330279117726274750395767904528';

const imprintLengths: ReadonlyMap<string, number> = new Map([['sha256', 32], ['sha384', 48], ['sha512', 64]]);

/**
 * Answers a TimeStampReq (RFC 3161 §2.4): granted with a token, or rejected with PKIFailureInfo. Always a DER
 * TimeStampResp: by §3.4 a request that is refused is still an answer.
 */
export async function answerTimeStampRequest(authority: IssuingAuthority, body: Uint8Array, now: Date): Promise<Uint8Array> {
  let request: TimeStampRequest;
  try {
    request = parseTimeStampRequest(body);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return buildTimeStampRejection(failureOf(error), 'the request cannot be read');
  }
  const length = imprintLengths.get(request.hash);
  if (length === undefined) return buildTimeStampRejection(TimeStampFailure.badAlg, 'SHA-256, SHA-384 or SHA-512 only');
  if (request.imprint.length !== length) return buildTimeStampRejection(TimeStampFailure.badDataFormat, 'the imprint is not as long as its hash');
  if (request.policy !== undefined && request.policy !== DEMO_TIME_STAMP_POLICY) {
    return buildTimeStampRejection(TimeStampFailure.unacceptedPolicy, 'not a policy of this service');
  }
  const token = await buildTimeStampToken({
    request,
    authority: { ...authority, policy: DEMO_TIME_STAMP_POLICY, accuracyMilliseconds: 1000 },
    serialNumber: positive(randomBytes(16)),
    // Whole seconds, the precision of OCSP and CRL: revocation data fetched within the same second must not look older
    // than the timestamp that it is to vouch for.
    genTime: new Date(Math.floor(now.getTime() / 1000) * 1000),
  });
  return buildTimeStampResponse(token);
}

function failureOf(error: PkiError): number {
  if (error instanceof DerError) return TimeStampFailure.badDataFormat;
  if (error instanceof TimeStampError && error.code === 'unknown-hash') return TimeStampFailure.badAlg;
  // The parser uses this code for critical extensions alone.
  if (error instanceof TimeStampError && error.code === 'bad-request') return TimeStampFailure.unacceptedExtension;
  return TimeStampFailure.badRequest;
}

function positive(magnitude: Uint8Array): Uint8Array {
  magnitude[0] = ((magnitude[0] ?? 0) & 0x3f) | 0x40;
  return magnitude;
}
