import { createHash } from 'node:crypto';

import type { HashAlgorithm } from '../algorithms.js';
import { sameBytes } from '../bytes.js';
import type { Certificate } from '../certificate/certificate.js';
import { isSigningCertificate } from '../cms/ess.js';
import { isNamedBy, verifySignerInfo, type CmsCheck } from '../cms/verify-signer-info.js';
import { Oid } from '../oids.js';
import { PkiError } from '../pki-error.js';
import type { TimeStampToken } from './time-stamp-token.js';

/** What a token proves on its own. Whether its TSA is trusted is for path validation at genTime. */
export interface TimeStampCheck {
  /** The TSA's certificate, when the token or the caller holds the one the token names. */
  readonly signer?: Certificate;
  /** Result of the token's own SignerInfo. Absent without a signer certificate. */
  readonly cms?: CmsCheck;
  readonly imprintMatches: boolean;
  /** Extended key usage is critical and id-kp-timeStamping alone (BT-05, RFC 3161 §2.3). */
  readonly extendedKeyUsageRight: boolean;
  /** ESS attribute names the signer (RFC 3161 §2.4.1 as updated by RFC 5816). */
  readonly essMatches: boolean;
  /** Exactly one SignerInfo (RFC 3161 §2.4.2). */
  readonly singleSigner: boolean;
  /** Signer's certificate was within its validity at genTime. */
  readonly signerValidAtGenTime: boolean;
  /** No critical extension inside TSTInfo: we process none. */
  readonly noUnknownCriticalExtension: boolean;
  /** All of the above. */
  readonly valid: boolean;
}

/** What was stamped: its digest by the token's imprint algorithm, or a function to compute it by that algorithm. */
export type StampedData = Uint8Array | ((hash: HashAlgorithm) => Uint8Array);

/**
 * Verifies a token against the data it should stamp. Never throws.
 *
 * @param candidates further certificates, when the token was made without certReq
 */
export function verifyTimeStampToken(
  token: TimeStampToken, stamped: StampedData, candidates: readonly Certificate[] = [],
): TimeStampCheck {
  const { signedData } = token;
  const [info, other] = signedData.signerInfos;
  const signer = info === undefined
    ? undefined
    : pickSigner(signedData.certificates.concat(candidates).filter((c) => isNamedBy(info.sid, c)), (c) => essMatches(token, c));
  const cms = info === undefined || signer === undefined ? undefined : checkSigner(token, info, signer);
  const facts = {
    ...(signer === undefined ? {} : { signer }),
    ...(cms === undefined ? {} : { cms }),
    imprintMatches: imprintMatches(token, stamped),
    extendedKeyUsageRight: signer !== undefined && isTimeStampingOnly(signer),
    essMatches: signer !== undefined && essMatches(token, signer),
    singleSigner: info !== undefined && other === undefined,
    signerValidAtGenTime: signer?.isValidAt(token.genTime) ?? false,
    noUnknownCriticalExtension: !token.extensions.some((extension) => extension.critical),
  };
  const valid =
    cms?.intact === true && cms.hasSignedAttributes && facts.imprintMatches && facts.extendedKeyUsageRight &&
    facts.essMatches && facts.singleSigner && facts.signerValidAtGenTime && facts.noUnknownCriticalExtension;
  return { ...facts, valid };
}

function checkSigner(token: TimeStampToken, info: TimeStampToken['signedData']['signerInfos'][number], signer: Certificate): CmsCheck {
  const { eContent = new Uint8Array() } = token.signedData;
  const digest = info.hash === undefined ? new Uint8Array() : createHash(info.hash).update(eContent).digest();
  return verifySignerInfo(info, signer, { digest, contentType: Oid.tstInfo });
}

/** Two certificates may carry the named issuer and serial number; the ESS hash decides. */
function pickSigner(named: readonly Certificate[], matches: (c: Certificate) => boolean): Certificate | undefined {
  return named.find(matches) ?? named[0];
}

function essMatches(token: TimeStampToken, certificate: Certificate): boolean {
  const [info] = token.signedData.signerInfos;
  if (info === undefined) return false;
  try {
    return isSigningCertificate(info, certificate);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

function imprintMatches(token: TimeStampToken, stamped: StampedData): boolean {
  if (token.imprintAlgorithm === undefined) return false;
  const digest = typeof stamped === 'function' ? stamped(token.imprintAlgorithm) : stamped;
  return digest.length > 0 && sameBytes(digest, token.imprint);
}

/** RFC 3161 §2.3: only id-kp-timeStamping, and critical. */
export function isTimeStampingOnly(certificate: Certificate): boolean {
  const purposes = certificate.known.extendedKeyUsage ?? [];
  return (
    certificate.extension(Oid.extKeyUsage)?.critical === true &&
    purposes.length === 1 && purposes[0] === Oid.kpTimeStamping
  );
}
