import type { ChangeAnalysis } from '../changes-after.js';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import type { Finding, ReasonCode } from './reason.js';
import type { Completeness, DocumentStatus, SignatureReport } from './validation-report.js';

export interface DocumentFacts {
  readonly signatures: readonly SignatureReport[];
  readonly hasBrokenTimeStamp: boolean;
  readonly analysis: ChangeAnalysis;
  readonly complete: Completeness;
  readonly hasMismatch: boolean;
  readonly policy: SignatureValidationPolicy;
  /** About the file as a whole. */
  readonly findings: readonly Finding[];
}

export interface DocumentVerdict {
  readonly status: DocumentStatus;
  readonly findings: readonly Finding[];
}

/** Any failure: not valid. Else anything open: indeterminate. Valid is what is left, and only with a signature. */
export function judgeDocument(facts: DocumentFacts): DocumentVerdict {
  const { signatures } = facts;
  const findings: Finding[] = [
    ...facts.findings,
    ...(facts.hasBrokenTimeStamp ? [{ code: 'timestamp-broken', weight: 'failure', clause: 'BT-03' } as const] : []),
    ...(facts.hasMismatch ? [{ code: 'signatory-mismatch', weight: 'failure', clause: 'A-33' } as const] : []),
    ...(facts.complete === 'no' && signatures.length > 0 ? [{ code: 'incomplete', weight: 'indeterminate' } as const] : []),
    ...signatures.flatMap(documentFindings),
    ...changeFindings(facts),
  ];
  const people = signatures.filter(({ kind }) => kind !== 'documentTimestamp');
  if (findings.some(({ weight }) => weight === 'failure') || signatures.some(({ indication }) => indication === 'TOTAL_FAILED')) {
    return { status: 'not-valid', findings };
  }
  if (people.length === 0) {
    const code = signatures.length > 0 ? 'only-document-timestamps' : 'no-signatures';
    return { status: 'unsigned', findings: [{ code, weight: 'note' }, ...findings] };
  }
  const isOpen =
    findings.some(({ weight }) => weight === 'indeterminate') ||
    people.some(({ indication }) => indication !== 'TOTAL_PASSED') ||
    signatures.some(({ changesAfter, integrity }) => changesAfter === 'unknown' || integrity === 'broken');
  return { status: isOpen ? 'indeterminate' : 'valid', findings };
}

/** What may be open about a document timestamp without touching the signatures before it: who made it, not what it says. */
const aboutTrust: ReadonlySet<ReasonCode> = new Set([
  'timestamp-untrusted', 'revocation-unknown', 'revocation-stale', 'certificate-expired', 'certificate-revoked', 'issuer-revoked', 'algorithm-too-weak', 'timestamp-order',
  'certificate-on-hold', 'no-proof-of-existence', 'issuer-no-longer-trusted', 'issuer-not-listed-then',
]);

/** What a signature's findings mean for the document. */
function documentFindings(signature: SignatureReport): Finding[] {
  if (signature.kind !== 'documentTimestamp') return [...signature.findings];
  return signature.findings.map((finding) => (finding.weight === 'indeterminate' && aboutTrust.has(finding.code) ? { ...finding, weight: 'note' } : finding));
}

function changeFindings({ analysis, policy }: DocumentFacts): Finding[] {
  const findings: Finding[] = [];
  const about = (rule: string) => analysis.changes.find((change) => change.rule === rule && change.verdict === 'permitted');
  const shown = about('visible-signature-field-added');
  if (shown !== undefined) {
    findings.push({
      code: 'visible-field-added-after-signing', weight: policy.visibleSignatureFields === 'permitted' ? 'note' : 'indeterminate', clause: 'A-19',
      ...(shown.page === undefined ? {} : { detail: { page: shown.page } }),
    });
  }
  const filled = about('form-field-filled');
  if (filled !== undefined) {
    findings.push({
      code: 'form-filled-after-signing', weight: policy.formFilling === 'permitted' ? 'note' : 'indeterminate', clause: 'A-16',
      ...(filled.fieldName === undefined ? {} : { detail: { field: filled.fieldName } }),
    });
  }
  if (about('form-field-filled-as-certified') !== undefined) findings.push({ code: 'form-filled-after-signing', weight: 'note', clause: 'A-16' });
  const annotated = about('annotation-added-as-certified');
  if (annotated !== undefined) {
    findings.push({ code: 'annotated-after-signing', weight: 'indeterminate', clause: 'A-18', ...(annotated.page === undefined ? {} : { detail: { page: annotated.page } }) });
  }
  const over = analysis.changes.find(({ covers, category }) => covers !== undefined && (category === 'SIGFIELD' || category === 'ANNOT'));
  if (over !== undefined) {
    findings.push({ code: 'may-hide-signed-content', weight: 'indeterminate', clause: 'R10', detail: { covers: (over.covers ?? []).join(', '), ...(over.page === undefined ? {} : { page: over.page }) } });
  }
  if (analysis.overlapsUnknown) findings.push({ code: 'changes-unknown', weight: 'indeterminate', clause: 'R10' });
  if (about('security-store-shrunk') !== undefined) findings.push({ code: 'security-store-shrunk', weight: 'note', clause: 'A-38' });
  return findings;
}
