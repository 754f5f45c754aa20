import { createHash } from 'node:crypto';
import type { RevisionRow } from '#persistence';
import { errorCode } from '#platform';
import type { CaseRef, SignerDependencies } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

/** The case's file as it stands. */
export interface Head {
  readonly bytes: Uint8Array;
  readonly revisionNumber: number;
  readonly wholeSha256: string;
}

/**
 * Reads the head, its hash checked against the one recorded; `revisions` oldest first, up to the head.
 * @throws SigningError `head-not-explained` when stored bytes were changed
 */
export async function loadHead(signer: SignerDependencies, ref: CaseRef): Promise<LoadedHead> {
  try {
    return await readHead(signer, ref);
  } catch (error) {
    const reason = errorCode(error) ?? '';
    // Stored bytes that are not what they were: trying again does not help, somebody has to look.
    if (reason.startsWith('blob-')) throw new SigningError('head-not-explained', { cause: error, details: { reason } });
    throw error;
  }
}

type LoadedHead = Head & { readonly revisions: readonly RevisionRow[] };

function readHead(signer: SignerDependencies, ref: CaseRef): Promise<LoadedHead> {
  return signer.database.inBody(
    ref.bodyId,
    async (tx) => {
      const head = await tx.heads.get(ref.signRequestId);
      if (head === undefined) throw new SigningError('prepared-not-ready');
      const { revisionNumber, wholeSha256 } = head;
      const revisions = await tx.revisions.listOf(ref.signRequestId, revisionNumber);
      const bytes = await tx.revisions.readWhole(ref.signRequestId, revisionNumber);
      if (revisions.at(-1)?.wholeSha256 !== wholeSha256) throw new SigningError('head-not-explained', { details: { reason: 'head-hash' } });
      return { bytes, revisionNumber, wholeSha256, revisions };
    },
    { isolation: 'REPEATABLE READ' },
  );
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function joined(head: Uint8Array, update: Uint8Array): Uint8Array {
  return Buffer.concat([head, update]);
}
