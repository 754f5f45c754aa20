import { exportFormat, exportVersion, type ChainedEntry, type EvidenceEntry, type EvidenceExport, type JsonValue } from '#evidence';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

/**
 * A case's evidence as one file that verifies offline (`justera evidence verify`). Openings that have been erased are
 * simply not there: the chain holds without them.
 */
export function exportEvidence(core: SigningCore, { bodyId, signRequestId }: CaseRef): Promise<EvidenceExport> {
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
      const revisions = await tx.revisions.listOf(signRequestId);
      return {
        format: exportFormat,
        version: exportVersion,
        bodyId,
        requestId: signRequestId,
        exportedAt: core.clock.now().toISOString(),
        entries,
        openings,
        revisions: revisions.map(({ number, kind, wholeSha256, length }) => ({ number, kind, wholeSha256, length })),
        head: { sequence: last.sequence, entryHash: last.entryHash },
      };
    },
    { isolation: 'REPEATABLE READ' },
  );
}
