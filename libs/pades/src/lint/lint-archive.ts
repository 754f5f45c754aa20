import { createHash } from 'node:crypto';
import { asArray, asName, asNumber, asString, openPdf, signatureFields, type PdfDictionary, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { parseTimeStampToken, splitPadding, verifyTimeStampToken } from '#pki/parse';
import type { LintFinding } from './lint-signature.js';

const storeKeys = new Set(['Type', 'Certs', 'OCSPs', 'CRLs', 'VRI']);

/** Lints what makes a file B-LTA: the document security store and the document time-stamps (BLT, BLTA). @throws PdfError for a file that cannot be read */
export function lintArchive(bytes: Uint8Array, level: 'B-T' | 'B-LT' | 'B-LTA' = 'B-LTA'): LintFinding[] {
  const view = openPdf(bytes).current;
  const store = view.get(view.catalog, 'DSS');
  const findings = store?.kind === 'dictionary' ? lintStore(view, store) : level === 'B-T' ? [] : [finding('BLT-02', '', 'there must be a document security store')];
  const stamps = signatureFields(view).filter(({ value }) => value !== undefined && asName(view.get(value, 'SubFilter')) === 'ETSI.RFC3161');
  if (stamps.length === 0 && level === 'B-LTA') findings.push(finding('BLTA-01', '', 'there must be a document time-stamp'));
  for (const stamp of stamps) findings.push(...lintDocumentTimestamp(view, bytes, stamp));
  const last = stamps.map(({ value }) => rangeOf(view, value)).sort((one, other) => one.end - other.end).at(-1);
  if (level === 'B-LTA' && last !== undefined && last.end !== bytes.byteLength) findings.push(finding('BLTA-02', '', 'the last document time-stamp must cover the whole file, the store included'));
  return findings;
}

function lintStore(view: PdfView, store: PdfDictionary): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const key of store.entries.keys()) if (!storeKeys.has(key)) findings.push(finding('BLT-03', '', `/DSS may not hold /${key}`));
  for (const key of ['Certs', 'OCSPs', 'CRLs']) {
    const value = view.get(store, key);
    if (value === undefined) continue;
    const good = value.kind === 'array' && value.items.every((item) => item.kind === 'reference' && view.resolve(item).kind === 'stream');
    if (!good) findings.push(finding('BLT-03', '', `/DSS /${key} must be an array of references to streams`));
  }
  return findings;
}

function lintDocumentTimestamp(view: PdfView, bytes: Uint8Array, { name: fieldName, value, widgetRect: rect }: SignatureFieldInfo): LintFinding[] {
  const findings: LintFinding[] = [];
  const report = (id: string, ok: boolean, message: string): void => {
    if (!ok) findings.push(finding(id, fieldName, message));
  };
  const contents = value === undefined ? undefined : asString(view.get(value, 'Contents'));
  if (value === undefined || contents === undefined) return [finding('BLTA-01', fieldName, '/Contents must be there')];
  report('BLTA-01', [undefined, 'DocTimeStamp'].includes(asName(view.get(value, 'Type'))), '/Type must be /DocTimeStamp');
  report('BLTA-04', rect === undefined || (rect.right === rect.left && rect.top === rect.bottom), 'the field must be invisible');
  const { before, after, end } = rangeOf(view, value);
  const digest = createHash('sha256').update(bytes.subarray(0, before)).update(bytes.subarray(after, end)).digest();
  try {
    const check = verifyTimeStampToken(parseTimeStampToken(splitPadding(contents.bytes).message), digest, []);
    report('BLTA-01', check.imprintMatches, 'the imprint must be that of the ByteRange');
    report('BT-05', check.valid, 'the token must verify, by a certificate for time-stamping alone');
  } catch (error) {
    report('BLTA-01', false, `the token cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return findings;
}

function rangeOf(view: PdfView, value: PdfDictionary | undefined): { before: number; after: number; end: number } {
  const items = value === undefined ? [] : (asArray(view.get(value, 'ByteRange'))?.items ?? []);
  const [, before = 0, after = 0, rest = 0] = items.map((item) => asNumber(item) ?? 0);
  return { before, after, end: after + rest };
}

function finding(id: string, fieldName: string, message: string): LintFinding {
  return { id, fieldName, message };
}
