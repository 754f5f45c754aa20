import { indexOfMarker } from './end-marker.js';
import type { FindingList } from './findings.js';
import type { Header } from './header.js';
import type { XrefSection } from './model.js';
import type { ObjectStore } from './object-store.js';
import type { ReadRevision } from './revisions.js';
import { TokenReader } from './token-reader.js';
import type { PdfDictionary } from './values.js';

/** What can be told about revisions without reading an object: cheap enough for every opening. */
export function reportRevisions(store: ObjectStore, header: Header, findings: FindingList): void {
  if (header.offset > 0) findings.add({ code: 'bytes-before-header', start: 0, end: header.offset });
  const places: Before = new Map();
  for (const revision of store.revisions) {
    const before = store.revisions[revision.index - 1];
    if (before !== undefined) remember(before, places);
    reportSize(revision, before, findings);
    reportEntries(revision, places, findings);
    if (before !== undefined) reportCatalog(revision, before, findings);
  }
  const [first] = store.revisions;
  if (first !== undefined && !first.linearized && !first.sections.every(isContiguous)) {
    findings.add({ code: 'xref-not-contiguous', revisionIndex: 0 });
  }
  reportTrailingBytes(store, findings);
}

function sizeOf(trailer: PdfDictionary): number {
  const size = trailer.get('Size');
  return size?.kind === 'number' && Number.isSafeInteger(size.value) ? size.value : -1;
}

function reportSize(revision: ReadRevision, before: ReadRevision | undefined, findings: FindingList): void {
  const size = sizeOf(revision.trailer);
  const revisionIndex = revision.index;
  if (size <= revision.entries.highest) findings.add({ code: 'size-too-small', revisionIndex, objectNumber: revision.entries.highest });
  if (before !== undefined && size < sizeOf(before.trailer)) findings.add({ code: 'size-decreased', revisionIndex });
}

function isContiguous(section: XrefSection): boolean {
  const [only, ...more] = section.subsections;
  return section.kind === 'stream' || (only !== undefined && more.length === 0 && only.first === 0);
}

/** What the revisions before said, by object number: the offset, -1 when compressed, -2 when free. */
type Before = Map<number, number>;
const compressed = -1;
const free = -2;

function reportEntries(revision: ReadRevision, before: Before, findings: FindingList): void {
  const revisionIndex = revision.index;
  revision.entries.forEachPlace((objectNumber, offset, inUse) => {
    const now = inUse ? (offset ?? compressed) : free;
    const then = before.get(objectNumber);
    if (offset !== undefined && offset >= revision.end) {
      findings.add({ code: 'entry-beyond-revision', objectNumber, start: offset, revisionIndex });
    } else if (offset !== undefined && offset < revision.start && then !== offset) {
      // Some writers repeat the whole table in an update: the same entry again says nothing new.
      findings.add({ code: 'entry-outside-revision', objectNumber, start: offset, revisionIndex });
    }
    if (then !== undefined && objectNumber !== 0) {
      if (now === free && then !== free) findings.add({ code: 'object-freed', objectNumber, revisionIndex });
      if (now !== free && then === free) findings.add({ code: 'object-number-reused', objectNumber, revisionIndex });
    }
  });
}

/** Only for the next update, and only then: a file of one revision pays nothing. */
function remember(revision: ReadRevision, before: Before): void {
  revision.entries.forEachPlace((objectNumber, offset, inUse) => {
    before.set(objectNumber, inUse ? (offset ?? compressed) : free);
  });
}

function reportCatalog(revision: ReadRevision, before: ReadRevision, findings: FindingList): void {
  const now = revision.trailer.get('Root');
  const then = before.trailer.get('Root');
  const same =
    now?.kind === 'reference' &&
    then?.kind === 'reference' &&
    now.objectNumber === then.objectNumber &&
    now.generation === then.generation;
  if (!same) findings.add({ code: 'catalog-replaced', revisionIndex: revision.index });
}

function reportTrailingBytes(store: ObjectStore, findings: FindingList): void {
  const { file } = store;
  const reader = new TokenReader(file, store.revisions.at(-1)?.end ?? 0, file.length);
  reader.skipWhite();
  const start = reader.position;
  reader.skipBlank();
  if (start === file.length) return;
  // A comment cannot bring an object; but a reader that searches for %%EOF would stop at this one.
  const harmless = reader.position === file.length && indexOfMarker(file.bytes, start) < 0;
  findings.add({ code: harmless ? 'trailing-comment' : 'trailing-bytes', start, end: file.length });
}
