import { FindingList } from './findings.js';
import { readHeader } from './header.js';
import { defaultLimits, type PdfLimits } from './limits.js';
import type { PdfDocument, PdfView } from './model.js';
import { ObjectStore } from './object-store.js';
import { PdfError } from './pdf-error.js';
import { reportRevisions } from './revision-findings.js';
import { buildRevisions } from './revisions.js';
import { RevisionView } from './view.js';
import { readXrefChain } from './xref-chain.js';

/**
 * Opens a PDF: header, cross-reference chain, revisions. Objects are read when they are asked for; the bytes are kept,
 * never copied and never changed. There is no repair: what does not stand where the file says throws.
 *
 * Throws `PdfError`: `not-a-pdf`, `truncated`, `too-large`, `broken-xref`, `xref-loop`, `limit-exceeded`,
 * `inflation-limit`, `nesting-too-deep`. Everything that can be read but should not be there is in `findings`.
 */
export function openPdf(bytes: Uint8Array, limits: Partial<PdfLimits> = {}): PdfDocument {
  const bounds: PdfLimits = { ...defaultLimits, ...limits };
  if (bytes.length > bounds.maxFileBytes) throw new PdfError('too-large', 'file is over the size limit');
  const header = readHeader(bytes);
  const findings = new FindingList();
  const revisions = buildRevisions(readXrefChain(bytes, header, bounds), header.offset, findings);
  const encrypted = revisions.some(({ trailer }) => (trailer.get('Encrypt')?.kind ?? 'null') !== 'null');
  const store = new ObjectStore(bytes, revisions, bounds, encrypted);
  reportRevisions(store, header, findings);
  const views = new Map<number, PdfView>();
  const at = (revisionIndex: number): PdfView => {
    const revision = revisions[revisionIndex];
    if (revision === undefined) throw new PdfError('limit-exceeded', 'no such revision');
    const known = views.get(revisionIndex) ?? new RevisionView(revisionIndex, revision.trailer, store);
    views.set(revisionIndex, known);
    return known;
  };
  return {
    bytes,
    version: header.version,
    headerOffset: header.offset,
    revisions,
    findings: findings.all,
    trailingBytes: { start: revisions.at(-1)?.end ?? 0, end: bytes.length },
    encrypted,
    limits: bounds,
    current: at(revisions.length - 1),
    at,
  };
}
