import {
  buildAndValidatePath, nameToString, revocationStatus, signatureAlgorithm,
  type Certificate, type PathFinding, type PathPurpose, type PathResult, type RevocationEvidence, type RevocationStatus,
} from '#pki/parse';
import { isStrongAt } from '../policy/algorithm-constraints.js';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import { serviceInForce } from '../qualification/listed-anchors.js';
import { referenceTo } from '../qualification/qualify-signature.js';
import type { ServiceReference } from '../qualification/signature-qualification.js';
import type { SubIndication } from '../report/indication.js';
import type { Finding, ReasonCode } from '../report/reason.js';
import type { TrustReport } from '../report/validation-report.js';
import type { ProofsOfExistence } from '../time-stamps/proofs-of-existence.js';
import { keyOf } from './key-strength.js';
import type { ValidationMaterial } from './validation-material.js';

export interface CertificateQuestion {
  readonly certificate: Certificate;
  readonly anchors: readonly Certificate[];
  readonly purpose: PathPurpose;
  /** When the path must hold. */
  readonly at: Date;
  /** `at` is proven by a timestamp, not merely the moment of asking. */
  readonly atIsProven: boolean;
  /** When nothing on the path may have been revoked yet. */
  readonly revocationAt: Date;
  /** Evidence about the signer that is older does not count (PF-25). */
  readonly freshFrom?: Date;
  readonly material: ValidationMaterial;
  readonly proofs: ProofsOfExistence;
  readonly policy: SignatureValidationPolicy;
}

export interface CertificateVerdict {
  readonly findings: readonly Finding[];
  readonly trust: TrustReport;
  /** Leaf first; as far as signatures led when no anchor was found. */
  readonly path: readonly Certificate[];
}

/** X.509 certificate validation (EN 319 102-1 5.2.6): path, constraints, revocation, algorithms. */
export function validateCertificate(question: CertificateQuestion): CertificateVerdict {
  const { certificate, anchors, at, purpose, material } = question;
  const { crls, ocsps } = material;
  const result = buildAndValidatePath(certificate, { anchors, intermediates: material.pool, at, purpose, crls, ocsps, revocation: 'check' });
  const findings = result.findings.map((finding) => pathFinding(finding, question));
  const statuses = result.anchor === undefined ? [] : revocationOf(result, question);
  statuses.forEach((status, index) => findings.push(...revocationFindings(status, index, question)));
  if (result.anchor !== undefined) findings.push(...weakAlgorithms(result.path, question));
  const service = result.anchor === undefined ? undefined : serviceOf(result.anchor, question);
  if (service === 'not-then') findings.push(finding('issuer-not-listed-then', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'TS 119 615 4.3'));
  if (anchors.length === 0) findings.unshift(finding('no-trust-anchors', 'NO_CERTIFICATE_CHAIN_FOUND', 'EN 319 102-1 5.2.6'));
  return { findings: distinct(findings), path: result.path, trust: { ...trustOf(result, statuses, findings), service: typeof service === 'string' ? null : (service ?? null) } };
}

/** An anchor that only a trusted list gives holds while the list trusted it: at the time at which the path must hold. */
function serviceOf({ sha256 }: Certificate, { material, purpose, at }: CertificateQuestion): ServiceReference | 'not-then' | undefined {
  const services = material.listed.servicesOf(sha256);
  const inForce = serviceInForce(services, at, purpose === 'timestamping' ? ['timestamp'] : ['signature', 'seal']);
  if (inForce !== undefined) return referenceTo(inForce, at) ?? undefined;
  return services.length === 0 || material.isOwnAnchor(sha256) ? undefined : 'not-then';
}

function finding(code: ReasonCode, subIndication: SubIndication, clause: string, weight: Finding['weight'] = 'indeterminate'): Finding {
  return { code, weight, subIndication, clause };
}

function pathFinding({ code, index }: PathFinding, question: CertificateQuestion): Finding {
  const clause = 'RFC 5280 6.1';
  switch (code) {
    case 'no-path':
      return finding('issuer-not-trusted', 'NO_CERTIFICATE_CHAIN_FOUND', clause);
    case 'expired':
      return finding('certificate-expired', 'OUT_OF_BOUNDS_NO_POE', clause);
    case 'not-yet-valid':
      // BT-02b: a trusted timestamp before notBefore settles it; without one it is only out of bounds.
      return question.atIsProven && index === 0
        ? finding('certificate-not-yet-valid', 'NOT_YET_VALID', 'BT-02b', 'failure')
        : finding('certificate-not-yet-valid', 'OUT_OF_BOUNDS_NO_POE', clause);
    case 'revoked':
      return finding('certificate-revoked', 'REVOKED_NO_POE', 'RFC 5280 6.3');
    case 'revoked-ca':
      return finding('issuer-revoked', 'REVOKED_CA_NO_POE', 'RFC 5280 6.3');
    case 'revocation-unknown':
      return finding('revocation-unknown', 'TRY_LATER', 'EN 319 102-1 5.2.5');
    case 'key-usage':
    case 'extended-key-usage':
      return index === 0
        ? finding('certificate-purpose-wrong', 'CHAIN_CONSTRAINTS_FAILURE', clause)
        : finding('certificate-chain-invalid', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', clause);
    default:
      return { ...finding('certificate-chain-invalid', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', clause), detail: { why: code } };
  }
}

function revocationOf(result: PathResult, question: CertificateQuestion): RevocationStatus[] {
  const { material, revocationAt, freshFrom } = question;
  return result.path.slice(0, -1).flatMap((certificate, index) => {
    const issuer = result.path[index + 1];
    if (issuer === undefined) return [];
    return [revocationStatus(certificate, issuer, { crls: material.crls, ocsps: material.ocsps, certificates: material.pool, ...(result.anchor === undefined ? {} : { anchor: result.anchor }) }, revocationAt, index === 0 ? freshFrom : undefined)];
  });
}

function revocationFindings(status: RevocationStatus, index: number, question: CertificateQuestion): Finding[] {
  if (status.status === 'exempt') return [];
  if (status.status === 'revoked') {
    return [index === 0 ? finding('certificate-revoked', 'REVOKED_NO_POE', 'RFC 5280 6.3') : finding('issuer-revoked', 'REVOKED_CA_NO_POE', 'RFC 5280 6.3')];
  }
  const weight = question.policy.missingRevocation === 'accept' ? 'note' : 'indeterminate';
  if (status.status === 'unknown') {
    return [finding(status.why === 'stale' ? 'revocation-stale' : 'revocation-unknown', 'TRY_LATER', 'EN 319 102-1 5.2.5', weight)];
  }
  return isStillAuthentic(status.evidence, question) ? [] : [finding('revocation-stale', 'REVOCATION_OUT_OF_BOUNDS_NO_POE', 'EN 319 102-1 5.2.6', weight)];
}

/** An expired key may have leaked since: what it signed counts only when proven to be older than its certificate's end. */
function isStillAuthentic({ signer, der }: RevocationEvidence, { material, proofs, anchors }: CertificateQuestion): boolean {
  if (anchors.some((anchor) => anchor.sha256 === signer.sha256)) return true;
  const revision = material.revisionHolding(der);
  const existed = revision === undefined ? proofs.now : proofs.ofData(revision);
  return existed.getTime() <= signer.notAfter.getTime();
}

/** Every signature on the path, at the time at which the path must hold (EN 319 102-1 5.2.8). */
function weakAlgorithms(path: readonly Certificate[], question: CertificateQuestion): Finding[] {
  const weak = path.slice(0, -1).some((certificate, index) => {
    const issuer = path[index + 1];
    const algorithm = signatureAlgorithm(certificate.signatureAlgorithm);
    const key = issuer === undefined ? undefined : keyOf(issuer);
    if (algorithm === undefined || key === undefined) return true;
    // EdDSA brings its own hash.
    const digest = 'hash' in algorithm ? algorithm.hash : 'sha512';
    return !isStrongAt(question.policy.algorithms, { digest, ...key }, question.at);
  });
  if (!weak) return [];
  return [finding('algorithm-too-weak', question.atIsProven ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'EN 319 102-1 5.2.8')];
}

function trustOf(result: PathResult, statuses: readonly RevocationStatus[], findings: readonly Finding[]): Omit<TrustReport, 'service'> {
  const { anchor } = result;
  const holds = findings.every(({ weight }) => weight === 'note');
  const path = anchor === undefined ? result.path : result.path.slice(0, Math.max(1, result.path.length - 1));
  const top = result.path.at(-1);
  return {
    status: anchor === undefined ? 'untrusted' : holds ? 'trusted' : 'unknown',
    anchor: anchor === undefined ? null : named(anchor),
    path: path.map(named),
    revocation: revocationWord(statuses[0]),
    claimedIssuer: anchor !== undefined || top === undefined ? null : nameToString(top.issuer),
  };
}

export function named(certificate: Certificate): { readonly name: string; readonly sha256: string } {
  return { name: nameToString(certificate.subject), sha256: certificate.sha256 };
}

function revocationWord(status: RevocationStatus | undefined): TrustReport['revocation'] {
  if (status === undefined) return 'unknown';
  return status.status === 'exempt' ? 'not-needed' : status.status;
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.code} ${one.subIndication ?? ''}`, one])).values()];
}
