import type { JsonValue } from './canonical-json.js';
import type { Opening } from './commitment.js';
import type { ChainedEntry, RecordedRevision } from './entry.js';
import type { StatedHead } from './verify-chain.js';

export const exportFormat = 'justera-evidence';
export const exportVersion = 1;

/** A case's evidence as one JSON file that explains itself offline. */
export interface EvidenceExport {
  readonly format: typeof exportFormat;
  readonly version: typeof exportVersion;
  readonly bodyId: string;
  readonly requestId: string;
  /** ISO 8601, UTC. */
  readonly exportedAt: string;
  readonly entries: readonly ChainedEntry[];
  /** Values of commitments that are not erased. */
  readonly openings: readonly Opening[];
  /** The file's revisions, oldest first; each must be stated by an entry. */
  readonly revisions: readonly RecordedRevision[];
  /** The newest entry when exported. */
  readonly head: StatedHead;
  /** Room for a checkpoint of the global tree; kept as it is, not judged here yet. */
  readonly checkpoint?: JsonValue;
}
