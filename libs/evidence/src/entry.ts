import type { JsonObject } from './canonical-json.js';

export const entryVersion = 1;

/** Who did it, without a name: a task, a staff account, a component. Names are committed personal data. */
export interface EvidenceActor {
  readonly kind: 'signatory' | 'staff' | 'component';
  /** Task id, staff account id, or the component's name. */
  readonly id: string;
}

/** What one revision of the file was, when it came to be. */
export interface RecordedRevision {
  readonly number: number;
  readonly kind: string;
  /** Of the whole file up to and with this revision, lower-case hex. */
  readonly wholeSha256: string;
  /** Bytes of the whole file up to and with this revision. */
  readonly length: number;
}

/**
 * One fact of one case. It holds no personal datum: those are named in `commitments` as salted hashes, and their
 * values (openings) are kept apart, where they can be erased while the chain stays whole.
 */
export interface EvidenceEntry {
  readonly version: typeof entryVersion;
  /** Position in the case's chain, from 1, without gaps. */
  readonly sequence: number;
  readonly bodyId: string;
  readonly requestId: string;
  /** When we observed it; ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** The event's name, in the past participle. */
  readonly type: string;
  readonly actor: EvidenceActor;
  readonly data: JsonObject;
  /** Name of a personal datum → `commitmentOf` it. */
  readonly commitments: Readonly<Record<string, string>>;
  /** Revisions of the file that came with this fact. */
  readonly revisions: readonly RecordedRevision[];
}

/** An entry in its place in the chain. Hashes are lower-case hex SHA-256. */
export interface ChainedEntry {
  readonly entry: EvidenceEntry;
  readonly previousHash: string;
  readonly entryHash: string;
}
