import { nameToString, verifyTimeStampToken, type Certificate, type StampedData, type TimeStampCheck, type TimeStampToken } from '#pki/parse';
import { checkCertificates } from '../format-checking/check-certificates.js';
import { checkCmsForm, holdsOctets } from '../format-checking/check-cms-form.js';
import type { AlgorithmUse } from '../policy/algorithm-constraints.js';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import { concludeFrom } from '../report/conclude.js';
import type { Conclusion } from '../report/indication.js';
import type { Finding } from '../report/reason.js';
import type { TimeStampReport, TrustReport } from '../report/validation-report.js';
import { keyOf } from '../x509-certificate-validation/key-strength.js';
import { validateCertificate, type CertificateVerdict } from '../x509-certificate-validation/validate-certificate.js';
import type { ValidationMaterial } from '../x509-certificate-validation/validation-material.js';
import type { ProofsOfExistence } from './proofs-of-existence.js';

export interface TimeStampQuestion {
  readonly token: TimeStampToken;
  readonly stamped: StampedData;
  readonly kind: TimeStampReport['kind'];
  /** Since when the token itself is known to exist. */
  readonly existedAt: Date;
  readonly material: ValidationMaterial;
  readonly proofs: ProofsOfExistence;
  readonly policy: SignatureValidationPolicy;
}

export interface TimeStampVerdict {
  readonly report: TimeStampReport;
  /** With past validation: what counts. */
  readonly conclusion: Conclusion;
  /** By what is true now alone. */
  readonly basic: Conclusion;
  readonly findings: readonly Finding[];
  /** The imprint is that of the data, and the token's own signature is right: integrity, whoever signed. */
  readonly intact: boolean;
  readonly token: TimeStampToken;
  readonly path: readonly Certificate[];
  readonly trust: TrustReport | undefined;
  readonly controlTime: Date | undefined;
}

/**
 * A timestamp (EN 319 102-1 5.4, and 5.6.2.4 for one whose time is over; BT-03, BT-05): the imprint, the token's signature,
 * and the authority's certificate. What has expired or been revoked since must be proven to come after the token; good
 * revocation data is due for the token's own time.
 */
export function validateTimeStamp(question: TimeStampQuestion): TimeStampVerdict {
  const { token, material, existedAt, proofs, policy } = question;
  const check = verifyTimeStampToken(token, question.stamped, material.certificates);
  const intact = check.imprintMatches && check.singleSigner && check.cms?.intact === true && check.cms.hasSignedAttributes;
  const verdict = check.signer === undefined ? undefined : authorityVerdict(check.signer, existedAt, question);
  const isFromTheFuture = token.genTime.getTime() > proofs.now.getTime() + policy.claimedTimeTolerance;
  const own: Finding[] = [
    ...tokenFindings(check, intact), ...certificateFindings(token, check),
    ...(isFromTheFuture ? [{ code: 'timestamp-order', weight: 'indeterminate', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'EN 319 102-1 5.5' } as const] : []),
  ];
  const form = [
    ...checkCertificates(token.signedData, material.pool, new Set(verdict?.path.map(({ sha256 }) => sha256))),
    ...formFindings(token, check.signer),
  ];
  const withAuthority = (judged: CertificateVerdict | undefined): Finding[] => [...own, ...(judged?.findings ?? []).map(asTimeStampFinding), ...form];
  const findings = withAuthority(verdict);
  const conclusion = concludeFrom(findings);
  const isOnlyNow = existedAt >= proofs.now || check.signer === undefined;
  const basic = isOnlyNow ? conclusion : concludeFrom(withAuthority(authorityVerdict(check.signer, proofs.now, question)));
  const report: TimeStampReport = {
    kind: question.kind,
    time: token.genTime.toISOString(),
    authority: check.signer === undefined ? null : nameToString(check.signer.subject),
    ...conclusion,
    anchor: verdict?.trust.anchor ?? null,
    reasons: [...new Set(findings.map(({ code }) => code))],
  };
  return {
    report, conclusion, basic, findings, intact, token,
    path: verdict?.path ?? (check.signer === undefined ? [] : [check.signer]), trust: verdict?.trust, controlTime: verdict?.controlTime,
  };
}

function authorityVerdict(signer: Certificate, existedAt: Date, question: TimeStampQuestion): CertificateVerdict {
  const { token, material, proofs, policy } = question;
  return validateCertificate({
    certificate: signer, anchors: material.timestampAnchors, purpose: 'timestamping', existedAt, algorithms: algorithmsOf(token, signer),
    revocationAt: token.genTime, material, proofs, policy,
  });
}

function tokenFindings(check: TimeStampCheck, intact: boolean): Finding[] {
  if (!check.imprintMatches) return [{ code: 'timestamp-broken', weight: 'failure', subIndication: 'HASH_FAILURE', clause: 'BT-03' }];
  if (!intact && check.signer !== undefined) return [{ code: 'timestamp-broken', weight: 'failure', subIndication: 'SIG_CRYPTO_FAILURE', clause: 'RFC 3161 2.4.2' }];
  if (check.signer === undefined) return [{ code: 'signing-certificate-missing', weight: 'indeterminate', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause: 'RFC 3161 2.4.2' }];
  const findings: Finding[] = [];
  if (!check.essMatches) findings.push({ code: 'signing-certificate-not-bound', weight: 'indeterminate', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause: 'BT-05' });
  if (!check.extendedKeyUsageRight) findings.push({ code: 'certificate-purpose-wrong', weight: 'indeterminate', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'BT-05' });
  if (!check.signerValidAtGenTime) findings.push({ code: 'certificate-expired', weight: 'indeterminate', subIndication: 'OUT_OF_BOUNDS_NO_POE', clause: 'RFC 3161 4' });
  if (!check.noUnknownCriticalExtension) findings.push({ code: 'timestamp-untrusted', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 3161 2.4.2' });
  return findings;
}

/** The authority's certificate belongs into the token (certReq of RFC 3161 2.4.1): one from elsewhere means it was lost or altered. */
function certificateFindings(token: TimeStampToken, { signer }: TimeStampCheck): Finding[] {
  if (signer === undefined || token.signedData.certificates.some(({ sha256 }) => sha256 === signer.sha256)) return [];
  return [{ code: 'signing-certificate-missing', weight: 'indeterminate', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause: 'RFC 3161 2.4.2' }];
}

function formFindings(token: TimeStampToken, signer: Certificate | undefined): Finding[] {
  const [info] = token.signedData.signerInfos;
  const findings = info === undefined ? [] : checkCmsForm(token.signedData, info, signer);
  // A token in BER could hide the tag; RFC 3161 2.4.2 wants DER.
  if (holdsOctets(token.der)) return findings;
  return [...findings, { code: 'cms-malformed', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5652 5.2' }];
}

/** "We do not know the issuer" means another thing for a timestamp than for a signature. */
function asTimeStampFinding(finding: Finding): Finding {
  return finding.code === 'issuer-not-trusted' || finding.code === 'no-trust-anchors' ? { ...finding, code: 'timestamp-untrusted' } : finding;
}

/** Of the token's signature and of its imprint; the key counts with both. */
function algorithmsOf(token: TimeStampToken, signer: Certificate): (AlgorithmUse | undefined)[] {
  const key = keyOf(signer);
  return [token.signedData.signerInfos[0]?.hash, token.imprintAlgorithm].map((digest) => (digest === undefined || key === undefined ? undefined : { digest, ...key }));
}
