import { readDer } from '../der/der-node.js';
import { readNamedBits, readSmallInteger, readString } from '../der/der-values.js';
import { Tag } from '../der/tags.js';

/** TimeStampResp (RFC 3161 §2.4.2). */
export interface TimeStampResponse {
  /** PKIStatus: 0 granted, 1 grantedWithMods, 2 rejection, 3 waiting, 4 and 5 revocation warnings. */
  readonly status: number;
  readonly granted: boolean;
  readonly statusText: readonly string[];
  /** Bit numbers of PKIFailureInfo. */
  readonly failures: readonly number[];
  /** DER of the TimeStampToken; present exactly when granted, else the answer was refused here. */
  readonly token?: Uint8Array;
}

/** @throws DerError */
export function parseTimeStampResponse(der: Uint8Array): TimeStampResponse {
  const cursor = readDer(der, Tag.sequence).cursor();
  const info = cursor.next(Tag.sequence).cursor();
  const status = readSmallInteger(info.next(Tag.integer), 255);
  const text = info.optional(Tag.sequence);
  const failures = info.optional(Tag.bitString);
  info.end();
  const token = cursor.optional(Tag.sequence);
  cursor.end();
  return {
    status,
    granted: (status === 0 || status === 1) && token !== undefined,
    statusText: text?.children().map(readString) ?? [],
    failures: failures === undefined ? [] : [...readNamedBits(failures)],
    ...(token === undefined ? {} : { token: token.encoded }),
  };
}
