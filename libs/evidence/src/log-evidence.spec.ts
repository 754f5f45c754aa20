import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import type { NewFact } from './chain-entry.js';
import type { Checkpoint } from './checkpoint/checkpoint.js';
import type { EvidenceExport } from './export.js';
import { leafHash } from './log/log-leaf.js';
import { exportOf } from './testing/chain.js';
import { sealCheckpoint } from './testing/seal-checkpoint.js';
import { consistencyRanges } from './tree/consistency.js';
import { hashNode, hashLeaf } from './tree/hashing.js';
import { inclusionRanges } from './tree/inclusion.js';
import { rangeHash, rootAt, type NodeSource } from './tree/nodes.js';
import { verifyExport, type ExportVerdict } from './verify-export.js';

const origin = 'justera.exempel.example/log';
const facts: NewFact[] = [1, 2, 3].map((n) => ({ at: new Date(n), type: 'LinkOpened', actor: { kind: 'component', id: 'api' } }));
/** Where the case's entries stand in a log of eight leaves; the others are somebody else's. */
const places = [1, 4, 6];
const size = 8;

let pki: TestPki;
let key: TestCertificate;
let made: EvidenceExport;
let nodeAt: NodeSource;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const codeOf = (verdict: ExportVerdict): string => (verdict.ok ? 'ok' : verdict.broken.code);
const trust = () => ({ sealCertificates: [key.der], timestampAnchors: [pki.root.der] });
const noteAt = (count: number) => ({ origin, size: count, root: hex(rootAt(count, nodeAt)) });
const proof = (first: number, second: number) => ({ first, second, path: consistencyRanges(first, second).map((range) => hex(rangeHash(range, nodeAt))) });

beforeAll(async () => {
  pki = await createTestPki();
  key = await pki.issue({ subject: 'Evidence log' });
  const bare = exportOf(facts);
  const leaves = Array.from({ length: size }, (_, index) => {
    const sequence = places.indexOf(index) + 1;
    const chained = bare.entries[sequence - 1];
    return chained === undefined ? hashLeaf(Buffer.from(`other ${index}`)) : leafHash({ index, requestId: bare.requestId, sequence, entryHash: chained.entryHash });
  });
  nodeAt = ({ level, index }) => (level === 0 ? leaves[index]! : hashNode(nodeAt({ level: level - 1, index: 2 * index }), nodeAt({ level: level - 1, index: 2 * index + 1 })));
  made = {
    ...bare,
    log: {
      checkpoint: await sealCheckpoint(pki, key, noteAt(7)),
      leaves: places.map((index, at) => ({ sequence: at + 1, index, path: inclusionRanges(index, 7).map((range) => hex(rangeHash(range, nodeAt))) })),
      consistency: [proof(5, 7)],
    },
  };
});

it('entries under a checkpoint verify offline, with their place in the log', () => {
  const verdict = verifyExport(json(made), undefined, trust());
  expect(verdict).toMatchObject({ ok: true, anchored: false, log: { origin, size: 7, covered: 3, outside: [], anchored: 0, checkpoint: { sealTrusted: true, timestampTrusted: true } } });
});

it('against checkpoints kept outside: the same size, an earlier one, and a later one with a proof asked for afterwards', () => {
  const with_ = (checkpoints: ReturnType<typeof noteAt>[], consistency = [proof(7, 8)]) => verifyExport(json(made), undefined, { ...trust(), checkpoints, consistency });
  expect(with_([noteAt(7)])).toMatchObject({ ok: true, anchored: true, log: { anchored: 3 } });
  expect(with_([noteAt(5)])).toMatchObject({ ok: true, anchored: true, log: { anchored: 2 } });
  expect(with_([noteAt(8)])).toMatchObject({ ok: true, anchored: true, log: { anchored: 3 } });
  expect(codeOf(with_([noteAt(8)], []))).toBe('checkpoint-not-linked');
  expect(codeOf(with_([{ ...noteAt(7), root: 'e'.repeat(64) }]))).toBe('log-rewritten');
  expect(codeOf(with_([{ ...noteAt(5), root: 'e'.repeat(64) }]))).toBe('log-rewritten');
  expect(codeOf(with_([{ ...noteAt(8), root: 'e'.repeat(64) }]))).toBe('log-rewritten');
  expect(codeOf(with_([{ ...noteAt(7), origin: 'elsewhere' }]))).toBe('other-log');
});

it('a file that is under no checkpoint does not pass where one was given', () => {
  const bare = Object.fromEntries(Object.entries(made).filter(([key]) => key !== 'log'));
  expect(verifyExport(bare)).toMatchObject({ ok: true, anchored: false });
  expect(codeOf(verifyExport(bare, undefined, { checkpoints: [noteAt(7)] }))).toBe('not-under-a-checkpoint');
});

it('entries behind the checkpoint are counted as not covered yet, never as covered', () => {
  const log = { ...made.log!, leaves: made.log!.leaves.slice(0, 2) };
  expect(verifyExport(json({ ...made, log }))).toMatchObject({ ok: true, entries: 3, log: { covered: 2 } });
});

it.each([
  ['another place for an entry', 'not-in-log', (log: NonNullable<EvidenceExport['log']>) => ({ ...log, leaves: log.leaves.map((leaf, i) => (i === 0 ? { ...leaf, index: 0 } : leaf)) })],
  ['a path that leads elsewhere', 'not-in-log', (log: NonNullable<EvidenceExport['log']>) => ({ ...log, leaves: log.leaves.map((leaf, i) => (i === 1 ? { ...leaf, path: leaf.path.toReversed() } : leaf)) })],
  ['an entry left out of the proofs', 'leaf-misplaced', (log: NonNullable<EvidenceExport['log']>) => ({ ...log, leaves: log.leaves.slice(1) })],
  ['an entry proved twice', 'leaf-misplaced', (log: NonNullable<EvidenceExport['log']>) => ({ ...log, leaves: [log.leaves[0]!, log.leaves[0]!, ...log.leaves.slice(1)] })],
  ['a root that was never sealed', 'seal-invalid', (log: NonNullable<EvidenceExport['log']>) => ({ ...log, checkpoint: { ...log.checkpoint, note: { ...log.checkpoint.note, root: 'e'.repeat(64) } } satisfies Checkpoint })],
])('%s is found: %s', (_, code, change) => {
  expect(codeOf(verifyExport(json({ ...made, log: change(made.log!) }), undefined, trust()))).toBe(code);
});
