import type { JsonObject, JsonValue } from './canonical-json.js';
import { commitmentOf, type Opening } from './commitment.js';
import { entryVersion, type ChainedEntry, type EvidenceActor, type EvidenceEntry, type RecordedRevision } from './entry.js';
import { entryHash, firstPreviousHash } from './entry-hash.js';

export interface NewFact {
  readonly at: Date;
  readonly type: string;
  readonly actor: EvidenceActor;
  readonly data?: JsonObject;
  /** Personal data by name: committed in the entry, returned as openings. */
  readonly personal?: Readonly<Record<string, JsonValue>>;
  /** For a datum that something else is committed to already: its salt there, so that both commitments are one. All others get a new salt. */
  readonly salts?: Readonly<Record<string, string>>;
  readonly revisions?: readonly RecordedRevision[];
}

export interface ChainPosition {
  readonly bodyId: string;
  readonly requestId: string;
  /** The newest entry of the case; left out for the first. */
  readonly last?: { readonly sequence: number; readonly entryHash: string };
}

/** Puts a fact behind the newest entry of its case. `newSalt` gives 32 random bytes as hex, a fresh one each time. */
export function chainEntry(
  position: ChainPosition,
  fact: NewFact,
  newSalt: () => string,
): { readonly chained: ChainedEntry; readonly openings: readonly Opening[] } {
  const { bodyId, requestId, last } = position;
  const sequence = (last?.sequence ?? 0) + 1;
  const openings = Object.entries(fact.personal ?? {}).map(([name, value]) => ({ sequence, name, salt: fact.salts?.[name] ?? newSalt(), value }));
  const entry: EvidenceEntry = {
    version: entryVersion,
    sequence,
    bodyId,
    requestId,
    at: fact.at.toISOString(),
    type: fact.type,
    actor: fact.actor,
    data: fact.data ?? {},
    commitments: Object.fromEntries(openings.map((opening) => [opening.name, commitmentOf(opening)])),
    revisions: fact.revisions ?? [],
  };
  const previousHash = last?.entryHash ?? firstPreviousHash;
  return { chained: { entry, previousHash, entryHash: entryHash(previousHash, entry) }, openings };
}
