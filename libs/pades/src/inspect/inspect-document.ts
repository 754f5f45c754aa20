import { asBoolean, asDictionary, formFields, openPdf, PdfError, type PdfDocument, type PdfErrorCode } from '#pdf/read';
import { beginUpdate } from '#pdf/write';
import { fieldsForSigning, type FieldsForSigning } from './fields-for-signing.js';
import { type IntakeNotice, refusal, type RefusalCode } from './notices.js';
import { readPdfAClaim, type PdfAClaim } from './pdf-a-claim.js';
import { hasDynamicXfa } from './shadow/active-content.js';
import { warningsOf } from './warnings-of.js';

/** What a file is, and why it cannot or should not be signed as it is. */
export interface InspectedDocument {
  readonly pageCount: number;
  readonly pdfVersion: string;
  readonly pdfA?: PdfAClaim;
  readonly tagged: boolean;
  /** Signatures and document time-stamps. */
  readonly existingSignatures: number;
  readonly emptySignatureFields: readonly string[];
  /** Of these, the ones that signatures already in the file leave free. */
  readonly usableSignatureFields: readonly string[];
  /** Somebody certified the file and said what may still be changed. */
  readonly certified: boolean;
  readonly refusals: readonly IntakeNotice[];
  readonly warnings: readonly IntakeNotice[];
}

const nothing = { pageCount: 0, pdfVersion: '', tagged: false, existingSignatures: 0, emptySignatureFields: [], usableSignatureFields: [], certified: false, warnings: [] };

/** Never throws for what is in a file: what is wrong is a refusal with a code. */
export function inspectBytesForSigning(bytes: Uint8Array): InspectedDocument {
  try {
    return inspectDocument(openPdf(bytes));
  } catch (error) {
    if (error instanceof PdfError) return { ...nothing, refusals: [refusal(byErrorCode[error.code] ?? 'unreadable', error.code)] };
    // A fault of ours in the face of a strange file: refused by name, so that it is found and nothing is lost.
    return { ...nothing, refusals: [refusal('unreadable', error instanceof Error ? error.name : 'unknown')] };
  }
}

export function refusedWith(code: RefusalCode): InspectedDocument {
  return { ...nothing, refusals: [refusal(code)] };
}

const byErrorCode: Partial<Record<PdfErrorCode, RefusalCode>> = {
  'not-a-pdf': 'not-a-pdf',
  truncated: 'truncated',
  'too-large': 'too-large',
  'broken-xref': 'broken-xref',
  'xref-loop': 'broken-xref',
  'no-catalog': 'broken-xref',
  'object-not-at-offset': 'broken-xref',
  'not-appendable': 'broken-xref',
  encrypted: 'encrypted',
  'circular-page-tree': 'circular-tree',
  'circular-field-tree': 'circular-tree',
  'circular-reference': 'circular-tree',
  'malformed-page-tree': 'broken-page-tree',
  'malformed-field-tree': 'broken-fields',
};

function inspectDocument(document: PdfDocument): InspectedDocument {
  const base = { ...nothing, pdfVersion: document.version };
  if (document.encrypted) return { ...base, refusals: [refusal('encrypted')] };
  if (document.headerOffset > 0) return { ...base, refusals: [refusal('bytes-before-header')] };
  const view = document.current;
  const pages = view.pages();
  // Proves that the whole field tree can be walked, and that readers will find what is appended.
  const fields = formFields(view);
  beginUpdate(document);
  const signing = fieldsForSigning(view);
  const form = asDictionary(view.get(view.catalog, 'AcroForm'));
  const refusals: IntakeNotice[] = [
    ...(pages.length === 0 ? [refusal('no-pages')] : []),
    ...ambiguities(document),
    ...(signing.signed.length === 0 && signing.docMdp === undefined ? [] : refusedByThoseWhoSigned(signing)),
    ...(form !== undefined && hasDynamicXfa(view, form) ? [refusal('dynamic-xfa')] : []),
  ];
  const mark = asDictionary(view.get(view.catalog, 'MarkInfo'));
  const pdfA = readPdfAClaim(view);
  return {
    ...base,
    pageCount: pages.length,
    tagged: mark !== undefined && asBoolean(view.get(mark, 'Marked')) === true,
    existingSignatures: signing.signed.length,
    emptySignatureFields: signing.empty.map(({ name }) => name),
    usableSignatureFields: signing.usable.map(({ name }) => name),
    certified: signing.docMdp !== undefined,
    ...(pdfA === undefined ? {} : { pdfA }),
    refusals,
    warnings: warningsOf(document, fields, signing),
  };
}

/** What two readers may read in two ways, at the root of everything (R6, A-23, A-24). */
function ambiguities(document: PdfDocument): IntakeNotice[] {
  const view = document.current;
  const form = asDictionary(view.get(view.catalog, 'AcroForm'));
  const findings = new Set(document.findings.map(({ code }) => code));
  const duplicated = [view.catalog, ...(form === undefined ? [] : [form])].some(({ duplicateKeys }) => duplicateKeys.length > 0);
  const disagree = findings.has('duplicate-trailer-key') || findings.has('sections-disagree') || findings.has('duplicate-xref-entry');
  return [
    ...(duplicated || disagree ? [refusal('duplicate-keys')] : []),
    ...(findings.has('size-too-small') ? [refusal('broken-xref', 'size-too-small')] : []),
  ];
}

/** MDP-04: what earlier signatures forbid is refused before anybody is asked to sign. */
function refusedByThoseWhoSigned({ docMdp, usable, empty, mayAdd }: FieldsForSigning): IntakeNotice[] {
  if (docMdp === 1) return [refusal('certified-no-changes')];
  if (usable.length > 0) return [];
  if (docMdp !== undefined) return [refusal(empty.length > 0 ? 'locked-fields' : 'certified-no-field')];
  return Array.from({ length: 100 }, (_, index) => `Signature${index + 1}`).some(mayAdd) ? [] : [refusal('locked-fields')];
}
