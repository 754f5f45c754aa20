import { nameToString, type Certificate, type PathFinding, type RevocationStatus } from '#pki/parse';
import { serviceInForce } from '../qualification/listed-anchors.js';
import { referenceTo } from '../qualification/qualify-signature.js';
import type { ServiceReference } from '../qualification/signature-qualification.js';
import type { Finding } from '../report/reason.js';
import type { TrustReport } from '../report/validation-report.js';
import type { CertificateQuestion } from './certificate-question.js';
import { finding, findingsOfSlide } from './findings-of-slide.js';
import { prospectivePaths, type ProspectivePath } from './prospective-paths.js';
import { slideValidationTime, statusOfSigner, type Slide } from './slide-validation-time.js';

export interface CertificateVerdict {
  readonly findings: readonly Finding[];
  readonly trust: TrustReport;
  /** Leaf first; as far as signatures led when no anchor was found. */
  readonly path: readonly Certificate[];
  /** Until when the chain is known to have been good; undefined without one. */
  readonly controlTime?: Date;
}

/**
 * X.509 certificate validation (EN 319 102-1 5.2.6) and past certificate validation (5.6.2.1) in one: the path and its
 * constraints, then validation time sliding, then whether the signed object existed before the control time. With
 * `existedAt` = now that is the basic process. Of several paths the first that holds is taken, else the mildest.
 */
export function validateCertificate(question: CertificateQuestion): CertificateVerdict {
  const { certificate, anchors, material, purpose, existedAt, policy } = question;
  const policies = policy.certificatePolicies === null || purpose !== 'signature' ? undefined : { userInitialPolicySet: policy.certificatePolicies, initialExplicitPolicy: true };
  let best: CertificateVerdict | undefined;
  for (const candidate of prospectivePaths(certificate, anchors, material.pool, purpose, existedAt, policies)) {
    const verdict = judgePath(candidate, question);
    if (weight(verdict) === 0) return verdict;
    if (best === undefined || weight(verdict) < weight(best)) best = verdict;
  }
  return best ?? judgePath({ path: [certificate], findings: [{ code: 'no-path', index: 0 }] }, question);
}

function weight({ findings }: CertificateVerdict): number {
  return findings.reduce((sum, one) => sum + (one.weight === 'note' ? 0 : one.weight === 'failure' ? 100 : 1), 0);
}

function judgePath(candidate: ProspectivePath, question: CertificateQuestion): CertificateVerdict {
  const { path, anchor } = candidate;
  const slide = anchor === undefined ? undefined : slideValidationTime(path, anchor, question);
  const service = anchor === undefined ? undefined : serviceOf(anchor, question);
  const findings = distinct([
    ...(question.anchors.length === 0 ? [finding('no-trust-anchors', 'NO_CERTIFICATE_CHAIN_FOUND', 'EN 319 102-1 5.2.6')] : []),
    ...candidate.findings.map(pathFinding),
    ...(service === 'not-then' ? [finding('issuer-not-listed-then', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'TS 119 615 4.3')] : []),
    ...(slide === undefined ? [] : findingsOfSlide(slide, path, question)),
  ]);
  const trust = { ...trustOf(candidate, slide, findings), service: typeof service === 'string' ? null : (service ?? null) };
  return { findings, path, trust, ...(slide === undefined ? {} : { controlTime: slide.controlTime }) };
}

/** An anchor that only a trusted list gives holds while the list trusted it: at the time since which the signed object is known. */
function serviceOf({ sha256 }: Certificate, { material, purpose, existedAt }: CertificateQuestion): ServiceReference | 'not-then' | undefined {
  const services = material.listed.servicesOf(sha256);
  const inForce = serviceInForce(services, existedAt, purpose === 'timestamping' ? ['timestamp'] : ['signature', 'seal']);
  if (inForce !== undefined) return referenceTo(inForce, existedAt) ?? undefined;
  return services.length === 0 || material.isOwnAnchor(sha256) ? undefined : 'not-then';
}

function pathFinding({ code, index }: PathFinding): Finding {
  const clause = 'RFC 5280 6.1';
  switch (code) {
    case 'no-path':
      return finding('issuer-not-trusted', 'NO_CERTIFICATE_CHAIN_FOUND', clause);
    case 'key-usage':
    case 'extended-key-usage':
      if (index === 0) return finding('certificate-purpose-wrong', 'CHAIN_CONSTRAINTS_FAILURE', clause);
      break;
    default:
  }
  return { ...finding('certificate-chain-invalid', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', clause), detail: { why: code } };
}

function trustOf({ path, anchor }: ProspectivePath, slide: Slide | undefined, findings: readonly Finding[]): Omit<TrustReport, 'service'> {
  const holds = findings.every((one) => one.weight === 'note');
  const below = anchor === undefined ? path : path.slice(0, Math.max(1, path.length - 1));
  const top = path.at(-1);
  return {
    status: anchor === undefined ? 'untrusted' : holds ? 'trusted' : 'unknown',
    anchor: anchor === undefined ? null : named(anchor),
    path: below.map(named),
    revocation: revocationWord(statusOfSigner(slide)),
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
