import { canonicalEntry, chainEntry, type NewFact, type Opening } from '#evidence';
import type { EvidenceEntryRow, New, Transaction } from '#persistence';
import type { SigningCore } from '../dependencies.js';

/**
 * Puts facts behind a case's evidence chain. The caller holds the request's row, so that no two entries take one place.
 * Personal data go into the openings table, from where they can be erased; the entry holds a salted hash of each.
 */
export async function recordEvidence(
  { ids }: Pick<SigningCore, 'ids'>,
  tx: Transaction,
  signRequestId: string,
  facts: readonly NewFact[],
): Promise<void> {
  let tip = await tx.evidence.tip(signRequestId);
  const entries: New<EvidenceEntryRow>[] = [];
  const opened: Opening[] = [];
  const newSalt = (): string => Buffer.from(ids.token(32), 'base64url').toString('hex');
  for (const fact of facts) {
    const position = { bodyId: tx.bodyId, requestId: signRequestId, ...(tip.sequence === 0 ? {} : { last: tip }) };
    const { chained, openings } = chainEntry(position, fact, newSalt);
    const { entry, previousHash, entryHash } = chained;
    entries.push({
      id: ids.id(),
      signRequestId,
      sequence: entry.sequence,
      previousHash,
      entryHash,
      entry,
      canonical: canonicalEntry(chained),
      at: fact.at,
    });
    opened.push(...openings);
    tip = { sequence: entry.sequence, entryHash };
  }
  await tx.evidence.append(...entries);
  for (const { sequence, name, salt, value } of opened) {
    await tx.execute(
      'INSERT INTO justera.evidence_opening (body_id, sign_request_id, sequence, name, salt, value) VALUES ($1, $2, $3, $4, $5, $6::jsonb)',
      [tx.bodyId, signRequestId, sequence, name, salt, JSON.stringify(value)],
    );
  }
}
