import { nameToString, verifyTimeStampToken, type StampedData, type TimeStampCheck, type TimeStampToken } from '#pki/parse';
import { checkCertificates } from '../format-checking/check-certificates.js';
import { checkCmsForm, holdsOctets } from '../format-checking/check-cms-form.js';
import { isStrongAt } from '../policy/algorithm-constraints.js';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import { concludeFrom } from '../report/conclude.js';
import type { Conclusion } from '../report/indication.js';
import type { Finding } from '../report/reason.js';
import type { TimeStampReport, TrustReport } from '../report/validation-report.js';
import { keyOf } from '../x509-certificate-validation/key-strength.js';
import { validateCertificate } from '../x509-certificate-validation/validate-certificate.js';
import type { ValidationMaterial } from '../x509-certificate-validation/validation-material.js';
import type { Certificate } from '#pki/parse';
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
  readonly conclusion: Conclusion;
  readonly findings: readonly Finding[];
  /** The imprint is that of the data, and the token's own signature is right: integrity, whoever signed. */
  readonly intact: boolean;
  readonly token: TimeStampToken;
  readonly path: readonly Certificate[];
  readonly trust: TrustReport | undefined;
}

/**
 * A timestamp (EN 319 102-1 5.4; BT-03, BT-05): the imprint, the token's signature, and the authority's certificate at the
 * time since which the token is known to exist. Its path must hold then; good revocation data is due for its own time,
 * and revocation until then counts.
 */
export function validateTimeStamp(question: TimeStampQuestion): TimeStampVerdict {
  const { token, material, existedAt, proofs, policy } = question;
  const check = verifyTimeStampToken(token, question.stamped, material.certificates);
  const intact = check.imprintMatches && check.singleSigner && check.cms?.intact === true && check.cms.hasSignedAttributes;
  const findings: Finding[] = [...tokenFindings(check, intact), ...certificateFindings(token, check)];
  const verdict = check.signer === undefined ? undefined : validateCertificate({
    certificate: check.signer, anchors: material.timestampAnchors, purpose: 'timestamping',
    at: existedAt, atIsProven: existedAt < proofs.now, revocationAt: token.genTime, material, proofs, policy,
  });
  findings.push(...(verdict?.findings ?? []).map(asTimeStampFinding));
  findings.push(...checkCertificates(token.signedData, material.pool, new Set(verdict?.path.map(({ sha256 }) => sha256))));
  findings.push(...formFindings(token, check.signer));
  if (check.signer !== undefined && isWeak(token, check.signer, existedAt, policy)) {
    findings.push({ code: 'algorithm-too-weak', weight: 'indeterminate', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', clause: 'EN 319 102-1 5.2.8' });
  }
  if (token.genTime.getTime() > proofs.now.getTime() + policy.claimedTimeTolerance) {
    findings.push({ code: 'timestamp-order', weight: 'indeterminate', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'EN 319 102-1 5.5' });
  }
  const conclusion = concludeFrom(findings);
  const anchor = verdict?.trust.anchor ?? null;
  const report: TimeStampReport = {
    kind: question.kind,
    time: token.genTime.toISOString(),
    authority: check.signer === undefined ? null : nameToString(check.signer.subject),
    ...conclusion,
    anchor,
    reasons: [...new Set(findings.map(({ code }) => code))],
  };
  return { report, conclusion, findings, intact, token, path: verdict?.path ?? (check.signer === undefined ? [] : [check.signer]), trust: verdict?.trust };
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

function isWeak(token: TimeStampToken, signer: Certificate, at: Date, policy: SignatureValidationPolicy): boolean {
  const digest = token.signedData.signerInfos[0]?.hash;
  const key = keyOf(signer);
  if (digest === undefined || key === undefined || token.imprintAlgorithm === undefined) return true;
  return !isStrongAt(policy.algorithms, { digest, ...key }, at) || !isStrongAt(policy.algorithms, { digest: token.imprintAlgorithm, ...key }, at);
}
