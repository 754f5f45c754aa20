import type { Certificate } from '../parse/certificate/certificate.js';
import { Oid } from '../parse/oids.js';
import { ascii, contextConstructed, contextPrimitive, encodeOid, generalizedTime, integer, namedBits, sequence, Tag, tlv, utf8String } from './encode.js';
import { signCms } from './cms.js';
import { digest, hashOf, type PrivateKeySigner } from './signer.js';
import { messageImprint, type TimeStampRequest } from './time-stamp-request.js';

export interface TimeStampAuthority {
  readonly certificate: Certificate;
  /** DER of the certificates behind it, included with its own when the request asks for certificates. */
  readonly chain: readonly Uint8Array[];
  readonly signer: PrivateKeySigner;
  readonly policy: string;
  /** Stated accuracy. */
  readonly accuracyMilliseconds?: number;
}

/** DER TimeStampToken (RFC 3161 §2.4.2) for a request, as a TSA makes it. */
export async function buildTimeStampToken(parts: {
  readonly request: TimeStampRequest;
  readonly authority: TimeStampAuthority;
  /** Magnitude octets; unique for the TSA. */
  readonly serialNumber: Uint8Array;
  readonly genTime: Date;
}): Promise<Uint8Array> {
  const { request, authority } = parts;
  const info = sequence(
    integer(1),
    encodeOid(request.policy ?? authority.policy),
    messageImprint(request.hash, request.imprint),
    integer(parts.serialNumber),
    preciseTime(parts.genTime),
    ...(authority.accuracyMilliseconds === undefined ? [] : [accuracy(authority.accuracyMilliseconds)]),
    ...(request.nonce === undefined ? [] : [request.nonce]),
    tlv(contextConstructed(0), tlv(contextConstructed(4), authority.certificate.subject.der)),
  );
  const token = await signCms({
    contentDigest: digest(hashOf(authority.signer.algorithm), info),
    certificates: [authority.certificate, ...authority.chain],
    // §2.4.2: without certReq "then the certificates field from the SignedData structure MUST not be present in the response".
    includeCertificates: request.certReq,
    signer: authority.signer,
    content: { type: Oid.tstInfo, octets: info },
  });
  return token;
}

/** GeneralizedTime with milliseconds; RFC 3161 §2.4.2 forbids trailing zeros in the fraction. */
function preciseTime(time: Date): Uint8Array {
  const fraction = String(time.getUTCMilliseconds()).padStart(3, '0').replace(/0+$/, '');
  if (fraction === '') return generalizedTime(time);
  return ascii(`${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}.${fraction}Z`, Tag.generalizedTime);
}

function accuracy(milliseconds: number): Uint8Array {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = milliseconds % 1000;
  return sequence(
    ...(seconds === 0 ? [] : [integer(seconds)]),
    ...(rest === 0 ? [] : [integer(rest, contextPrimitive(0))]),
  );
}

/** DER TimeStampResp, granted. */
export function buildTimeStampResponse(token: Uint8Array): Uint8Array {
  return sequence(sequence(integer(0)), token);
}

/** Bit numbers of PKIFailureInfo (RFC 3161 §2.4.2). */
export const TimeStampFailure = {
  badAlg: 0, badRequest: 2, badDataFormat: 5, timeNotAvailable: 14, unacceptedPolicy: 15, unacceptedExtension: 16, systemFailure: 25,
} as const;

/** DER TimeStampResp: rejection with a reason. */
export function buildTimeStampRejection(failure: number, text: string): Uint8Array {
  return sequence(sequence(integer(2), sequence(utf8String(text)), namedBits([failure])));
}

