import { FileBytes, type ByteSource } from './file-bytes.js';
import { FindingList } from './findings.js';
import { readHeader } from './header.js';
import { defaultLimits, type PdfLimits } from './limits.js';
import type { PdfDocument, PdfFile, PdfView } from './model.js';
import { ObjectStore } from './object-store.js';
import { PageTrees } from './page-trees.js';
import { PdfError } from './pdf-error.js';
import { reportRevisions } from './revision-findings.js';
import { buildRevisions } from './revisions.js';
import { RevisionView } from './view.js';
import { readXrefChain } from './xref-chain.js';

/**
 * Opens a PDF: header, cross-reference chain, revisions. Objects are read when they are asked for; bytes given are kept,
 * never copied and never changed. Of a source only what is looked at is read, in pages, and kept: what the structure
 * takes, not what the file takes. There is no repair: what does not stand where the file says throws.
 *
 * Throws `PdfError`: `not-a-pdf`, `truncated`, `too-large`, `broken-xref`, `xref-loop`, `limit-exceeded`,
 * `inflation-limit`, `nesting-too-deep`. Everything that can be read but should not be there is in `findings`.
 */
export function openPdf(bytes: Uint8Array, limits?: Partial<PdfLimits>): PdfDocument;
export function openPdf(source: ByteSource, limits?: Partial<PdfLimits>): PdfFile;
export function openPdf(given: Uint8Array | ByteSource, limits: Partial<PdfLimits> = {}): PdfDocument | PdfFile {
  const bounds: PdfLimits = { ...defaultLimits, ...limits };
  if (given.length > bounds.maxFileBytes) throw new PdfError('too-large', 'file is over the size limit');
  const bytes = isArray(given) ? given : undefined;
  const file = isArray(given) ? FileBytes.whole(given) : FileBytes.lazy(given);
  const header = readHeader(file);
  const findings = new FindingList();
  const revisions = buildRevisions(readXrefChain(file, header, bounds), header.offset, findings);
  const encrypted = revisions.some(({ trailer }) => (trailer.get('Encrypt')?.kind ?? 'null') !== 'null');
  const store = new ObjectStore(file, revisions, bounds, encrypted);
  reportRevisions(store, header, findings);
  const trees = new PageTrees(store);
  const views = new Map<number, PdfView>();
  const at = (revisionIndex: number): PdfView => {
    const revision = revisions[revisionIndex];
    if (revision === undefined) throw new PdfError('limit-exceeded', 'no such revision');
    const known = views.get(revisionIndex) ?? new RevisionView(revisionIndex, revision.trailer, store, trees);
    views.set(revisionIndex, known);
    return known;
  };
  return {
    ...(bytes === undefined ? {} : { bytes }),
    length: file.length,
    version: header.version,
    headerOffset: header.offset,
    revisions,
    findings: findings.all,
    trailingBytes: { start: revisions.at(-1)?.end ?? 0, end: file.length },
    encrypted,
    limits: bounds,
    current: at(revisions.length - 1),
    at,
    slice: (start, end) => file.view(start, end),
  };
}

/** Not `instanceof`: arrays may come from another realm. */
function isArray(given: Uint8Array | ByteSource): given is Uint8Array {
  return ArrayBuffer.isView(given);
}
