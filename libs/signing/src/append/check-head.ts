import type { PreparedRevision } from '#signing-order';
import type { Judgement, SignatureEngine } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';
import { sha256Of } from './load-head.js';

/**
 * What people consented to must stand at the front, and everything behind it must be explained as ours: signatures on our
 * fields, intact, with nothing else changed. Fails closed.
 * @throws SigningError `head-not-prepared`, `head-not-explained`
 */
export async function checkHead(
  engine: Pick<SignatureEngine, 'judge'>,
  bytes: Uint8Array,
  prepared: PreparedRevision,
  signedFields: readonly string[],
): Promise<void> {
  if (sha256Of(bytes.subarray(0, prepared.length)) !== prepared.sha256) throw new SigningError('head-not-prepared');
  if (bytes.byteLength === prepared.length && signedFields.length === 0) return;
  const reason = unexplained(await engine.judge(bytes, 'interim'), signedFields);
  if (reason !== undefined) throw new SigningError('head-not-explained', { details: { reason } });
}

/**
 * Why a judged file is not what we say it is: one that is broken, one changed in a way nobody permitted, or one of ours
 * that does not pass. Signatures that came with the upload need not be trusted by us, but must stand as they stood.
 */
export function unexplained({ status, signatures }: Judgement, ownFields: readonly string[]): string | undefined {
  if (status === 'not-valid' || status === 'unreadable') return `document-${status}`;
  for (const { fieldName, integrity, changesAfter } of signatures) {
    if (integrity !== 'intact') return `broken ${fieldName ?? ''}`;
    if (changesAfter === 'forbidden' || changesAfter === 'unknown') return `changed-after ${fieldName ?? ''}`;
  }
  for (const field of ownFields) {
    const own = signatures.filter(({ fieldName, kind }) => fieldName === field && kind === 'signature');
    if (own.length !== 1 || own[0]?.indication !== 'TOTAL_PASSED') return `not-passed ${field} ${own[0]?.reasons.join(' ') ?? 'missing'}`;
  }
  return undefined;
}
