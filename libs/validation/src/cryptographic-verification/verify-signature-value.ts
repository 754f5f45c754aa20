import { createHash } from 'node:crypto';
import { CertificateError, Oid, signatureAlgorithm, verifySignerInfo, type Certificate, type CmsCheck, type SignerInfo } from '#pki/parse';
import type { SignedZone } from '../format-checking/byte-range.js';
import type { Finding } from '../report/reason.js';

export interface VerifiedValue {
  readonly intact: boolean;
  readonly findings: readonly Finding[];
  readonly check?: CmsCheck;
}

export interface Signed {
  readonly bytes: Uint8Array;
  readonly zone: SignedZone;
  /** Of `adbe.pkcs7.sha1`: what was signed in the place of the bytes. */
  readonly signedDigest?: Uint8Array;
}

/** EN 319 102-1 5.2.7: first the digest of what was signed, then the signature value. */
export function verifySignatureValue(
  signer: SignerInfo, certificate: Certificate | undefined, digest: Uint8Array | undefined, signed: Signed,
): VerifiedValue {
  const unsupported: Finding = { code: 'algorithm-unsupported', weight: 'indeterminate', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' };
  if (digest === undefined || signatureAlgorithm(signer.signatureAlgorithm, signer.hash) === undefined) return { intact: false, findings: [unsupported] };
  // Without the certificate nothing can be verified; identification has said so.
  if (certificate === undefined) return { intact: false, findings: [] };
  if (!hasUsableKey(certificate)) return { intact: false, findings: [unsupported] };
  const check = signed.signedDigest === undefined ? checkRange(signer, certificate, digest, signed) : checkSignedDigest(signer, certificate, digest, signed.signedDigest);
  const findings = findingsOf(check);
  return { intact: check.digestMatches && check.signatureValid && !findings.some(({ weight }) => weight === 'failure'), findings, check };
}

function checkRange(signer: SignerInfo, certificate: Certificate, digest: Uint8Array, signed: Signed): CmsCheck {
  return verifySignerInfo(signer, certificate, { digest, ...(signer.signedAttributesDer === undefined ? { content: signedBytes(signed) } : {}) });
}

/** ISO 32000-1 12.8.3.3.1: the message encapsulates the SHA-1 digest of the byte range, and signs that. */
function checkSignedDigest(signer: SignerInfo, certificate: Certificate, digest: Uint8Array, signedDigest: Uint8Array): CmsCheck {
  const inner = signer.hash === undefined ? new Uint8Array() : createHash(signer.hash).update(signedDigest).digest();
  const check = verifySignerInfo(signer, certificate, { digest: inner, ...(signer.signedAttributesDer === undefined ? { content: signedDigest } : {}) });
  const isRange = Buffer.compare(digest, signedDigest) === 0;
  return { ...check, digestMatches: check.digestMatches && isRange, intact: check.intact && isRange };
}

/** Attributes of which a second one would let two validators look at different statements (RFC 5652 11, RFC 5035 3, RFC 6211 2). */
const onceOnly: ReadonlySet<string> = new Set([
  Oid.contentType, Oid.messageDigest, Oid.signingTime, Oid.signingCertificate, Oid.signingCertificateV2, Oid.cmsAlgorithmProtection,
]);

function findingsOf(check: CmsCheck): Finding[] {
  const findings: Finding[] = [];
  if (!check.digestMatches) findings.push({ code: 'content-changed', weight: 'failure', subIndication: 'HASH_FAILURE', clause: 'BB-14' });
  else if (!check.signatureValid) findings.push({ code: 'signature-value-wrong', weight: 'failure', subIndication: 'SIG_CRYPTO_FAILURE', clause: 'RFC 5652 5.6' });
  if (check.duplicatedAttributes.some((oid) => onceOnly.has(oid))) {
    findings.push({ code: 'signed-attribute-duplicated', weight: 'failure', subIndication: 'FORMAT_FAILURE', clause: 'A-28' });
  }
  if (!check.hasSignedAttributes) findings.push({ code: 'signed-attributes-missing', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'A-28' });
  else if (!check.contentTypeMatches) findings.push({ code: 'cms-not-detached-data', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'BB-13' });
  if (!check.algorithmsConsistent) findings.push({ code: 'algorithm-unsupported', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'BB-19' });
  return findings;
}

function hasUsableKey(certificate: Certificate): boolean {
  try {
    return certificate.publicKey.asymmetricKeyType !== undefined;
  } catch (error) {
    if (error instanceof CertificateError) return false;
    throw error;
  }
}

/** PKCS #7 of old signs the content itself; only then are the two ranges joined in memory. */
function signedBytes(signed: Signed): Uint8Array {
  const { bytes, zone } = signed;
  return Buffer.concat([bytes.subarray(0, zone.gapStart), bytes.subarray(zone.gapEnd, zone.end)]);
}
