import * as fc from 'fast-check';
import { chainEntry, type NewFact } from '../chain-entry.js';
import type { Opening } from '../commitment.js';
import type { ChainedEntry } from '../entry.js';
import { exportFormat, exportVersion, type EvidenceExport } from '../export.js';
import { firstPreviousHash } from '../entry-hash.js';

export const scope = { bodyId: 'body-1', requestId: 'request-1' };

export function chainOf(facts: readonly NewFact[], within = scope): { entries: ChainedEntry[]; openings: Opening[] } {
  const entries: ChainedEntry[] = [];
  const openings: Opening[] = [];
  let salts = 0;
  const newSalt = (): string => (salts += 1).toString(16).padStart(64, '0');
  for (const fact of facts) {
    const last = entries.at(-1);
    const position = { ...within, ...(last === undefined ? {} : { last: { sequence: last.entry.sequence, entryHash: last.entryHash } }) };
    const made = chainEntry(position, fact, newSalt);
    entries.push(made.chained);
    openings.push(...made.openings);
  }
  return { entries, openings };
}

export function exportOf(facts: readonly NewFact[], within = scope): EvidenceExport {
  const { entries, openings } = chainOf(facts, within);
  const last = entries.at(-1);
  return {
    format: exportFormat,
    version: exportVersion,
    ...within,
    exportedAt: '2026-04-10T08:00:00.000Z',
    entries,
    openings,
    revisions: entries.flatMap(({ entry }) => entry.revisions),
    head: { sequence: entries.length, entryHash: last?.entryHash ?? firstPreviousHash },
  };
}

const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const fact: fc.Arbitrary<Omit<NewFact, 'revisions'> & { hasRevision: boolean; sha256: string }> = fc.record({
  at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  type: fc.constantFrom('SignRequestSubmitted', 'SignTaskConsented', 'SignTaskSigned'),
  actor: fc.constantFrom(
    { kind: 'staff' as const, id: 'staff-1' },
    { kind: 'signatory' as const, id: 'task-1' },
    { kind: 'component' as const, id: 'signer' },
  ),
  data: fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()), { maxKeys: 3 }),
  personal: fc.constantFrom({}, { name: 'Åsa Łukasiewicz 张' }, { name: 'Bo', email: 'bo@example.org' }),
  hasRevision: fc.boolean(),
  sha256: hex,
});

export const factLists: fc.Arbitrary<NewFact[]> = fc.array(fact, { minLength: 2, maxLength: 12 }).map((facts) => {
  let number = -1;
  return facts.map(({ hasRevision, sha256, ...rest }) => ({
    ...rest,
    revisions: hasRevision ? [{ number: (number += 1), kind: 'signature', wholeSha256: sha256, length: 1000 + number }] : [],
  }));
});
