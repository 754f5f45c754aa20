import { asArray, asDictionary, asName, asNumber, asString, openPdf, signatureFields, type ByteSource, type PdfDictionary, type PdfFile, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { parseTimeStampToken, PkiError, splitPadding, verifyTimeStampToken, type TimeStampToken } from '#pki/parse';
import { hashRanges } from './hash-ranges.js';
import type { LintFinding } from './lint-signature.js';
import { viewBefore } from './view-before.js';

const storeKeys = new Set(['Type', 'Certs', 'OCSPs', 'CRLs', 'VRI']);

/** Lints what makes a file B-LTA: the document security store and the document time-stamps (BLT, BLTA). @throws PdfError for a file that cannot be read */
export function lintArchive(bytes: Uint8Array, level: ArchiveLevel = 'B-LTA'): LintFinding[] {
  return lintArchiveOf(openPdf(bytes), bytes, level);
}

export type ArchiveLevel = 'B-T' | 'B-LT' | 'B-LTA';

/**
 * As `lintArchive`, for a file that need not be in memory: what the time-stamps cover is hashed from `file` in one pass for all of them.
 * @param since only what came behind this many bytes is judged: how others made what they made is not ours to refuse
 */
export function lintArchiveOf(document: PdfFile, file: Uint8Array | ByteSource, level: ArchiveLevel, since = 0): LintFinding[] {
  const view = document.current;
  const store = view.get(view.catalog, 'DSS');
  const before = viewBefore(document, since);
  const earlier = asDictionary(before?.get(before.catalog, 'DSS'));
  const findings = store?.kind === 'dictionary' ? lintStore(view, store, earlier) : level === 'B-T' ? [] : [finding('BLT-02', '', 'there must be a document security store')];
  const all = signatureFields(view).filter(({ value }) => value !== undefined && asName(view.get(value, 'SubFilter')) === 'ETSI.RFC3161');
  const stamps = all.filter(({ value }) => since === 0 || rangeOf(view, value).end > since);
  if (all.length === 0 && level === 'B-LTA') findings.push(finding('BLTA-01', '', 'there must be a document time-stamp'));
  const tokens = stamps.map((stamp) => tokenOf(view, stamp));
  const ranges = stamps.map(({ value }) => rangeOf(view, value));
  const digests = hashRanges(file, ranges.map((range, index) => ({ ...range, hash: tokens[index]?.token?.imprintAlgorithm ?? 'sha256' })));
  stamps.forEach((stamp, index) => findings.push(...lintDocumentTimestamp(view, stamp, tokens[index] ?? {}, digests[index])));
  const last = [...ranges].sort((one, other) => one.end - other.end).at(-1);
  if (level === 'B-LTA' && last !== undefined && last.end !== file.length) findings.push(finding('BLTA-02', '', 'the last document time-stamp must cover the whole file, the store included'));
  return findings;
}

function lintStore(view: PdfView, store: PdfDictionary, earlier: PdfDictionary | undefined): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const key of store.entries.keys()) if (!storeKeys.has(key) && earlier?.get(key) === undefined) findings.push(finding('BLT-03', '', `/DSS may not hold /${key}`));
  for (const key of ['Certs', 'OCSPs', 'CRLs']) {
    const value = view.get(store, key);
    if (value === undefined) continue;
    const good = value.kind === 'array' && value.items.every((item) => item.kind === 'reference' && view.resolve(item).kind === 'stream');
    if (!good) findings.push(finding('BLT-03', '', `/DSS /${key} must be an array of references to streams`));
  }
  return findings;
}

/** The token of a document time-stamp, or why there is none. */
function tokenOf(view: PdfView, { value }: SignatureFieldInfo): { readonly token?: TimeStampToken; readonly why?: string } {
  const contents = value === undefined ? undefined : asString(view.get(value, 'Contents'));
  if (contents === undefined) return { why: '/Contents must be there' };
  try {
    return { token: parseTimeStampToken(splitPadding(contents.bytes).message) };
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return { why: `the token cannot be read: ${error.code}` };
  }
}

function lintDocumentTimestamp(view: PdfView, { name: fieldName, value, widgetRect: rect }: SignatureFieldInfo, { token, why = '' }: ReturnType<typeof tokenOf>, digest: Buffer | undefined): LintFinding[] {
  if (value === undefined || token === undefined) return [finding('BLTA-01', fieldName, why)];
  const findings: LintFinding[] = [];
  const report = (id: string, ok: boolean, message: string): void => {
    if (!ok) findings.push(finding(id, fieldName, message));
  };
  report('BLTA-01', [undefined, 'DocTimeStamp'].includes(asName(view.get(value, 'Type'))), '/Type must be /DocTimeStamp');
  report('BLTA-04', rect === undefined || (rect.right === rect.left && rect.top === rect.bottom), 'the field must be invisible');
  if (digest === undefined) return [...findings, finding('BLTA-01', fieldName, 'the ByteRange must lie in the file')];
  const check = verifyTimeStampToken(token, digest, []);
  report('BLTA-01', check.imprintMatches, 'the imprint must be that of the ByteRange');
  report('BT-05', check.valid, 'the token must verify, by a certificate for time-stamping alone');
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
