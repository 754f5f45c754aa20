import { openPdf, PdfError, type PdfDocument } from '#pdf/read';
import { ParsedOnce } from '#pki/parse';
import { analyseSignedDocument } from './changes-after.js';
import { compareSignatories, type Comparison } from './completeness/compare-signatories.js';
import { readManifest, type FoundManifest } from './completeness/read-manifest.js';
import { recogniseUnsigned } from './completeness/recognise-unsigned.js';
import { examineSignatures, isIntact, type Examination } from './examine-signatures.js';
import type { ExaminedSignature } from './examined-signature.js';
import { judgeSignatures } from './judge-signatures.js';
import type { SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import type { TrustMaterial } from './policy/trust-material.js';
import { listsInForce } from './qualification/lists-in-force.js';
import { judgeDocument } from './report/document-verdict.js';
import { orderReasons } from './report/order-reasons.js';
import type { Finding } from './report/reason.js';
import { reportRevisions } from './report/report-revisions.js';
import { reportSignature } from './report/signature-report.js';
import { addRoles } from './report/add-roles.js';
import { reportUnreadable } from './report/unreadable-report.js';
import type { NotChecked, ValidationReport } from './report/validation-report.js';
import { inspectShownContent, type ShownContent } from './shown-content/inspect-shown-content.js';
import { readAll } from './x509-certificate-validation/read-all.js';
import { ShownPages } from './shown-content/shown-pages.js';
import { gatherMaterial, type EmbeddedMaterial } from './x509-certificate-validation/validation-material.js';
import { readSecurityStore } from './x509-certificate-validation/read-security-store.js';

/**
 * Validates the signatures of a PDF and says what the document is worth as it stands. Pure: the file, what to trust, what
 * to accept and the time are all it looks at. It never throws and never says yes when something could not be checked.
 *
 * @param trust anchors and material, DER; nothing else is trusted, and nothing is fetched
 * @param validationTime the "now" of EN 319 102-1; revocation, expiry and algorithms are judged by it
 */
export function validate(bytes: Uint8Array, trust: TrustMaterial, policy: SignatureValidationPolicy, validationTime: Date): ValidationReport {
  const request = { bytes, policy, validationTime };
  try {
    const document = openPdf(bytes, { maxStreamBytes: policy.limits.maxInflatedBytes, maxNesting: policy.limits.maxDepth });
    if (document.encrypted) return reportUnreadable(request, new PdfError('encrypted', 'encrypted'));
    return validateDocument(document, trust, policy, validationTime);
  } catch (error) {
    return reportUnreadable(request, error);
  }
}

const notChecked: readonly NotChecked[] = ['truth-of-content', 'later-corrections', 'rendered-appearance'];

function validateDocument(document: PdfDocument, trust: TrustMaterial, policy: SignatureValidationPolicy, now: Date): ValidationReport {
  const store = readSecurityStore(document);
  const once = new ParsedOnce();
  const candidates = readAll([...store.certificates.map(({ der }) => der), ...(trust.intermediates ?? [])], (der) => once.certificate(der));
  const examination = examineSignatures(document, candidates, policy.limits.maxSignatures, once);
  const { signatures: examined, digests } = examination;
  const manifest = manifestUnderSignature(document, examination);
  const lists = listsInForce(trust, now);
  const material = gatherMaterial({ ...trust, services: lists.services }, store, embeddedIn(examination), once);
  const shownPages = new ShownPages(document);
  const analysis = analyseSignedDocument(document, examined, policy, { fieldsAreClosed: manifest.kind === 'read', shown: shownPages });
  const judgement = judgeSignatures(examined, material, policy, now);
  const shown = examined.length === 0 ? undefined : inspectShownContent(document, firstSigned(document, examined), shownPages);
  const context = { judgement, analysis, now, lastRevision: document.revisions.length - 1, services: material.listed.services };
  const bare = examined.map((signature) => reportSignature(signature, context));
  const comparison = manifest.kind === 'read' ? compareSignatories(manifest.manifest, bare, originalFound(manifest.manifest.originalSha256, examination)) : undefined;
  const signatures = addRoles(bare, comparison?.report ?? null);
  const verdict = judgeDocument({
    signatures, analysis, policy,
    hasBrokenTimeStamp: [...judgement.signatures.values()].some((judged) => judged.hasBrokenTimeStamp),
    complete: comparison?.complete ?? 'unknown',
    hasMismatch: comparison?.hasMismatch ?? false,
    findings: [...fileFindings(document, manifest, analysis.trailing), ...(shown?.findings ?? []), ...(examined.length === 0 ? recogniseUnsigned(document) : [])],
  });
  return {
    version: 1,
    validationTime: now.toISOString(),
    policy: { name: policy.name, version: policy.version },
    document: {
      status: verdict.status,
      complete: completeness(verdict.status, comparison),
      reasons: orderReasons(verdict.findings),
      findings: verdict.findings,
      sha256: digests.fileSha256,
      length: document.bytes.length,
      pageCount: pageCount(document),
      revisions: reportRevisions(document, examined, analysis.changes),
      changes: analysis.changes,
      manifest: comparison?.report ?? null,
    },
    signatures,
    trustedLists: lists.used,
    notChecked: whatWasNotChecked(trust, lists.notChecked, shown),
  };
}

function whatWasNotChecked({ onlineRevocation }: TrustMaterial, ofLists: readonly NotChecked[], shown: ShownContent | undefined): NotChecked[] {
  return [
    ...notChecked,
    ...ofLists,
    ...(onlineRevocation === 'all' ? [] : [onlineRevocation === 'some' ? ('online-revocation-partly' as const) : ('online-revocation' as const)]),
    ...(shown?.activeContentChecked === true ? [] : ['active-content' as const]),
    ...(shown?.hiddenContentChecked === true ? [] : ['hidden-content' as const]),
  ];
}

function firstSigned(document: PdfDocument, examined: readonly ExaminedSignature[]): number {
  return Math.min(document.revisions.length - 1, ...examined.map(({ found }) => found.revisionIndex));
}

/** A manifest is believed only as an intact signature of a person or body found it (DESIGN.md, Prepare). */
function manifestUnderSignature(document: PdfDocument, { signatures }: Examination): FoundManifest {
  const first = signatures.find((signature) => signature.cms?.kind === 'signature' && isIntact(signature));
  return first === undefined ? { kind: 'none' } : readManifest(document.at(first.found.revisionIndex));
}

function originalFound(sha256: string, { digests }: Examination): boolean | null {
  return [...digests.prefixSha256.values()].includes(sha256.toLowerCase()) ? true : null;
}

function completeness(status: string, comparison: Comparison | undefined): 'yes' | 'no' | 'unknown' {
  return status === 'unsigned' ? 'no' : (comparison?.complete ?? 'unknown');
}

function embeddedIn({ signatures }: Examination): EmbeddedMaterial[] {
  return signatures.flatMap(({ cms, found: { revisionIndex } }) => {
    if (cms === undefined) return [];
    if (cms.kind === 'timestamp') return [{ signedData: cms.token.signedData, revisionIndex }];
    const tokens = [...cms.timestamps, ...cms.contentTimeStamps.map(({ token }) => token)].filter((token) => token !== undefined);
    return [cms.signedData, ...tokens.map(({ signedData }) => signedData)].map((signedData) => ({ signedData, revisionIndex }));
  });
}

function fileFindings(document: PdfDocument, manifest: FoundManifest, trailing: string): Finding[] {
  const findings: Finding[] = [];
  if (document.headerOffset > 0) findings.push({ code: 'bytes-before-header', weight: 'indeterminate', clause: 'A-40' });
  if (manifest.kind === 'unreadable') findings.push({ code: 'manifest-unreadable', weight: 'indeterminate' });
  if (trailing === 'data') findings.push({ code: 'data-after-end', weight: 'failure', subIndication: 'FORMAT_FAILURE', clause: 'R3' });
  // What two readers may show differently, nobody signed in one sense only.
  if (document.findings.some(({ code }) => code === 'sections-disagree' || code === 'duplicate-xref-entry')) {
    findings.push({ code: 'content-may-vary', weight: 'indeterminate', clause: 'A-23' });
  }
  const faults = new Set(document.findings.map(({ code }) => code));
  if (faults.has('duplicate-trailer-key') || document.current.catalog.duplicateKeys.length > 0) {
    findings.push({ code: 'duplicate-keys', weight: 'failure', subIndication: 'FORMAT_FAILURE', clause: 'R6' });
  }
  return findings;
}

function pageCount(document: PdfDocument): number | null {
  try {
    return document.current.pages().length;
  } catch (error) {
    if (error instanceof PdfError) return null;
    throw error;
  }
}
