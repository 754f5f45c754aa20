import { signatureAlgorithm, type Certificate } from '#pki/parse';
import type { ExaminedSignature } from './examined-signature.js';
import { checkCertificates } from './format-checking/check-certificates.js';
import { checkCmsForm } from './format-checking/check-cms-form.js';
import type { AlgorithmUse } from './policy/algorithm-constraints.js';
import type { SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import { concludeFrom } from './report/conclude.js';
import type { Finding } from './report/reason.js';
import { kindOf } from './report/signatory.js';
import type { SignatureKind, SignatureLevel, TimeStampReport, TrustReport, ValidationProcesses } from './report/validation-report.js';
import { claimedDate } from './signature-acceptance-validation/claimed-date.js';
import { missingForBaseline } from './signature-acceptance-validation/check-baseline.js';
import { levelOf } from './signature-acceptance-validation/signature-level.js';
import { bestSignatureTimes } from './time-stamps/best-signature-time.js';
import type { DocumentTimeStamp } from './time-stamps/document-time-stamp.js';
import type { ProofsOfExistence } from './time-stamps/proofs-of-existence.js';
import { isOutOfOrder } from './time-stamps/time-stamp-order.js';
import { validateTimeStamp, type TimeStampVerdict } from './time-stamps/validate-time-stamp.js';
import { checkSignaturePolicy } from './validation-context-initialisation/check-signature-policy.js';
import { useOf } from './x509-certificate-validation/key-strength.js';
import { validateCertificate, type CertificateVerdict } from './x509-certificate-validation/validate-certificate.js';
import type { ValidationMaterial } from './x509-certificate-validation/validation-material.js';

export interface JudgedSignature {
  readonly kind: SignatureKind;
  readonly findings: readonly Finding[];
  readonly processes: Omit<ValidationProcesses, 'blocks'>;
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

/**
 * The three processes of EN 319 102-1: basic (5.3, now), with long-term validation data (5.5, best signature time by timestamps
 * that are valid now) and archival (5.6, all proofs of existence, past validation). The last one is the verdict.
 */
export function judgeSignature(question: SignatureQuestion): JudgedSignature {
  const { signature, cms, proofs, material } = question;
  const { certificate } = cms.identified;
  const kind = kindOf(certificate);
  const times = bestSignatureTimes(signature.found.revisionIndex, question.timestamps, question.documentTimeStamps, proofs);
  const content = contentTimeStamps(question, times.archival);
  const anchors = kind === 'seal' ? material.sealAnchors : material.signatureAnchors;
  const judgeAt = (existedAt: Date): CertificateVerdict | undefined => (certificate === undefined ? undefined : signerVerdict(question, { certificate, anchors, existedAt, content }));
  const verdict = judgeAt(times.archival);
  const missing = baselineGaps(signature, cms);
  const before = checkSignaturePolicy(cms.signer, question.policy);
  const after: Finding[] = [
    ...checkCmsForm(cms.signedData, cms.signer, certificate),
    ...checkCertificates(cms.signedData, material.pool, new Set(verdict?.path.map(({ sha256 }) => sha256))),
    ...(missing.length === 0 ? [] : [{ code: 'not-baseline', weight: 'note', clause: missing.join(', ') } as const]),
  ];
  const stampFindings = timeFindings(question, content, times.archival);
  const findings = [...before, ...(verdict?.findings ?? []), ...after, ...stampFindings];
  const conclude = (judged: CertificateVerdict | undefined, more: readonly Finding[]) => concludeFrom([...signature.findings, ...before, ...(judged?.findings ?? []), ...after, ...more]);
  const at = (time: Date): CertificateVerdict | undefined => (time.getTime() === times.archival.getTime() ? verdict : judgeAt(time));
  const now = at(proofs.now);
  const covering = question.documentTimeStamps.filter(({ revisionIndex }) => revisionIndex > signature.found.revisionIndex);
  return {
    kind, findings,
    processes: {
      basic: conclude(now, []),
      longTerm: conclude(at(times.longTerm), [...stampFindings, ...(now?.findings ?? []).filter(onlyArchivalClears)]),
      archival: conclude(verdict, stampFindings),
      controlTime: verdict?.controlTime?.toISOString() ?? null,
    },
    level: levelIn(question, { missing, verdict, covering, anchors }),
    bestSignatureTime: times.archival,
    timeProven: times.archival < proofs.now,
    trust: verdict?.trust ?? noTrust,
    timestamps: [...[...content, ...question.timestamps].map((stamp) => stamp?.report ?? unreadableStamp), ...covering.map(({ verdict: { report } }) => report)],
    hasBrokenTimeStamp: [...content, ...question.timestamps].some((stamp) => stamp?.intact !== true),
  };
}

/** 5.5.4 sends these on to the archival process. */
function onlyArchivalClears({ subIndication }: Finding): boolean {
  return subIndication === 'REVOKED_CA_NO_POE' || subIndication === 'REVOCATION_OUT_OF_BOUNDS_NO_POE' || subIndication === 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE';
}

const unreadableStamp: TimeStampReport = {
  kind: 'signatureTimeStamp', time: null, authority: null, indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE', anchor: null, reasons: ['timestamp-broken'],
};

/** Content timestamps are signed attributes: they exist since the signature does. */
function contentTimeStamps({ cms, material, proofs, policy }: SignatureQuestion, existedAt: Date): (TimeStampVerdict | undefined)[] {
  return cms.contentTimeStamps.map(({ token, digest }) =>
    token === undefined ? undefined : validateTimeStamp({ token, stamped: digest ?? new Uint8Array(), kind: 'contentTimeStamp', existedAt, material, proofs, policy }),
  );
}

interface Signer {
  readonly certificate: Certificate;
  readonly anchors: readonly Certificate[];
  readonly existedAt: Date;
  readonly content: readonly (TimeStampVerdict | undefined)[];
}

function signerVerdict({ signature, cms, material, proofs, policy }: SignatureQuestion, { certificate, anchors, existedAt, content }: Signer): CertificateVerdict {
  const earliest = content.flatMap((stamp) => (stamp?.conclusion.indication === 'TOTAL_PASSED' ? [stamp.token.genTime.getTime()] : []));
  return validateCertificate({
    certificate, anchors, purpose: 'signature', existedAt, revocationAt: existedAt,
    algorithms: algorithmsOf(signature, cms, certificate),
    ...(existedAt < proofs.now ? { freshFrom: existedAt } : {}),
    ...(earliest.length === 0 ? {} : { notSignedBefore: new Date(Math.max(...earliest)) }),
    material, proofs, policy,
  });
}

function algorithmsOf({ checked }: ExaminedSignature, { signer }: SignatureCms, certificate: Certificate): (AlgorithmUse | undefined)[] {
  const own = useOf(signatureAlgorithm(signer.signatureAlgorithm, signer.hash), certificate);
  // What was signed is a SHA-1 digest, whatever it was signed with.
  return own !== undefined && checked.subFilter === 'adbe.pkcs7.sha1' ? [own, { ...own, digest: 'sha1' }] : [own];
}

function levelIn(
  { signature, cms, timestamps, material }: SignatureQuestion,
  how: { readonly missing: readonly string[]; readonly verdict: CertificateVerdict | undefined; readonly covering: readonly DocumentTimeStamp[]; readonly anchors: readonly Certificate[] },
): SignatureLevel {
  const intactStamps = timestamps.filter((stamp) => stamp?.intact === true);
  return levelOf({
    subFilter: signature.checked.subFilter, isBaseline: how.missing.length === 0, signer: cms.signer,
    signatureTimeStamps: intactStamps.length,
    coveringTimeStamps: how.covering.filter(({ signature: stamp }) => stamp.checked.isProperTimeStamp).map(({ revisionIndex, verdict: { path } }) => ({ revisionIndex, path })),
    paths: [how.verdict?.path ?? [], ...intactStamps.map((stamp) => stamp?.path ?? [])],
    material, anchors: [...how.anchors, ...material.timestampAnchors],
  });
}

function timeFindings(question: SignatureQuestion, content: readonly (TimeStampVerdict | undefined)[], best: Date): Finding[] {
  const { timestamps, signature, policy, documentTimeStamps, proofs } = question;
  const findings: Finding[] = [];
  if ([...content, ...timestamps].some((stamp) => stamp?.intact !== true)) {
    findings.push({ code: 'timestamp-broken', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'BT-03' });
  }
  const { revisionIndex } = signature.found;
  const hasAny = timestamps.length > 0 || documentTimeStamps.some((stamp) => stamp.revisionIndex > revisionIndex);
  if (best >= proofs.now) findings.push({ code: hasAny ? 'timestamp-untrusted' : 'timestamp-missing', weight: 'note', clause: 'BT-01' });
  if (isOutOfOrder({ revisionIndex, content, signature: timestamps, document: documentTimeStamps }, policy.claimedTimeTolerance)) {
    findings.push({ code: 'timestamp-order', weight: 'indeterminate', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'EN 319 102-1 5.5.4' });
  }
  return [...findings, ...claimFindings(signature, best, policy)];
}

function claimFindings(signature: ExaminedSignature, best: Date, { claimedTimeTolerance, maxTimestampDelay }: SignatureValidationPolicy): Finding[] {
  const claimed = claimedTime(signature);
  if (claimed === undefined) return [{ code: 'claimed-time-missing', weight: 'note', clause: 'BB-04' }];
  if (claimed.getTime() > best.getTime() + claimedTimeTolerance) return [{ code: 'signing-time-implausible', weight: 'note', clause: 'BB-04' }];
  const isLate = maxTimestampDelay !== null && best.getTime() > claimed.getTime() + maxTimestampDelay;
  return isLate ? [{ code: 'timestamp-late', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'EN 319 102-1 5.5.4' }] : [];
}

export function claimedTime({ found }: ExaminedSignature): Date | undefined {
  return found.dictionary === undefined ? undefined : claimedDate(found.dictionary)?.instant;
}

function baselineGaps(signature: ExaminedSignature, cms: SignatureCms): string[] {
  const { dictionary } = signature.found;
  if (dictionary === undefined) return ['BB-08'];
  return missingForBaseline({ dictionary, signedData: cms.signedData, signer: cms.signer, identified: cms.identified, check: cms.verified.check });
}
