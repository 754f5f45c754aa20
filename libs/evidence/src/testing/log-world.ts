import * as fc from 'fast-check';
import { chainEntry } from '../chain-entry.js';
import type { CheckpointNote } from '../checkpoint/checkpoint.js';
import type { EvidenceEntry } from '../entry.js';
import { firstPreviousHash } from '../entry-hash.js';
import { examineLines } from '../log/examine-lines.js';
import { LogCheck, type LogVerdict } from '../log/log-check.js';
import { logFormat, logVersion, type LogRecord } from '../log/log-file.js';
import { leafHash } from '../log/log-leaf.js';
import { Frontier } from '../tree/frontier.js';

export const origin = 'justera.exempel.example/log';

/** What lies in the database: entries with their leaves, in log order, and the checkpoints. */
export interface StoredLog {
  readonly records: readonly LogRecord[];
  readonly checkpoints: readonly CheckpointNote[];
}

/** What an entry says, before anything is hashed. */
export interface PlannedEntry {
  readonly requestId: string;
  readonly type: string;
  readonly value: number;
}

/** Everything that follows from the plan: chains, leaves, roots. What an honest keeper writes, and what attacker B writes anew. */
export function buildLog(plan: readonly PlannedEntry[], sizes: readonly number[]): StoredLog {
  const last = new Map<string, { sequence: number; entryHash: string }>();
  const tree = new Frontier();
  const roots = new Map<number, string>([[0, hex(tree.root())]]);
  const records = plan.map(({ requestId, type, value }, index): LogRecord => {
    const before = last.get(requestId);
    const fact = { at: new Date(1_700_000_000_000 + value), type, actor: { kind: 'component', id: 'signer' } as const, data: { value } };
    const { chained } = chainEntry({ bodyId: 'body-1', requestId, ...(before === undefined ? {} : { last: before }) }, fact, () => '0'.repeat(64));
    const { entry, previousHash, entryHash } = chained;
    const { sequence } = entry;
    last.set(requestId, { sequence, entryHash });
    tree.append(leafHash({ index, requestId, sequence, entryHash }));
    roots.set(index + 1, hex(tree.root()));
    return { index, requestId, sequence, entryHash, previousHash, entry };
  });
  const checkpoints = sizes.filter((size) => size <= plan.length).map((size) => ({ origin, size, root: roots.get(size) ?? '' }));
  return { records, checkpoints };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** As the command does: line by line, through JSON. */
export function checkLog({ records }: Pick<StoredLog, 'records'>, checkpoints: readonly CheckpointNote[]): LogVerdict {
  const check = new LogCheck(checkpoints);
  const lines = [{ format: logFormat, version: logVersion, origin, size: records.length }, ...records].map((line) => JSON.stringify(line));
  const [header = '', ...rest] = lines;
  // Some lines at once, some by themselves: it makes no difference.
  const broken = check.begin(header) ?? check.take(examineLines(rest.slice(0, 3))) ?? check.take(examineLines(rest.slice(3, 4))) ?? check.take(examineLines(rest.slice(4)));
  if (broken !== undefined) return { ok: false, broken };
  return check.end();
}

export interface WorldPlan {
  readonly plan: readonly PlannedEntry[];
  /** Sizes at which checkpoints were made. */
  readonly sizes: readonly number[];
}

/** Several cases whose entries interleave, and checkpoints now and then. */
export const worlds: fc.Arbitrary<WorldPlan> = fc
  .array(fc.record({ requestId: fc.constantFrom('case-1', 'case-2', 'case-3'), type: fc.constantFrom('LinkOpened', 'SignTaskConsented', 'SignTaskSigned'), value: fc.nat({ max: 1e9 }) }), { minLength: 3, maxLength: 14 })
  .chain((plan) => fc.subarray(Array.from({ length: plan.length }, (_, i) => i + 1)).map((sizes) => ({ plan, sizes })));

export interface Attack {
  readonly kind: 'edit' | 'edit-leaf' | 'drop' | 'reorder' | 'insert' | 'truncate';
  readonly at: number;
  readonly other: number;
}

export const attacks: fc.Arbitrary<Attack> = fc.record({ kind: fc.constantFrom('edit', 'edit-leaf', 'drop', 'reorder', 'insert', 'truncate'), at: fc.nat(), other: fc.nat() });

const edits: readonly ((entry: EvidenceEntry) => EvidenceEntry)[] = [
  (entry) => ({ ...entry, at: '1999-01-01T00:00:00.000Z' }),
  (entry) => ({ ...entry, type: 'SignTaskDeclined' }),
  (entry) => ({ ...entry, actor: { kind: 'staff', id: 'somebody-else' } }),
  (entry) => ({ ...entry, data: { ...entry.data, value: -1 } }),
  (entry) => ({ ...entry, commitments: { name: 'e'.repeat(64) } }),
  (entry) => ({ ...entry, revisions: [{ number: 7, kind: 'signature', wholeSha256: 'e'.repeat(64), length: 1 }] }),
  (entry) => ({ ...entry, bodyId: 'body-2' }),
];
const leafEdits: readonly ((record: LogRecord) => LogRecord)[] = [
  (record) => ({ ...record, entryHash: 'e'.repeat(64) }),
  (record) => ({ ...record, previousHash: 'e'.repeat(64) }),
  (record) => ({ ...record, sequence: record.sequence + 1 }),
  (record) => ({ ...record, requestId: 'case-4' }),
  (record) => ({ ...record, index: record.index + 1 }),
];

/** Attacker A changes rows as they are stored and recomputes nothing. Returns the rows, and the first place that is not as it was. */
export function attackRows(records: readonly LogRecord[], { kind, at, other }: Attack): { readonly records: LogRecord[]; readonly from: number } {
  const place = at % records.length;
  const second = (place + 1 + (other % Math.max(1, records.length - 1))) % records.length;
  const replaced = (change: (record: LogRecord, index: number) => LogRecord): LogRecord[] => records.map(change);
  const row = records[place] as LogRecord;
  switch (kind) {
    case 'edit': {
      const edit = edits[other % edits.length];
      return { from: place, records: replaced((record, i) => (i === place && edit !== undefined && record.entry !== undefined ? { ...record, entry: edit(record.entry) } : record)) };
    }
    case 'edit-leaf': {
      const edit = leafEdits[other % leafEdits.length];
      return { from: place, records: replaced((record, i) => (i === place && edit !== undefined ? edit(record) : record)) };
    }
    case 'drop':
      return { from: place, records: records.filter((_, i) => i !== place) };
    case 'reorder':
      return { from: Math.min(place, second), records: replaced((record, i) => (i === place ? (records[second] ?? record) : i === second ? row : record)) };
    case 'insert': {
      // Continues its case correctly, where it stands: only its place in the log is taken by another.
      const before = records.slice(0, place).findLast((record) => record.requestId === row.requestId);
      const position = { bodyId: 'body-1', requestId: row.requestId, ...(before === undefined ? {} : { last: before }) };
      const { chained } = chainEntry(position, { at: new Date(0), type: 'SignTaskDeclined', actor: { kind: 'staff', id: 'forger' } }, () => '0'.repeat(64));
      const { entry, previousHash = firstPreviousHash, entryHash } = chained;
      const forged = { index: place, requestId: row.requestId, sequence: entry.sequence, entryHash, previousHash, entry };
      return { from: place, records: [...records.slice(0, place), forged, ...records.slice(place)] };
    }
    case 'truncate':
      return { from: place, records: records.slice(0, place) };
  }
}

/** Attacker B changes what happened, and writes everything anew as if it had been so. */
export function attackPlan(plan: readonly PlannedEntry[], { kind, at, other }: Attack): { readonly plan: PlannedEntry[]; readonly from: number } {
  const place = at % plan.length;
  const second = (place + 1 + (other % Math.max(1, plan.length - 1))) % plan.length;
  const row = plan[place] as PlannedEntry;
  switch (kind) {
    case 'edit':
    case 'edit-leaf':
      return { from: place, plan: plan.map((entry, i) => (i === place ? { ...entry, value: entry.value + 1 } : entry)) };
    case 'drop':
      return { from: place, plan: plan.filter((_, i) => i !== place) };
    case 'reorder':
      return { from: Math.min(place, second), plan: plan.map((entry, i) => (i === place ? (plan[second] ?? entry) : i === second ? row : entry)) };
    case 'insert':
      return { from: place, plan: [...plan.slice(0, place), { ...row, value: row.value + 1 }, ...plan.slice(place)] };
    case 'truncate':
      return { from: place, plan: plan.slice(0, place) };
  }
}
