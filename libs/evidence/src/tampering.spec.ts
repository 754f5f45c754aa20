import * as fc from 'fast-check';
import type { EvidenceEntry } from './entry.js';
import { entryHash } from './entry-hash.js';
import { verifyChain } from './verify-chain.js';
import { attackPlan, attackRows, attacks, buildLog, checkLog, worlds } from './testing/log-world.js';

/** 10,000 in `npm run conformance -- evidence`, which sets this. */
const numRuns = Number(process.env['TAMPERING_RUNS'] ?? 600);
const runs = { numRuns };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

it('an honest log verifies, under every checkpoint that was ever made of it', () => {
  fc.assert(
    fc.property(worlds, ({ plan, sizes }) => {
      const log = buildLog(plan, sizes);
      const verdict = checkLog(log, log.checkpoints);
      expect(verdict).toMatchObject({ ok: true, summary: { size: plan.length, closed: 0, met: sizes, unanchored: plan.length - (sizes.at(-1) ?? 0) } });
    }),
    { numRuns: 100 },
  );
});

it('attacker A, who changes what is stored and recomputes nothing, is found always, except by a cut tail that no checkpoint covers', () => {
  const seen = { found: 0, tail: 0 };
  fc.assert(
    fc.property(worlds, attacks, ({ plan, sizes }, attack) => {
      const log = buildLog(plan, sizes);
      const { records, from } = attackRows(log.records, attack);
      fc.pre(!same(records, log.records));
      const verdict = checkLog({ records }, log.checkpoints);
      const isPrefix = records.length < log.records.length && same(records, log.records.slice(0, records.length));
      if (isPrefix && !log.checkpoints.some(({ size }) => size > records.length)) {
        // Nothing in what is left says that there was more: the stated exception.
        expect(verdict.ok).toBe(true);
        seen.tail += 1;
        return;
      }
      if (verdict.ok) throw new Error('not found');
      // The first broken link is named: never before what was changed, and no later than the next that depends on it.
      expect(verdict.broken.index).toBeGreaterThanOrEqual(Math.min(from, records.length));
      if (attack.kind !== 'truncate') expect(verdict.broken.index).toBeLessThanOrEqual(Math.max(from + 1, records.length));
      seen.found += 1;
    }),
    runs,
  );
  // The control: both kinds did occur.
  expect(Math.min(seen.found, seen.tail)).toBeGreaterThan(numRuns / 200);
});

it('attacker B, who recomputes everything behind, the checkpoints in the database included, is found for every entry under a checkpoint kept outside, and for no other', () => {
  const seen = { found: 0, window: 0 };
  fc.assert(
    fc.property(worlds, attacks, fc.nat(), ({ plan, sizes }, attack, kept) => {
      const honest = buildLog(plan, sizes);
      // One that somebody kept, of those that were made; perhaps none.
      const outside = honest.checkpoints.slice(kept % (sizes.length + 1)).slice(0, 1);
      const forgedPlan = attackPlan(plan, attack);
      fc.pre(!same(forgedPlan.plan, plan));
      const forged = buildLog(forgedPlan.plan, sizes);
      // Their own story is whole: chains, tree and checkpoints all agree.
      expect(checkLog(forged, forged.checkpoints).ok).toBe(true);
      const changedFrom = forged.records.findIndex((record, i) => record.entryHash !== honest.records[i]?.entryHash);
      const from = changedFrom < 0 ? forged.records.length : changedFrom;
      const isUnder = outside.some(({ size }) => from < size);
      const verdict = checkLog(forged, outside);
      expect(verdict.ok).toBe(!isUnder);
      if (!verdict.ok) expect(['log-rewritten', 'cut-off']).toContain(verdict.broken.code);
      seen[isUnder ? 'found' : 'window'] += 1;
    }),
    runs,
  );
  expect(Math.min(seen.found, seen.window)).toBeGreaterThan(numRuns / 20);
});

it('leaves of other bodies come without their entries, and are checked as far as they go', () => {
  const plan = [1, 2, 3, 4, 5, 6].map((value) => ({ requestId: value % 2 === 0 ? 'mine' : 'theirs', type: 'LinkOpened', value }));
  const log = buildLog(plan, [4]);
  const records = log.records.map((record) => {
    const { index, requestId, sequence, entryHash } = record;
    return requestId === 'mine' ? record : { index, requestId, sequence, entryHash };
  });
  expect(checkLog({ records }, log.checkpoints)).toMatchObject({ ok: true, summary: { open: 3, closed: 3, cases: 2, unanchored: 2 } });
  const swapped = records.map((record, i) => (i === 2 ? { ...record, entryHash: 'e'.repeat(64) } : record));
  expect(checkLog({ records: swapped }, log.checkpoints)).toMatchObject({ ok: false, broken: { code: 'log-rewritten', index: 3 } });
});

it('a checkpoint of another log, and a line that is not one of ours, are named', () => {
  const log = buildLog([1, 2].map((value) => ({ requestId: 'case-1', type: 'LinkOpened', value })), [2]);
  const foreign = log.checkpoints.map((note) => ({ ...note, origin: 'elsewhere' }));
  expect(checkLog(log, foreign)).toMatchObject({ ok: false, broken: { code: 'other-log' } });
  const noted = log.records.map((record, i) => (i === 1 ? { ...record, note: 'unhashed' } : record));
  expect(checkLog({ records: noted }, log.checkpoints)).toMatchObject({ ok: false, broken: { code: 'malformed', index: 1 } });
});

it('an entry with a right hash that stands on another than the one before it is named, in the log and in a chain', () => {
  const log = buildLog([1, 2, 3].map((value) => ({ requestId: 'case-1', type: 'LinkOpened', value })), []);
  const last = log.records[2];
  if (last?.entry === undefined) throw new Error('there are three entries');
  const previousHash = log.records[0]?.entryHash ?? '';
  const spliced = { ...last, previousHash, entryHash: entryHash(previousHash, last.entry) };
  const records = [...log.records.slice(0, 2), spliced];
  expect(checkLog({ records }, [])).toMatchObject({ ok: false, broken: { code: 'previous-hash-mismatch', index: 2 } });
  const chain = records.map(({ entry = last.entry, previousHash: before = '', entryHash: hash }) => ({ entry: entry as EvidenceEntry, previousHash: before, entryHash: hash }));
  expect(verifyChain({ bodyId: 'body-1', requestId: 'case-1' }, chain)).toEqual({ ok: false, broken: { code: 'previous-hash-mismatch', sequence: 3 } });
});
