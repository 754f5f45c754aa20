import { createHash } from 'node:crypto';
import { inspectBytesForSigning, type InspectedDocument, refusedWith } from './inspect-document.js';

/** What intake needs to know of a file before a case is made of it. */
export interface IntakeInspection extends InspectedDocument {
  readonly byteLength: number;
  readonly sha256: string;
}

/** 100 MiB unless the caller says otherwise (DESIGN.md "Data"). */
const defaultMaxBytes = 100 * 1024 * 1024;

/** Looks at a file before anything is done with it. Never throws: what is wrong is a refusal with a code. */
export function inspectForSigning(bytes: Uint8Array, limits: { readonly maxBytes?: number } = {}): IntakeInspection {
  const base = { byteLength: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
  if (bytes.byteLength > (limits.maxBytes ?? defaultMaxBytes)) return { ...base, ...refusedWith('too-large') };
  return { ...base, ...inspectBytesForSigning(bytes) };
}
