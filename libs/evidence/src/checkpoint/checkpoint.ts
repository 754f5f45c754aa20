import { canonicalJson } from '../canonical-json.js';
import { domain, utf8 } from '../hash.js';

export const checkpointFormat = 'justera-checkpoint';
export const checkpointVersion = 1;

/** What a checkpoint says: the log of `origin` had `size` leaves and this root. */
export interface CheckpointNote {
  /** Names the log, for good: checkpoints of two logs are never compared. */
  readonly origin: string;
  readonly size: number;
  /** RFC 9162 root, lower-case hex. */
  readonly root: string;
}

/** A note with its seal and the time of the seal; a file of its own that is kept where we cannot reach it. */
export interface Checkpoint {
  readonly format: typeof checkpointFormat;
  readonly version: typeof checkpointVersion;
  readonly note: CheckpointNote;
  /** Base64 of a detached CMS SignedData (RFC 5652) over `sealedBytes(note)`, certificates included. */
  readonly seal: string;
  /** Base64 of an RFC 3161 token over the SHA-256 of the seal's DER. */
  readonly timestamp: string;
}

const label = domain('justera.evidence.checkpoint.v1');

/** What is sealed: a label, so that no seal of a checkpoint fits anything else, and the note's RFC 8785 form. */
export function sealedBytes({ origin, size, root }: CheckpointNote): Uint8Array {
  return Buffer.concat([label, utf8(canonicalJson({ origin, size, root }))]);
}
