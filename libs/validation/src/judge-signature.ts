import { asString, decodeTextString, parsePdfDate } from '#pdf/read';
import { attributesOf, type Certificate } from '#pki/parse';
import type { ExaminedSignature } from './examined-signature.js';
import { checkCertificates } from './format-checking/check-certificates.js';
import { checkCmsForm } from './format-checking/check-cms-form.js';
import { isStrongAt } from './policy/algorithm-constraints.js';
import type { SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import type { Finding } from './report/reason.js';
import { kindOf } from './report/signatory.js';
import type { SignatureKind, SignatureLevel, TimeStampReport, TrustReport } from './report/validation-report.js';
import { attributeOid } from './signature-acceptance-validation/attribute-oids.js';
import { missingForBaseline } from './signature-acceptance-validation/check-baseline.js';
import { levelOf } from './signature-acceptance-validation/signature-level.js';
import type { DocumentTimeStamp } from './time-stamps/document-time-stamp.js';
import type { ProofsOfExistence } from './time-stamps/proofs-of-existence.js';
import type { TimeStampVerdict } from './time-stamps/validate-time-stamp.js';
import { keyOf } from './x509-certificate-validation/key-strength.js';
import { validateCertificate } from './x509-certificate-validation/validate-certificate.js';
import type { ValidationMaterial } from './x509-certificate-validation/validation-material.js';

export interface JudgedSignature {
  readonly kind: SignatureKind;
  readonly findings: readonly Finding[];
  readonly level: SignatureLevel;
  readonly bestSignatureTime: Date;
  readonly timeProven: boolean;
  readonly trust: TrustReport;
  readonly timestamps: readonly TimeStampReport[];
  /** A timestamp of this signature that belongs to something else, or is forged. */
  readonly hasBrokenTimeStamp: boolean;
}

type SignatureCms = Extract<ExaminedSignature['cms'], { kind: 'signature' }>;

export interface SignatureQuestion {
  readonly signature: ExaminedSignature;
  readonly cms: SignatureCms;
  /** Undefined for an attribute that holds no readable token. */
  readonly timestamps: readonly (TimeStampVerdict | undefined)[];
  /** The intact ones of the whole file. */
  readonly documentTimeStamps: readonly DocumentTimeStamp[];
  readonly proofs: ProofsOfExistence;
  readonly material: ValidationMaterial;
  readonly policy: SignatureValidationPolicy;
}

const noTrust: TrustReport = { status: 'unknown', anchor: null, path: [], revocation: 'unknown', claimedIssuer: null, service: null };

/** Best signature time, then X.509 validation and acceptance at that time (EN 319 102-1 5.5). */
export function judgeSignature(question: SignatureQuestion): JudgedSignature {
  const { signature, cms, proofs, material, policy } = question;
  const { certificate } = cms.identified;
  const kind = kindOf(certificate);
  const { bestSignatureTime, timeProven } = bestTime(question);
  const anchors = kind === 'seal' ? material.sealAnchors : material.signatureAnchors;
  const verdict = certificate === undefined ? undefined : validateCertificate({
    certificate, anchors, purpose: 'signature', at: bestSignatureTime, atIsProven: timeProven, revocationAt: bestSignatureTime,
    ...(timeProven ? { freshFrom: bestSignatureTime } : {}), material, proofs, policy,
  });
  const missing = baselineGaps(signature, cms);
  const findings = [
    ...(verdict?.findings ?? []),
    ...(certificate === undefined ? [] : algorithmFindings(question, certificate, bestSignatureTime, timeProven)),
    ...acceptanceFindings(cms),
    ...checkCmsForm(cms.signedData, cms.signer, certificate),
    ...checkCertificates(cms.signedData, material.pool, new Set(verdict?.path.map(({ sha256 }) => sha256))),
    ...timeFindings(question, bestSignatureTime, timeProven),
    ...(missing.length === 0 ? [] : [{ code: 'not-baseline', weight: 'note', clause: missing.join(', ') } as const]),
  ];
  const covering = question.documentTimeStamps.filter(({ revisionIndex }) => revisionIndex > signature.found.revisionIndex);
  const intactStamps = question.timestamps.filter((stamp) => stamp?.intact === true);
  const level = levelOf({
    subFilter: signature.checked.subFilter, isBaseline: missing.length === 0, signer: cms.signer,
    signatureTimeStamps: intactStamps.length,
    coveringTimeStamps: covering.filter(({ signature: stamp }) => stamp.checked.isProperTimeStamp).map(({ revisionIndex, verdict: { path } }) => ({ revisionIndex, path })),
    paths: [verdict?.path ?? [], ...intactStamps.map((stamp) => stamp?.path ?? [])],
    material, anchors: [...anchors, ...material.timestampAnchors],
  });
  return {
    kind, findings, level, bestSignatureTime, timeProven,
    trust: verdict?.trust ?? noTrust,
    timestamps: [...question.timestamps.map((stamp) => stamp?.report ?? unreadableStamp), ...covering.map(({ verdict: { report } }) => report)],
    hasBrokenTimeStamp: question.timestamps.some((stamp) => stamp?.intact !== true),
  };
}

const unreadableStamp: TimeStampReport = {
  kind: 'signatureTimeStamp', time: null, authority: null, indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', anchor: null, reasons: ['timestamp-broken'],
};

function bestTime({ timestamps, proofs, signature }: SignatureQuestion): { bestSignatureTime: Date; timeProven: boolean } {
  let best = proofs.ofSignature(signature.found.revisionIndex);
  for (const stamp of timestamps) {
    if (stamp?.conclusion.indication === 'TOTAL_PASSED' && stamp.token.genTime < best) best = stamp.token.genTime;
  }
  return { bestSignatureTime: best, timeProven: best < proofs.now };
}

function algorithmFindings({ cms, policy }: SignatureQuestion, certificate: Certificate, at: Date, proven: boolean): Finding[] {
  const key = keyOf(certificate);
  const digest = cms.signer.hash;
  if (digest !== undefined && key !== undefined && isStrongAt(policy.algorithms, { digest, ...key }, at)) return [];
  return [{ code: 'algorithm-too-weak', weight: 'indeterminate', subIndication: proven ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', clause: 'EN 319 102-1 5.2.8' }];
}

/** A policy that the signature names and we did not process leaves the verdict open (EN 319 102-1 5.2.4). */
function acceptanceFindings(cms: SignatureCms): Finding[] {
  if (attributesOf(cms.signer.signedAttributes, attributeOid.signaturePolicyIdentifier).length === 0) return [];
  return [{ code: 'signature-policy-not-processed', weight: 'indeterminate', subIndication: 'SIGNATURE_POLICY_NOT_AVAILABLE', clause: 'EPES-01' }];
}

function timeFindings(question: SignatureQuestion, best: Date, proven: boolean): Finding[] {
  const { timestamps, signature, policy } = question;
  const findings: Finding[] = [];
  if (timestamps.some((stamp) => stamp?.intact !== true)) findings.push({ code: 'timestamp-broken', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'BT-03' });
  const hasAny = timestamps.length > 0 || question.documentTimeStamps.some(({ revisionIndex }) => revisionIndex > signature.found.revisionIndex);
  if (!proven) findings.push({ code: hasAny ? 'timestamp-untrusted' : 'timestamp-missing', weight: 'note', clause: 'BT-01' });
  if (isOutOfOrder(question)) findings.push({ code: 'timestamp-order', weight: 'indeterminate', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'EN 319 102-1 5.5.4' });
  const claimed = claimedTime(signature);
  if (claimed === undefined) findings.push({ code: 'claimed-time-missing', weight: 'note', clause: 'BB-04' });
  else if (claimed.getTime() > best.getTime() + policy.claimedTimeTolerance) findings.push({ code: 'signing-time-implausible', weight: 'note', clause: 'BB-04' });
  return findings;
}

/** A token made for this signature cannot be older than the timestamps of revisions before it, nor younger than those after. */
function isOutOfOrder({ timestamps, documentTimeStamps, signature, policy }: SignatureQuestion): boolean {
  const slack = policy.claimedTimeTolerance;
  return timestamps.some((stamp) => {
    if (stamp?.intact !== true) return false;
    const time = stamp.token.genTime.getTime();
    return documentTimeStamps.some(({ revisionIndex, verdict }) => {
      const other = verdict.token.genTime.getTime();
      return revisionIndex < signature.found.revisionIndex ? other > time + slack : revisionIndex > signature.found.revisionIndex && other < time - slack;
    });
  });
}

export function claimedTime(signature: ExaminedSignature): Date | undefined {
  const text = asString(signature.found.dictionary?.get('M'));
  return text === undefined ? undefined : parsePdfDate(decodeTextString(text))?.instant;
}

function baselineGaps(signature: ExaminedSignature, cms: SignatureCms): string[] {
  const { dictionary } = signature.found;
  if (dictionary === undefined) return ['BB-08'];
  return missingForBaseline({ dictionary, signedData: cms.signedData, signer: cms.signer, identified: cms.identified, check: cms.verified.check });
}
