import { createHash } from 'node:crypto';
import { repairByRewriting } from '../repair/repair-by-rewriting.js';
import { inspectBytesForSigning, type InspectedDocument, refusedWith } from './inspect-document.js';
import type { RefusalCode, WarningCode } from './notices.js';

/** What a file is, and which. */
export interface NamedDocument extends InspectedDocument {
  readonly byteLength: number;
  readonly sha256: string;
}

/** What intake needs to know of a file before a case is made of it. */
export interface IntakeInspection extends NamedDocument {
  /** The file is broken, nobody has signed it, and `repairByRewriting` mends it without losing anything. */
  readonly repairOffered: boolean;
}

/** 100 MiB unless the caller says otherwise (DESIGN.md "Data"). */
const defaultMaxBytes = 100 * 1024 * 1024;

/** Looks at a file before anything is done with it. Never throws: what is wrong is a refusal with a code. */
export function inspectForSigning(bytes: Uint8Array, limits: { readonly maxBytes?: number } = {}): IntakeInspection {
  if (bytes.byteLength > (limits.maxBytes ?? defaultMaxBytes)) return { ...nameOf(bytes), repairOffered: false, ...refusedWith('too-large') };
  const inspected = inspectAgain(bytes);
  return { ...inspected, repairOffered: wouldMend(inspected) && repairByRewriting(bytes).repaired };
}

/** As `inspectForSigning`, for who has the file already and offers nothing: no repair is tried, which may take longer than all the rest. */
export function inspectAgain(bytes: Uint8Array): NamedDocument {
  return { ...nameOf(bytes), ...inspectBytesForSigning(bytes) };
}

function nameOf(bytes: Uint8Array): Pick<NamedDocument, 'byteLength' | 'sha256'> {
  return { byteLength: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** What a rewriting mends. The rest is a matter of what the file says, and not of how it is written. */
const mendable = new Set<string>(['broken-xref', 'truncated', 'bytes-before-header', 'broken-page-tree', 'unreadable'] satisfies RefusalCode[]);
const mendableWarnings = new Set<string>(['first-xref-has-gaps', 'damaged-objects'] satisfies WarningCode[]);

function wouldMend({ existingSignatures, refusals, warnings }: InspectedDocument): boolean {
  if (existingSignatures > 0 || !refusals.every(({ code }) => mendable.has(code))) return false;
  return refusals.length > 0 || warnings.some(({ code }) => mendableWarnings.has(code));
}
