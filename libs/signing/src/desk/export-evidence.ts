import { exportFormat, exportVersion, type ChainedEntry, type EvidenceEntry, type EvidenceExport, type JsonValue } from '#evidence';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { logEvidence, type CaseLeaf } from '../trail/log-evidence.js';

/**
 * A case's evidence as one file that verifies offline (`justera evidence verify`). Openings that have been erased are
 * simply not there: the chain holds without them, and says by which decision they went.
 */
export async function exportEvidence(core: SigningCore, ref: CaseRef): Promise<EvidenceExport> {
  const { chain, leaves } = await readChain(core, ref);
  // Not in the same transaction: whatever the log gained meanwhile, leaves keep their places and a checkpoint is for good.
  const log = await core.database.inLog((one) => logEvidence(one, leaves));
  return log === undefined ? chain : { ...chain, log };
}

function readChain(core: SigningCore, { bodyId, signRequestId }: CaseRef): Promise<{ readonly chain: EvidenceExport; readonly leaves: readonly CaseLeaf[] }> {
  return core.database.inBody(
    bodyId,
    async (tx) => {
      const rows = await tx.evidence.listOf(signRequestId);
      const last = rows.at(-1);
      if (last === undefined) throw new SigningError('not-found');
      const entries: ChainedEntry[] = rows.map(({ entry, previousHash, entryHash }) => ({ entry: entry as EvidenceEntry, previousHash, entryHash }));
      const openings = await tx.query<{ sequence: number; name: string; salt: string; value: JsonValue }>(
        `SELECT sequence, name, salt, value FROM justera.evidence_opening
         WHERE body_id = $1 AND sign_request_id = $2 AND erased_at IS NULL ORDER BY sequence, name`,
        [bodyId, signRequestId],
      );
      const leaves = await tx.query<CaseLeaf>(
        'SELECT sequence, leaf_index AS index FROM justera.evidence_leaf WHERE body_id = $1 AND sign_request_id = $2 ORDER BY sequence',
        [bodyId, signRequestId],
      );
      const revisions = await tx.revisions.listOf(signRequestId);
      const chain = {
        format: exportFormat,
        version: exportVersion,
        bodyId,
        requestId: signRequestId,
        exportedAt: core.clock.now().toISOString(),
        entries,
        openings,
        revisions: revisions.map(({ number, kind, wholeSha256, length }) => ({ number, kind, wholeSha256, length })),
        head: { sequence: last.sequence, entryHash: last.entryHash },
      } as const;
      return { chain, leaves };
    },
    { isolation: 'REPEATABLE READ' },
  );
}
