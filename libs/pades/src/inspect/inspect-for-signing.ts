import { createHash } from 'node:crypto';
import { formFields, openPdf, PdfError, signatureFields, type PdfDictionary, type PdfDocument, type PdfErrorCode } from '#pdf/read';
import { beginUpdate } from '#pdf/write';
import { type IntakeNotice, refusal, type RefusalCode, warning, type WarningCode } from './notices.js';
import { readPdfAClaim, type PdfAClaim } from './pdf-a-claim.js';

/** What intake needs to know of a file before a case is made of it. */
export interface IntakeInspection {
  readonly byteLength: number;
  readonly sha256: string;
  readonly pageCount: number;
  readonly pdfVersion: string;
  readonly pdfA?: PdfAClaim;
  readonly tagged: boolean;
  readonly existingSignatures: number;
  readonly emptySignatureFields: readonly string[];
  readonly refusals: readonly IntakeNotice[];
  readonly warnings: readonly IntakeNotice[];
}

/** 100 MiB unless the caller says otherwise (DESIGN.md "Data"). */
const defaultMaxBytes = 100 * 1024 * 1024;

/** Looks at a file before anything is done with it. Never throws: what is wrong is a refusal with a code. */
export function inspectForSigning(bytes: Uint8Array, limits: { readonly maxBytes?: number } = {}): IntakeInspection {
  const base = { byteLength: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex'), pageCount: 0, pdfVersion: '', tagged: false, existingSignatures: 0, emptySignatureFields: [], warnings: [] };
  if (bytes.byteLength > (limits.maxBytes ?? defaultMaxBytes)) return { ...base, refusals: [refusal('too-large')] };
  try {
    return { ...base, ...inspectDocument(openPdf(bytes)) };
  } catch (error) {
    if (error instanceof PdfError) return { ...base, refusals: [refusal(refusalOf(error.code), error.code)] };
    // A fault of ours in the face of a strange file: refused by name, so that it is found and nothing is lost.
    return { ...base, refusals: [refusal('unreadable', error instanceof Error ? error.name : 'unknown')] };
  }
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
};

function refusalOf(code: PdfErrorCode): RefusalCode {
  return byErrorCode[code] ?? 'unreadable';
}

type Inspected = Omit<IntakeInspection, 'byteLength' | 'sha256'>;

function inspectDocument(document: PdfDocument): Inspected {
  const refusals: IntakeNotice[] = [];
  if (document.encrypted) refusals.push(refusal('encrypted'));
  if (document.headerOffset > 0) refusals.push(refusal('bytes-before-header'));
  const base = { pdfVersion: document.version, tagged: false, pageCount: 0, existingSignatures: 0, emptySignatureFields: [], warnings: [] };
  if (refusals.length > 0) return { ...base, refusals };
  const view = document.current;
  const pages = view.pages();
  if (pages.length === 0) refusals.push(refusal('no-pages'));
  // Proves that the whole field tree can be walked, and that readers will find what is appended.
  const fields = formFields(view);
  beginUpdate(document);
  const form = view.get(view.catalog, 'AcroForm');
  const duplicated = [view.catalog, ...(form?.kind === 'dictionary' ? [form] : [])].some(({ duplicateKeys }) => duplicateKeys.length > 0);
  const duplicateFindings = new Set(['duplicate-trailer-key', 'sections-disagree', 'duplicate-xref-entry']);
  if (duplicated || document.findings.some(({ code }) => duplicateFindings.has(code))) refusals.push(refusal('duplicate-keys'));
  if (document.findings.some(({ code }) => code === 'size-too-small')) refusals.push(refusal('broken-xref', 'size-too-small'));
  const signatures = signatureFields(view);
  const signed = signatures.filter(({ value }) => value !== undefined);
  if (signed.length > 0) refusals.push(refusal(isCertifiedWithoutChanges(document) ? 'certified-no-changes' : 'already-signed'));
  if (form?.kind === 'dictionary' && hasDynamicXfa(view.catalog, form)) refusals.push(refusal('dynamic-xfa'));
  const mark = view.get(view.catalog, 'MarkInfo');
  const pdfA = readPdfAClaim(view);
  return {
    ...base,
    pageCount: pages.length,
    tagged: mark?.kind === 'dictionary' && view.get(mark, 'Marked')?.kind === 'boolean',
    existingSignatures: signed.length,
    emptySignatureFields: signatures.filter(({ value }) => value === undefined).map(({ name }) => name),
    ...(pdfA === undefined ? {} : { pdfA }),
    refusals,
    warnings: warningsOf(document, fields.filter(({ fieldType }) => fieldType !== 'Sig').length, signatures.length - signed.length),
  };
}

function hasDynamicXfa(catalog: PdfDictionary, form: PdfDictionary): boolean {
  const needsRendering = catalog.get('NeedsRendering');
  return form.get('XFA') !== undefined && needsRendering?.kind === 'boolean' && needsRendering.value;
}

/** A certification with /P 1 (ISO 32000-2 Table 257). */
function isCertifiedWithoutChanges(document: PdfDocument): boolean {
  const view = document.current;
  const permissions = view.get(view.catalog, 'Perms');
  const certification = permissions?.kind === 'dictionary' ? view.get(permissions, 'DocMDP') : undefined;
  const references = certification?.kind === 'dictionary' ? view.get(certification, 'Reference') : undefined;
  if (references?.kind !== 'array') return false;
  return references.items.some((item) => {
    const reference = view.resolve(item);
    const parameters = reference.kind === 'dictionary' ? view.get(reference, 'TransformParams') : undefined;
    const level = parameters?.kind === 'dictionary' ? view.get(parameters, 'P') : undefined;
    return level?.kind === 'number' && level.value === 1;
  });
}

function warningsOf(document: PdfDocument, formFieldCount: number, emptyFields: number): IntakeNotice[] {
  const view = document.current;
  const { catalog } = view;
  const names = view.get(catalog, 'Names');
  const has = (key: string): boolean => names?.kind === 'dictionary' && view.get(names, key) !== undefined;
  const form = view.get(catalog, 'AcroForm');
  const found: [WarningCode, boolean][] = [
    ['javascript', has('JavaScript')],
    ['actions', view.get(catalog, 'AA') !== undefined || view.get(catalog, 'OpenAction')?.kind === 'dictionary'],
    ['optional-content', view.get(catalog, 'OCProperties') !== undefined],
    ['embedded-files', has('EmbeddedFiles') || view.get(catalog, 'AF') !== undefined],
    ['form-fields', formFieldCount > 0],
    ['xfa', form?.kind === 'dictionary' && form.get('XFA') !== undefined],
    ['empty-signature-fields', emptyFields > 0],
    ['first-xref-has-gaps', document.findings.some(({ code }) => code === 'xref-not-contiguous')],
    ['linearized', document.revisions[0]?.linearized === true],
    ['signature-page-without-signatures', hasOurManifest(document)],
  ];
  return found.filter(([, is]) => is).map(([code]) => warning(code));
}

function hasOurManifest(document: PdfDocument): boolean {
  const pieces = document.current.get(document.current.catalog, 'PieceInfo');
  return pieces?.kind === 'dictionary' && pieces.get('Justera') !== undefined;
}
