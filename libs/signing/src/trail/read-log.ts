import { canonicalJson, logFormat, logVersion, type EvidenceEntry, type LogHeader, type LogRecord } from '#evidence';
import type { Database, EvidenceLeafRow } from '#persistence';
import { SigningError } from '../signing-error.js';

const page = 5_000;

interface StoredEntry {
  readonly signRequestId: string;
  readonly sequence: number;
  readonly previousHash: string;
  readonly entry: EvidenceEntry;
  readonly canonical: string;
}

/**
 * The log of all cases, leaf by leaf, as `justera evidence verify` reads it. As the role `reader`, which sees the leaves of
 * all bodies and the entries of one at a time. Checked here is only what a file cannot show: that each leaf
 * has its entry, once, and that the entry's two stored forms agree.
 * @throws SigningError `log-inconsistent`
 */
export async function* readLog(database: Database): AsyncGenerator<LogHeader | LogRecord> {
  const { size, origin } = await database.inLog(async (log) => ({ size: await log.size(), origin: (await log.latestCheckpoint())?.origin }));
  yield { format: logFormat, version: logVersion, origin: origin ?? 'not sealed yet', size };
  for (let start = 0; start < size; start += page) {
    const leaves = await database.inLog((log) => log.leaves(start, Math.min(start + page, size)));
    const entries = await entriesOf(database, leaves);
    for (const { leafIndex: index, signRequestId: requestId, sequence, entryHash } of leaves) {
      const stored = entries.get(`${requestId} ${sequence}`) ?? [];
      const [only, second] = stored;
      if (only === undefined) throw inconsistent('entry-missing', index);
      if (second !== undefined) throw inconsistent('entry-twice', index);
      if (canonicalJson(only.entry) !== only.canonical) throw inconsistent('two-forms-differ', index);
      // In the order of its canonical form: what reads the file need not write it anew to hash it.
      yield { index, requestId, sequence, entryHash, previousHash: only.previousHash, entry: JSON.parse(only.canonical) as EvidenceEntry };
    }
  }
}

async function entriesOf(database: Database, leaves: readonly EvidenceLeafRow[]): Promise<ReadonlyMap<string, readonly StoredEntry[]>> {
  const found = new Map<string, StoredEntry[]>();
  for (const bodyId of new Set(leaves.map((leaf) => leaf.bodyId))) {
    const own = leaves.filter((leaf) => leaf.bodyId === bodyId);
    const rows = await database.inBody(bodyId, (tx) =>
      tx.query<StoredEntry>(
        `SELECT e.sign_request_id AS "signRequestId", e.sequence, e.previous_hash AS "previousHash", e.entry, e.canonical
         FROM unnest($2::uuid[], $3::integer[]) AS leaf(request, place)
         JOIN justera.evidence_entry e ON e.sign_request_id = leaf.request AND e.sequence = leaf.place WHERE e.body_id = $1`,
        [bodyId, own.map((leaf) => leaf.signRequestId), own.map((leaf) => leaf.sequence)],
      ),
    );
    for (const row of rows) {
      const key = `${row.signRequestId} ${row.sequence}`;
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return found;
}

function inconsistent(reason: string, index: number): SigningError {
  return new SigningError('log-inconsistent', { details: { reason, index } });
}
