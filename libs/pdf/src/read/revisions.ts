import type { FindingList } from './findings.js';
import type { Revision, XrefEntry, XrefSection } from './model.js';
import type { ChainLink } from './xref-chain.js';
import { sameEntry, XrefEntriesBuilder, type XrefEntries } from './xref-entries.js';
import { broken, type ParsedSection } from './xref-table.js';

/** A revision with its entries as the reader itself uses them. */
export interface ReadRevision extends Revision {
  readonly entries: XrefEntries;
}

/** Turns the chain (newest first) into revisions (oldest first). Throws `broken-xref`. */
export function buildRevisions(links: readonly ChainLink[], base: number, findings: FindingList): ReadRevision[] {
  const groups = groupLinks(links);
  const revisions: ReadRevision[] = [];
  for (const group of groups) {
    const revision = buildRevision(group, revisions, base, findings);
    revisions.push(revision);
  }
  return revisions;
}

/** Oldest first; the two sections of a linearized file in one group, first-page section (the newer) first. */
function groupLinks(links: readonly ChainLink[]): ChainLink[][] {
  const groups: ChainLink[][] = [];
  for (let i = links.length - 1; i >= 0; i--) {
    const link = links[i];
    const newer = links[i - 1];
    if (link === undefined) continue;
    if (newer !== undefined && newer.section.span.start < link.section.span.start) {
      groups.push([newer, link]);
      i -= 1;
    } else {
      groups.push([link]);
    }
  }
  return groups;
}

function buildRevision(group: readonly ChainLink[], before: readonly ReadRevision[], base: number, findings: FindingList): ReadRevision {
  const [newest, main = newest] = group;
  if (newest === undefined || main === undefined) throw broken('no cross-reference section', 0);
  const index = before.length;
  const startxref = newest.section.span.start;
  // The end lines behind a section must name that section; behind a linearized main section, the first-page section.
  if (main.marker.startxref + base !== startxref) throw broken('startxref names another section', main.marker.span.start);
  const parts = group.flatMap((link) => (link.hybrid === undefined ? [link] : [link, link.hybrid]));
  const hybrid = group.some((link) => link.hybrid !== undefined);
  for (const part of parts) reportSection(part, index, findings);
  return {
    index,
    start: before.at(-1)?.end ?? 0,
    end: main.marker.end,
    markerEnd: main.marker.span.end,
    startxref,
    xrefKind: hybrid ? 'hybrid' : newest.section.kind,
    trailer: newest.section.trailer,
    entries: mergeEntries(parts, index, findings),
    linearized: group.length > 1,
    sections: parts.map((part): XrefSection => part.section),
    endMarkers: group.map((link) => link.marker.span),
  };
}

function reportSection(part: ParsedSection, revisionIndex: number, findings: FindingList): void {
  const { trailer } = part.section;
  for (const key of trailer.duplicateKeys) findings.add({ code: 'duplicate-trailer-key', ...trailer.span, key, revisionIndex });
  if (part.hasMoreRows) findings.add({ code: 'size-too-small', ...part.section.span, revisionIndex });
  for (const objectNumber of part.duplicates) findings.add({ code: 'duplicate-xref-entry', objectNumber, revisionIndex });
}

/**
 * Earlier parts win where they say "in use"; a free entry gives way to a later part's (ISO 32000-2 7.5.8.4: what a
 * hybrid file hides from old readers is free in its table and in use in its stream).
 */
function mergeEntries(parts: readonly ParsedSection[], revisionIndex: number, findings: FindingList): XrefEntries {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only.entries;
  const merged = new Map<number, XrefEntry>();
  for (const part of parts) {
    for (const [objectNumber, entry] of part.entries) {
      const known = merged.get(objectNumber);
      if (known === undefined || known.kind === 'free') merged.set(objectNumber, entry);
      else if (entry.kind !== 'free' && !sameEntry(known, entry)) {
        findings.add({ code: 'sections-disagree', objectNumber, revisionIndex });
      }
    }
  }
  const builder = new XrefEntriesBuilder();
  for (const [objectNumber, entry] of merged) builder.add(objectNumber, entry);
  return builder.build();
}
