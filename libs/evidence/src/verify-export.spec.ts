import * as fc from 'fast-check';
import { chainOf, exportOf, factLists, scope } from './testing/chain.js';
import type { NewFact } from './chain-entry.js';
import type { ChainedEntry } from './entry.js';
import { verifyChain } from './verify-chain.js';
import { verifyExport, type ExportVerdict } from './verify-export.js';

const runs = { numRuns: 500 };
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const codeOf = (verdict: ExportVerdict): string => (verdict.ok ? 'ok' : verdict.broken.code);
const replaced = <T>(list: readonly T[], index: number, change: (item: T) => T): T[] => list.map((item, i) => (i === index ? change(item) : item));
const facts: NewFact[] = [
  { at: new Date(0), type: 'SignRequestSubmitted', actor: { kind: 'staff', id: 's' }, personal: { name: 'Anna Ek', email: 'anna@example.org' } },
  { at: new Date(1), type: 'SignRequestPrepared', actor: { kind: 'component', id: 'signer' }, revisions: [{ number: 0, kind: 'prepared', wholeSha256: 'a'.repeat(64), length: 10 }] },
  { at: new Date(2), type: 'SignTaskSigned', actor: { kind: 'component', id: 'signer' }, revisions: [{ number: 1, kind: 'signature', wholeSha256: 'b'.repeat(64), length: 20 }] },
];

describe('an untouched export', () => {
  it('verifies after a trip through JSON, with and without a head from outside', () => {
    fc.assert(
      fc.property(factLists, (list) => {
        const made = exportOf(list);
        expect(verifyExport(json(made))).toMatchObject({ ok: true, entries: list.length, anchored: false, closed: 0 });
        expect(verifyExport(json(made), made.head)).toMatchObject({ ok: true, anchored: true });
      }),
      runs,
    );
  });

  it('verifies against the head of an earlier export: a chain may grow', () => {
    const { head } = exportOf(facts.slice(0, 2));
    expect(verifyExport(json(exportOf(facts)), head)).toMatchObject({ ok: true, anchored: true });
  });

  it('erased-openings-leave-the-chain-whole', () => {
    const made = exportOf(facts);
    expect(verifyExport({ ...made, openings: made.openings.slice(1) })).toMatchObject({ ok: true, opened: 1, closed: 1 });
  });

  it('holds no personal value in any entry', () => {
    expect(JSON.stringify(exportOf(facts).entries)).not.toMatch(/Anna|example\.org/);
  });
});

describe('tampering is found and named', () => {
  const tampered = (list: NewFact[], change: (entries: ChainedEntry[], index: number) => ChainedEntry[], at: number) => {
    const made = exportOf(list);
    const index = at % list.length;
    return { index, made, verdict: verifyExport(json({ ...made, entries: change([...made.entries], index) })) };
  };
  const anywhere = fc.tuple(factLists, fc.nat());

  it('entry-edited: the first broken entry is the edited one', () => {
    const edits: ((entry: ChainedEntry) => ChainedEntry)[] = [
      (c) => ({ ...c, entry: { ...c.entry, at: '2031-01-01T00:00:00.000Z' } }),
      (c) => ({ ...c, entry: { ...c.entry, type: 'SignTaskDeclined' } }),
      (c) => ({ ...c, entry: { ...c.entry, actor: { kind: 'staff', id: 'somebody-else' } } }),
      (c) => ({ ...c, entry: { ...c.entry, data: { ...c.entry.data, slipped: 'in' } } }),
      (c) => ({ ...c, entry: { ...c.entry, commitments: { ...c.entry.commitments, name: 'f'.repeat(64) } } }),
      (c) => ({ ...c, entry: { ...c.entry, revisions: [...c.entry.revisions, { number: 9, kind: 'x', wholeSha256: 'f'.repeat(64), length: 1 }] } }),
    ];
    fc.assert(
      fc.property(anywhere, fc.constantFrom(...edits), ([list, at], edit) => {
        const { index, verdict } = tampered(list, (entries, i) => replaced(entries, i, edit), at);
        expect(verdict).toMatchObject({ ok: false, broken: { code: 'entry-hash-mismatch', sequence: index + 1 } });
      }),
      runs,
    );
  });

  it('entry-dropped', () => {
    fc.assert(
      fc.property(anywhere, ([list, at]) => {
        const { index, verdict } = tampered(list, (entries, i) => entries.filter((_, j) => j !== i), at);
        const last = index === list.length - 1;
        expect(verdict).toMatchObject({ ok: false, broken: { code: last ? 'cut-off' : 'sequence-broken', sequence: index + 1 } });
      }),
      runs,
    );
  });

  it('entries-reordered', () => {
    fc.assert(
      fc.property(anywhere, fc.nat(), ([list, at], other) => {
        const to = other % list.length;
        fc.pre(to !== at % list.length);
        const swap = (entries: ChainedEntry[], i: number): ChainedEntry[] =>
          entries.map((entry, j) => (j === i ? (entries[to] ?? entry) : j === to ? (entries[i] ?? entry) : entry));
        const { index, verdict } = tampered(list, swap, at);
        expect(verdict).toMatchObject({ ok: false, broken: { sequence: Math.min(index, to) + 1 } });
      }),
      runs,
    );
  });

  it('entry-inserted, with a correct hash of its own and the rest left as it was', () => {
    fc.assert(
      fc.property(anywhere, ([list, at]) => {
        const forged = { ...facts[0], type: 'SignTaskDeclined' } as NewFact;
        const insert = (entries: ChainedEntry[], i: number): ChainedEntry[] => {
          const made = chainOf([...list.slice(0, i), forged]).entries.at(-1);
          return made === undefined ? entries : [...entries.slice(0, i), made, ...entries.slice(i)];
        };
        const { index, verdict } = tampered(list, insert, at);
        const last = index === list.length - 1;
        const broken = last ? { code: 'head-mismatch', sequence: index + 1 } : { code: 'sequence-broken', sequence: index + 2 };
        expect(verdict).toMatchObject({ ok: false, broken });
      }),
      runs,
    );
  });

  it('tail-truncated against a stated head, even with the export rebuilt around it', () => {
    fc.assert(
      fc.property(anywhere, ([list, at]) => {
        const keep = 1 + (at % (list.length - 1));
        const { head } = exportOf(list);
        const verdict = verifyExport(json(exportOf(list.slice(0, keep))), head);
        expect(verdict).toMatchObject({ ok: false, broken: { code: 'cut-off', sequence: keep + 1 } });
      }),
      runs,
    );
  });

  it('chain-written-anew from one entry on is found against a stated head, and only then', () => {
    fc.assert(
      fc.property(anywhere, ([list, at]) => {
        const honest = exportOf(list);
        const forged = exportOf(replaced(list, at % list.length, (fact) => ({ ...fact, type: 'SignTaskDeclined' })));
        expect(codeOf(verifyExport(json(forged)))).toBe('ok');
        expect(codeOf(verifyExport(json(forged), honest.head))).toBe(forged.head.entryHash === honest.head.entryHash ? 'ok' : 'head-mismatch');
      }),
      runs,
    );
  });

  it('chain-carried-over-to-another-case', () => {
    const made = exportOf(facts);
    expect(verifyExport({ ...made, requestId: 'request-2' })).toMatchObject({ broken: { code: 'other-case', sequence: 1 } });
    const { entries } = chainOf(facts, { ...scope, requestId: 'request-2' });
    const relabelled = entries.map((chained) => ({ ...chained, entry: { ...chained.entry, requestId: scope.requestId } }));
    expect(verifyChain(scope, relabelled)).toMatchObject({ ok: false, broken: { code: 'entry-hash-mismatch', sequence: 1 } });
  });

  it('opening-swapped, moved, doubled or invented', () => {
    const made = exportOf(facts);
    const [name, email] = made.openings;
    if (name === undefined || email === undefined) throw new Error('the fixture holds two openings');
    const verdict = (...openings: unknown[]): string => codeOf(verifyExport({ ...made, openings }));
    expect(verdict({ ...name, value: 'Karin Ås' })).toBe('opening-mismatch');
    expect(verdict({ ...name, salt: email.salt })).toBe('opening-mismatch');
    expect(verdict({ ...email, name: 'name' })).toBe('opening-mismatch');
    expect(verdict({ ...name, sequence: 2 })).toBe('opening-without-commitment');
    expect(verdict({ ...name, name: 'constructor' })).toBe('opening-without-commitment');
    expect(verdict(name, name)).toBe('opening-without-commitment');
  });

  it('revision-hash swapped, left out or added in the list', () => {
    const made = exportOf(facts);
    const verdict = (revisions: unknown): unknown => verifyExport({ ...made, revisions });
    const swapped = replaced(made.revisions, 1, (revision) => ({ ...revision, wholeSha256: 'c'.repeat(64) }));
    expect(verdict(swapped)).toMatchObject({ broken: { code: 'revision-not-recorded', sequence: 3 } });
    expect(verdict(made.revisions.slice(0, 1))).toMatchObject({ broken: { code: 'revision-missing', sequence: 3 } });
    expect(verdict([...made.revisions, ...made.revisions])).toMatchObject({ broken: { code: 'revision-not-recorded' } });
  });
});

describe('bad input', () => {
  it('anything at all is answered, never thrown', () => {
    fc.assert(fc.property(fc.anything(), (value) => verifyExport(value).ok === false), runs);
  });
  it('one changed or removed member of a real export is never called ok', () => {
    const text = JSON.stringify(exportOf(facts));
    const digit = fc.nat({ max: text.length - 1 });
    fc.assert(
      fc.property(digit, fc.constantFrom('0', 'x', '}'), (position, character) => {
        fc.pre(text[position] !== character);
        const changed = text.slice(0, position) + character + text.slice(position + 1);
        let parsed: unknown;
        try {
          parsed = JSON.parse(changed);
        } catch {
          return;
        }
        // The time of the export is the only thing in it that nothing vouches for.
        const start = text.indexOf('exportedAt');
        fc.pre(position < start || position > start + 40);
        expect(verifyExport(parsed).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
  it('an entry of a later version is named, not guessed at', () => {
    const made = exportOf(facts);
    const entries = replaced(made.entries, 1, (chained) => ({ ...chained, entry: { ...chained.entry, version: 2 as 1 } }));
    expect(verifyExport({ ...made, entries })).toMatchObject({ broken: { code: 'unknown-version', sequence: 2 } });
  });
  it('malformed entry says its place', () => {
    const made = exportOf(facts);
    const entries = made.entries.map((chained, index) => (index === 2 ? { ...chained, note: 'unhashed' } : chained));
    expect(verifyExport({ ...made, entries })).toMatchObject({ broken: { code: 'malformed', sequence: 3 } });
  });
});
