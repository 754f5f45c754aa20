import { FindingList, type PdfFinding } from './findings.js';
import { indexOfMarker } from './end-marker.js';
import type { PdfDocument, Revision } from './model.js';
import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';
import type { Span } from './values.js';

/**
 * Accounts for every byte of the revisions from `fromRevision` on: each must belong to an object that a section names,
 * to a section, to end lines, to a comment or to white space (R2, R3). Reads every object of those revisions, so it
 * costs time in proportion to their number. Findings: `unclaimed-bytes`, `stray-end-marker`, `overlapping-objects`,
 * `object-unreadable`. What stands behind the last revision is in `document.findings` already.
 */
export function inspectBytes(document: PdfDocument, options: { readonly fromRevision?: number } = {}): readonly PdfFinding[] {
  const findings = new FindingList();
  const revisions = document.revisions.slice(options.fromRevision ?? 0);
  const claims = claimsOf(document, revisions, findings);
  let next = 0;
  for (const revision of revisions) {
    let cursor = revision.index === 0 ? document.headerOffset : revision.start;
    for (let claim = claims[next]; claim !== undefined && claim.start < revision.end; claim = claims[next]) {
      next += 1;
      const gap = { start: cursor, end: claim.start };
      if (gap.end >= gap.start) inspectGap(document.bytes, gap, revision.index, findings);
      else findings.add({ code: 'overlapping-objects', start: claim.start, end: Math.min(cursor, claim.end), revisionIndex: revision.index });
      cursor = Math.max(cursor, claim.end);
    }
    inspectGap(document.bytes, { start: cursor, end: revision.end }, revision.index, findings);
  }
  return findings.all;
}

/**
 * Everything that revisions account for, in file order. A revision may claim bytes of an earlier one: hybrid files made
 * in two steps do (that it does so is `entry-outside-revision`).
 */
function claimsOf(document: PdfDocument, revisions: readonly Revision[], findings: FindingList): Span[] {
  const first = revisions[0]?.start ?? 0;
  const ends = new Map<number, number>();
  const claim = ({ start, end }: Span) => {
    if (start >= first) ends.set(start, Math.max(end, ends.get(start) ?? 0));
  };
  for (const revision of revisions) {
    revision.endMarkers.forEach(claim);
    revision.sections.forEach(({ span }) => claim(span));
  }
  for (const revision of revisions) {
    const view = document.at(revision.index);
    for (const [objectNumber, entry] of revision.entries) {
      if (findings.isFull) return []; // a thousand unreadable objects: there is nothing left to account for
      if (entry.kind !== 'offset' || entry.offset < first) continue;
      try {
        const object = view.object(objectNumber);
        if (object !== undefined) claim(object.span);
      } catch (error) {
        if (!(error instanceof PdfError)) throw error;
        findings.add({ code: 'object-unreadable', objectNumber, start: entry.offset, revisionIndex: revision.index });
      }
    }
  }
  return [...ends].map(([start, end]) => ({ start, end })).sort((a, b) => a.start - b.start);
}

/** One finding for a gap that holds more than blanks; a comment may hold anything but an end marker. */
function inspectGap(bytes: Uint8Array, gap: Span, revisionIndex: number, findings: FindingList): void {
  const reader = new TokenReader(bytes, gap.start, gap.end);
  for (;;) {
    reader.skipWhite();
    const start = reader.position;
    if (start >= gap.end) return;
    if (reader.peek() !== 0x25) {
      findings.add({ code: 'unclaimed-bytes', start, end: gap.end, revisionIndex });
      return;
    }
    reader.skipComment();
    const marker = indexOfMarker(bytes.subarray(0, reader.position), start);
    if (marker >= 0) findings.add({ code: 'stray-end-marker', start: marker, end: marker + '%%EOF'.length, revisionIndex });
  }
}
