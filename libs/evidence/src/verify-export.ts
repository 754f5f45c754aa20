import { commitmentOf } from './commitment.js';
import { EvidenceError } from './errors.js';
import type { EvidenceExport } from './export.js';
import { MalformedExport, parseExport } from './parse-export.js';
import { verifyChain, type ChainBreakCode, type StatedHead } from './verify-chain.js';

export type ExportBreakCode =
  | ChainBreakCode
  | 'malformed'
  | 'empty'
  | 'opening-without-commitment'
  | 'opening-mismatch'
  /** A revision is listed that no entry states, or with another hash or length. */
  | 'revision-not-recorded'
  /** An entry states a revision that is not listed. */
  | 'revision-missing';

export interface ExportBreak {
  readonly code: ExportBreakCode;
  /** The first entry that is broken, from 1; left out when the fault is not in an entry. */
  readonly sequence?: number;
  /** What in it, without any value. */
  readonly where?: string;
}

export type ExportVerdict =
  | {
      readonly ok: true;
      readonly bodyId: string;
      readonly requestId: string;
      readonly entries: number;
      readonly head: StatedHead;
      /** Whether a head stated from outside was met; without one a cut tail cannot be seen. */
      readonly anchored: boolean;
      /** Commitments whose value is in the export, and those whose value is not (erased, or left out). */
      readonly opened: number;
      readonly closed: number;
      readonly newestRevisionSha256?: string;
    }
  | { readonly ok: false; readonly broken: ExportBreak };

/**
 * Checks an export offline, believing nothing in it. `stated` is a head that the caller has from elsewhere.
 * Answers for every input; names the first broken entry.
 */
export function verifyExport(value: unknown, stated?: StatedHead): ExportVerdict {
  try {
    return verifyParsed(parseExport(value), stated);
  } catch (error) {
    if (error instanceof MalformedExport) {
      const { where, sequence } = error;
      return { ok: false, broken: { code: 'malformed', where, ...(sequence === undefined ? {} : { sequence }) } };
    }
    // What JSON cannot hold canonically (a lone surrogate, too deep a nest) is a broken entry, not our fault.
    if (error instanceof EvidenceError) return { ok: false, broken: { code: 'malformed', where: error.message } };
    throw error;
  }
}

function verifyParsed(source: EvidenceExport, stated: StatedHead | undefined): ExportVerdict {
  if (source.entries.length === 0) return { ok: false, broken: { code: 'empty' } };
  const chain = verifyChain(source, source.entries, source.head);
  if (!chain.ok) return chain;
  const outside = stated === undefined ? chain : verifyChain(source, source.entries, stated);
  if (!outside.ok) return outside;
  if (source.head.sequence !== source.entries.length) {
    return { ok: false, broken: { code: 'head-mismatch', sequence: source.entries.length } };
  }
  const broken = openingBreak(source) ?? revisionBreak(source);
  if (broken !== undefined) return { ok: false, broken };
  const committed = source.entries.reduce((sum, { entry }) => sum + Object.keys(entry.commitments).length, 0);
  const newest = source.revisions.at(-1);
  return {
    ok: true,
    bodyId: source.bodyId,
    requestId: source.requestId,
    entries: source.entries.length,
    head: source.head,
    anchored: stated !== undefined,
    opened: source.openings.length,
    closed: committed - source.openings.length,
    ...(newest === undefined ? {} : { newestRevisionSha256: newest.wholeSha256 }),
  };
}

function openingBreak({ entries, openings }: EvidenceExport): ExportBreak | undefined {
  const seen = new Set<string>();
  for (const opening of openings) {
    const { sequence, name } = opening;
    const commitments = entries[sequence - 1]?.entry.commitments ?? {};
    const where = `opening ${name}`;
    if (!Object.hasOwn(commitments, name) || seen.has(`${sequence} ${name}`)) {
      return { code: 'opening-without-commitment', sequence, where };
    }
    if (commitments[name] !== commitmentOf(opening)) return { code: 'opening-mismatch', sequence, where };
    seen.add(`${sequence} ${name}`);
  }
  return undefined;
}

function revisionBreak({ entries, revisions }: EvidenceExport): ExportBreak | undefined {
  const recorded = entries.flatMap(({ entry }) => entry.revisions.map((revision) => ({ ...revision, sequence: entry.sequence })));
  for (const [index, { number, kind, wholeSha256, length }] of revisions.entries()) {
    const match = recorded[index];
    const same = match?.number === number && match.kind === kind && match.wholeSha256 === wholeSha256 && match.length === length;
    if (!same) {
      const where = `revision ${number}`;
      return { code: 'revision-not-recorded', where, ...(match === undefined ? {} : { sequence: match.sequence }) };
    }
  }
  const missing = recorded[revisions.length];
  return missing === undefined
    ? undefined
    : { code: 'revision-missing', sequence: missing.sequence, where: `revision ${missing.number}` };
}
