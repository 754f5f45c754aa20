import { canonicalJson } from './canonical-json.js';
import { entryVersion, type ChainedEntry } from './entry.js';
import { entryHash, firstPreviousHash } from './entry-hash.js';
import { isSha256Hex } from './hash.js';

export type ChainBreakCode =
  | 'unknown-version'
  | 'other-case'
  | 'sequence-broken'
  | 'previous-hash-mismatch'
  | 'entry-hash-mismatch'
  /** The stated head lies beyond the last entry: the tail was cut. */
  | 'cut-off'
  /** The entry at the stated head's place has another hash: all before it may have been written anew. */
  | 'head-mismatch';

export interface ChainBreak {
  readonly code: ChainBreakCode;
  /** Sequence at which the chain first breaks, counted from the start of what was given. */
  readonly sequence: number;
}

export interface StatedHead {
  readonly sequence: number;
  readonly entryHash: string;
}

export type ChainVerdict =
  | { readonly ok: true; readonly head: StatedHead | undefined }
  | { readonly ok: false; readonly broken: ChainBreak };

/**
 * Checks a whole chain from entry 1. Without a head stated from outside (mail, package, checkpoint) a cut tail and a
 * chain written anew from the start cannot be seen: that is what `stated` is for.
 */
export function verifyChain(
  scope: { readonly bodyId: string; readonly requestId: string },
  entries: readonly ChainedEntry[],
  stated?: StatedHead,
): ChainVerdict {
  let head: StatedHead | undefined;
  let previousHash = firstPreviousHash;
  for (const [index, chained] of entries.entries()) {
    const sequence = index + 1;
    const code = breakOf(scope, chained, sequence, previousHash);
    if (code !== undefined) return { ok: false, broken: { code, sequence } };
    previousHash = chained.entryHash;
    head = { sequence, entryHash: chained.entryHash };
    if (stated?.sequence === sequence && stated.entryHash !== chained.entryHash) {
      return { ok: false, broken: { code: 'head-mismatch', sequence } };
    }
  }
  if (stated !== undefined && stated.sequence > entries.length) {
    return { ok: false, broken: { code: 'cut-off', sequence: entries.length + 1 } };
  }
  return { ok: true, head };
}

function breakOf(
  scope: { readonly bodyId: string; readonly requestId: string },
  { entry, previousHash, entryHash: claimed }: ChainedEntry,
  sequence: number,
  expectedPrevious: string,
): ChainBreakCode | undefined {
  if (entry.version !== entryVersion) return 'unknown-version';
  if (entry.bodyId !== scope.bodyId || entry.requestId !== scope.requestId) return 'other-case';
  if (entry.sequence !== sequence) return 'sequence-broken';
  if (previousHash !== expectedPrevious) return 'previous-hash-mismatch';
  return isSha256Hex(claimed) && entryHash(previousHash, entry) === claimed ? undefined : 'entry-hash-mismatch';
}

/** Same bytes in, same bytes out: what a database column may keep beside the parsed entry. */
export function canonicalEntry(chained: ChainedEntry): string {
  return canonicalJson(chained.entry);
}
