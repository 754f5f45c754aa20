import { asString, decodeTextString, type PdfDictionary } from '#pdf/read';
import { changesAfterOf, isBreach, type ChangeAnalysis } from '../changes-after.js';
import { isIntact } from '../examine-signatures.js';
import type { ExaminedSignature } from '../examined-signature.js';
import { claimedTime, type JudgedSignature } from '../judge-signature.js';
import type { DocumentTimeStamp } from '../time-stamps/document-time-stamp.js';
import type { Judgement } from '../judge-signatures.js';
import { qualifySignature, type ListedService } from '../qualification/qualify-signature.js';
import { reportBlocks } from './building-blocks.js';
import { concludeFrom } from './conclude.js';
import type { Finding } from './reason.js';
import { worse } from './indication.js';
import { orderReasons } from './order-reasons.js';
import { remarkIn } from './remark-in.js';
import { signatoryOf } from './signatory.js';
import type { ChangesAfter, SignatureKind, SignatureReport, TrustReport } from './validation-report.js';

const noTrust: TrustReport = { status: 'unknown', anchor: null, path: [], revocation: 'unknown', claimedIssuer: null, service: null };

export interface ReportContext {
  readonly judgement: Judgement;
  readonly analysis: ChangeAnalysis;
  readonly now: Date;
  readonly lastRevision: number;
  readonly services: readonly ListedService[];
}

/** One signature or document timestamp with all that was found about it. */
export function reportSignature(signature: ExaminedSignature, context: ReportContext): SignatureReport {
  const { judgement, analysis } = context;
  const { found, checked, cms, zone } = signature;
  const judged = judgement.signatures.get(signature);
  const stamp = judgement.documentTimeStamps.get(signature);
  const changesAfter = changesAfterOf(analysis, signature);
  const stampFindings = (stamp?.verdict.findings ?? []).map((finding): Finding => (finding.code === 'timestamp-broken' ? { ...finding, code: 'document-timestamp-broken' } : finding));
  const findings = [...signature.findings, ...stampFindings, ...(judged?.findings ?? []), ...changeFindings(changesAfter, analysis, signature)];
  const intact = isIntact(signature) && (stamp === undefined || stamp.verdict.intact);
  const signer = cms?.kind === 'signature' ? cms.identified.certificate : undefined;
  const kind = kindIn(signature, judged);
  const conclusion = concludeFrom(findings);
  const trust = trustIn(judged, stamp);
  return {
    fieldName: found.fieldName,
    kind,
    ...conclusion,
    integrity: intact ? 'intact' : 'broken',
    changesAfter,
    coversWholeDocument: zone !== undefined && found.revisionIndex === context.lastRevision && analysis.trailing === 'none',
    level: checked.isTimeStamp ? null : (judged?.level ?? 'PDF_NOT_ETSI'),
    signatory: signer === undefined ? null : signatoryOf(signer),
    ...times(signature, judged, stamp, context.now),
    trust,
    qualification: qualifySignature({
      kind, indication: conclusion.indication, certificate: signer, services: context.services, path: pathOf(trust), bestSignatureTime: judged?.bestSignatureTime ?? context.now,
    }),
    timestamps: judged?.timestamps ?? [],
    validation: processesOf([...signature.findings, ...stampFindings, ...(judged?.findings ?? [])], signature, judged, stamp),
    reasons: orderReasons(findings),
    findings,
    ...technicalities(signature),
  };
}

function processesOf(
  findings: readonly Finding[], signature: ExaminedSignature, judged: JudgedSignature | undefined, stamp: DocumentTimeStamp | undefined,
): SignatureReport['validation'] {
  const blocks = reportBlocks(findings);
  if (judged !== undefined) return { ...judged.processes, blocks };
  const archival = concludeFrom(findings);
  // A document timestamp has no long-term process of its own (5.4): past validation is part of the archival one.
  const basic = stamp === undefined ? archival : worse(concludeFrom(signature.findings), stamp.verdict.basic);
  return { basic, longTerm: basic, archival, controlTime: stamp?.verdict.controlTime?.toISOString() ?? null, blocks };
}

function pathOf({ path, anchor }: TrustReport): ReadonlySet<string> {
  return new Set([...path, ...(anchor === null ? [] : [anchor])].map(({ sha256 }) => sha256));
}

function kindIn({ checked }: ExaminedSignature, judged: JudgedSignature | undefined): SignatureKind {
  return judged?.kind ?? (checked.isTimeStamp ? 'documentTimestamp' : 'signature');
}

function trustIn(judged: JudgedSignature | undefined, stamp: DocumentTimeStamp | undefined): TrustReport {
  return judged?.trust ?? stamp?.verdict.trust ?? noTrust;
}

/** A document timestamp we trust is its own proof of time. */
function times(
  signature: ExaminedSignature, judged: JudgedSignature | undefined, stamp: DocumentTimeStamp | undefined, now: Date,
): Pick<SignatureReport, 'claimedSigningTime' | 'bestSignatureTime' | 'timeProven'> {
  const claimedSigningTime = claimedTime(signature)?.toISOString() ?? null;
  if (judged !== undefined) return { claimedSigningTime, bestSignatureTime: judged.bestSignatureTime.toISOString(), timeProven: judged.timeProven };
  const isProof = stamp?.verdict.conclusion.indication === 'TOTAL_PASSED';
  return { claimedSigningTime, bestSignatureTime: (isProof ? stamp.verdict.token.genTime : now).toISOString(), timeProven: isProof };
}

function technicalities({ found, checked, cms, zone }: ExaminedSignature): Pick<
  SignatureReport, 'subFilter' | 'digestAlgorithm' | 'signatureAlgorithm' | 'revision' | 'signedLength' | 'page' | 'rect' | 'claimedReason' | 'claimedRemark' | 'claimedLocation'
> {
  const signer = cms?.kind === 'signature' ? cms.identified.certificate : undefined;
  const claimedReason = textOf(found.dictionary, 'Reason');
  return {
    subFilter: checked.subFilter,
    digestAlgorithm: digestName(cms),
    signatureAlgorithm: signer === undefined ? null : keyType(signer),
    revision: zone === undefined ? null : found.revisionIndex,
    signedLength: zone?.end ?? null,
    page: found.page,
    rect: found.rect,
    claimedReason,
    claimedRemark: remarkIn(claimedReason),
    claimedLocation: textOf(found.dictionary, 'Location'),
  };
}

function digestName(cms: ExaminedSignature['cms']): string | null {
  if (cms === undefined) return null;
  if (cms.kind === 'timestamp') return cms.token.imprintAlgorithm ?? cms.token.imprintAlgorithmOid;
  return cms.signer.hash ?? cms.signer.digestAlgorithm.oid;
}

function keyType(certificate: { readonly publicKey: { readonly asymmetricKeyType?: string | undefined } }): string | null {
  try {
    return certificate.publicKey.asymmetricKeyType ?? null;
  } catch {
    return null;
  }
}

function textOf(dictionary: PdfDictionary | undefined, key: string): string | null {
  const text = asString(dictionary?.get(key));
  return text === undefined ? null : decodeTextString(text);
}

/** What came after counts against the signature (R8): it says nothing for the file as it is now. */
function changeFindings(changesAfter: ChangesAfter, analysis: ChangeAnalysis, signature: ExaminedSignature): Finding[] {
  if (changesAfter === 'unknown') {
    return signature.zone === undefined ? [] : [{ code: 'changes-unknown', weight: 'indeterminate', clause: 'R13' }];
  }
  if (changesAfter !== 'forbidden') return [];
  const later = analysis.changes.filter(({ revision, verdict }) => verdict === 'forbidden' && revision > signature.found.revisionIndex);
  const base = { weight: 'failure', subIndication: 'FORMAT_FAILURE' } as const;
  if (later.length > 0 && later.every(isBreach)) return [{ ...base, code: 'permissions-breached', clause: 'MDP-01' }];
  if (later.length > 0) return [{ ...base, code: 'changed-after-signing', clause: 'R8' }];
  return [{ ...base, code: analysis.trailing === 'data' ? 'data-after-end' : 'unclaimed-bytes', clause: 'R3' }];
}
