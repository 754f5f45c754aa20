import { commitmentOf } from './commitment.js';
import { erasuresOf, type Erasure, type PersonalDatum } from './erasure.js';
import { EvidenceError } from './errors.js';
import type { EvidenceExport } from './export.js';
import { parseExport } from './parse/parse-export.js';
import { MalformedExport } from './parse/shape.js';
import { verifyChain, type ChainBreakCode, type StatedHead } from './verify-chain.js';
import { verifyLogEvidence, type LogEvidenceBreakCode, type LogEvidenceVerdict, type LogFacts, type OutsideEvidence } from './verify-log-evidence.js';

export type ExportBreakCode =
  | ChainBreakCode
  | LogEvidenceBreakCode
  | 'malformed'
  | 'empty'
  | 'opening-without-commitment'
  | 'opening-mismatch'
  /** A value is there that an entry says was erased. */
  | 'erased-but-present'
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
      /** Whether a head from outside was met, or entries stand under a checkpoint from outside (`log.anchored` says how many). Without, a chain written anew cannot be seen. */
      readonly anchored: boolean;
      /** Commitments whose value is in the export, those that are erased by a decision, and those that are simply not there. */
      readonly opened: number;
      readonly erased: readonly Erasure[];
      readonly closed: number;
      /** Place in the log of all cases; left out when the file is under no checkpoint. */
      readonly log?: LogFacts;
      readonly newestRevisionSha256?: string;
    }
  | { readonly ok: false; readonly broken: ExportBreak };

/**
 * Checks an export offline, believing nothing in it. `stated` is a head, `outside` checkpoints and certificates, that the
 * caller has from elsewhere. Answers for every input; names the first broken entry.
 */
export function verifyExport(value: unknown, stated?: StatedHead, outside: OutsideEvidence = {}): ExportVerdict {
  try {
    return verifyParsed(parseExport(value), stated, outside);
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

function verifyParsed(source: EvidenceExport, stated: StatedHead | undefined, outside: OutsideEvidence): ExportVerdict {
  if (source.entries.length === 0) return { ok: false, broken: { code: 'empty' } };
  const chain = verifyChain(source, source.entries, source.head);
  if (!chain.ok) return chain;
  const against = stated === undefined ? chain : verifyChain(source, source.entries, stated);
  if (!against.ok) return against;
  if (source.head.sequence !== source.entries.length) {
    return { ok: false, broken: { code: 'head-mismatch', sequence: source.entries.length } };
  }
  const erased = source.entries.flatMap(({ entry }) => erasuresOf(entry));
  const broken = openingBreak(source, erased) ?? revisionBreak(source);
  if (broken !== undefined) return { ok: false, broken };
  const log = logVerdict(source, outside);
  if (log?.ok === false) {
    const { code, sequence, where } = log;
    return { ok: false, broken: { code, ...(sequence === undefined ? {} : { sequence }), ...(where === undefined ? {} : { where }) } };
  }
  return summary(source, erased, stated !== undefined || (log?.facts.anchored ?? 0) > 0, log?.facts);
}

function logVerdict(source: EvidenceExport, outside: OutsideEvidence): LogEvidenceVerdict | undefined {
  if (source.log !== undefined) return verifyLogEvidence(source, source.log, outside);
  return (outside.checkpoints ?? []).length === 0 ? undefined : { ok: false, code: 'not-under-a-checkpoint' };
}

function summary(source: EvidenceExport, erased: readonly Erasure[], anchored: boolean, log: LogFacts | undefined): ExportVerdict {
  const committed = source.entries.reduce((sum, { entry }) => sum + Object.keys(entry.commitments).length, 0);
  const gone = erased.filter(({ sequence, name }) => Object.hasOwn(source.entries[sequence - 1]?.entry.commitments ?? {}, name));
  const newest = source.revisions.at(-1);
  return {
    ok: true,
    bodyId: source.bodyId,
    requestId: source.requestId,
    entries: source.entries.length,
    head: source.head,
    anchored,
    opened: source.openings.length,
    erased: gone,
    closed: committed - source.openings.length - new Set(gone.map(keyOf)).size,
    ...(log === undefined ? {} : { log }),
    ...(newest === undefined ? {} : { newestRevisionSha256: newest.wholeSha256 }),
  };
}

const keyOf = ({ sequence, name }: PersonalDatum): string => `${sequence} ${name}`;

function openingBreak({ entries, openings }: EvidenceExport, erased: readonly Erasure[]): ExportBreak | undefined {
  const seen = new Set<string>();
  const gone = new Set(erased.map(keyOf));
  for (const opening of openings) {
    const { sequence, name } = opening;
    const commitments = entries[sequence - 1]?.entry.commitments ?? {};
    const where = `opening ${name}`;
    if (!Object.hasOwn(commitments, name) || seen.has(keyOf(opening))) return { code: 'opening-without-commitment', sequence, where };
    if (commitments[name] !== commitmentOf(opening)) return { code: 'opening-mismatch', sequence, where };
    if (gone.has(keyOf(opening))) return { code: 'erased-but-present', sequence, where };
    seen.add(keyOf(opening));
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
