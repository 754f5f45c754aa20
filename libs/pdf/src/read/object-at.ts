import { parseIndirectObject, type ParsedObject } from './indirect-object.js';
import { defaultLimits } from './limits.js';

/**
 * Reads the one object `N G obj … endobj` that starts exactly at `offset` of any bytes, for instance of an update that
 * is not joined to its document. Spans count from the start of `bytes`. A stream's /Length must be direct.
 * Throws `object-not-at-offset`, `syntax`, `malformed-stream`, `nesting-too-deep`.
 */
export function readObjectAt(bytes: Uint8Array, offset: number, end = bytes.length): ParsedObject {
  return parseIndirectObject(bytes, offset, end, { maxNesting: defaultLimits.maxNesting, length: () => undefined });
}

export type { ParsedObject };
