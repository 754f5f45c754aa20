import { inspectBytes, type PdfDocument, type PdfFindingCode } from '#pdf/read';
import { analyseChanges, type SignedRevision, type StepResult } from './difference-analysis/analyse-changes.js';
import { restrictionsOf } from './difference-analysis/permissions.js';
import type { ExaminedSignature } from './examined-signature.js';
import { trailingData, type TrailingData } from './format-checking/trailing-data.js';
import type { SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import type { Change, ChangesAfter } from './report/validation-report.js';
import { markOverlaps } from './shown-content/overlaps.js';
import type { ShownPages } from './shown-content/shown-pages.js';

export interface ChangeAnalysis {
  readonly steps: readonly StepResult[];
  readonly changes: readonly Change[];
  /** What a visible change lies over could not be found out. */
  readonly overlapsUnknown: boolean;
  readonly trailing: TrailingData;
  /** Faults of structure in an update: bytes that belong to nothing, or that readers may take for different things (R2, R3, A-23, A-24). */
  readonly faults: readonly StructureFault[];
}

export interface StructureFault {
  readonly revision: number;
  readonly code: PdfFindingCode;
}

/** Changes after the first signature that stands in the file as a signature must. */
export function analyseSignedDocument(
  document: PdfDocument, examined: readonly ExaminedSignature[], policy: SignatureValidationPolicy, options: { readonly fieldsAreClosed: boolean; readonly shown: ShownPages },
): ChangeAnalysis {
  const signed = examined.flatMap(({ found, zone }): SignedRevision[] => {
    if (zone === undefined || found.dictionary === undefined) return [];
    const view = document.at(found.revisionIndex);
    return [{ revisionIndex: found.revisionIndex, restrictions: restrictionsOf(view, found.dictionary, found.field) }];
  });
  const trailing = trailingData(document);
  if (signed.length === 0) return { steps: [], changes: [], overlapsUnknown: false, trailing, faults: [] };
  const analysed = analyseChanges(document, signed, { maxObjects: policy.limits.maxObjects, fieldsAreClosed: options.fieldsAreClosed });
  const first = Math.min(...signed.map(({ revisionIndex }) => revisionIndex));
  const overlaps = markOverlaps(document, analysed.flatMap(({ changes }) => changes.map((change) => judged(change, policy))), first, options.shown);
  const byRevision = new Map<number, Change[]>(analysed.map(({ revision }) => [revision, []]));
  for (const change of overlaps.changes) byRevision.get(change.revision)?.push(change);
  const steps = analysed.map((step) => ({ ...step, changes: byRevision.get(step.revision) ?? [] }));
  return { steps, changes: overlaps.changes, overlapsUnknown: overlaps.incomplete, trailing, faults: faultsAfter(document, first) };
}

const updateFaults: ReadonlySet<PdfFindingCode> = new Set([
  'unclaimed-bytes', 'stray-end-marker', 'overlapping-objects', 'object-unreadable', 'duplicate-xref-entry', 'sections-disagree',
  'entry-outside-revision', 'entry-beyond-revision', 'duplicate-trailer-key',
]);

function faultsAfter(document: PdfDocument, signedRevision: number): StructureFault[] {
  const seen = [...document.findings, ...inspectBytes(document, { fromRevision: signedRevision + 1 })];
  return seen.flatMap(({ code, revisionIndex = 0 }) => (updateFaults.has(code) && revisionIndex > signedRevision ? [{ revision: revisionIndex, code }] : []));
}

/** The policy may forbid what the format permits. */
function judged(change: Change, policy: SignatureValidationPolicy): Change {
  const forbidden =
    (change.rule === 'form-field-filled' && policy.formFilling === 'forbidden') ||
    (change.rule === 'visible-signature-field-added' && policy.visibleSignatureFields === 'forbidden');
  return forbidden && change.verdict === 'permitted' ? { ...change, verdict: 'forbidden' } : change;
}

/** The worst of all steps after one signature. */
export function changesAfterOf(analysis: ChangeAnalysis, signature: ExaminedSignature): ChangesAfter {
  if (signature.zone === undefined) return 'unknown';
  const later = analysis.steps.filter(({ revision }) => revision > signature.found.revisionIndex);
  const isForbidden = later.some(({ changes }) => changes.some(({ verdict }) => verdict === 'forbidden'));
  const isFaulty = analysis.faults.some(({ revision }) => revision > signature.found.revisionIndex);
  if (isForbidden || isFaulty || analysis.trailing === 'data') return 'forbidden';
  if (later.some(({ known }) => !known)) return 'unknown';
  return later.some(({ changes }) => changes.length > 0) || analysis.trailing === 'comment' ? 'permitted' : 'none';
}

/** Rules that stand for a breach of what a signatory allowed, rather than for a change nobody allows. */
const breachRules = new Set(['certification-forbids', 'locked-field-changed', 'visible-field-after-certification', 'permissions-changed']);

export function isBreach(change: Change): boolean {
  return breachRules.has(change.rule);
}
