import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chainEntry, Frontier, leafHash, type CheckpointNote, type LogRecord } from '#evidence';
import { examinerHere, type LineExaminer } from './line-examiner.js';
import { verifyLog } from './verify-log.js';

const origin = 'justera.exempel.example/log';
/** More than two chunks of a megabyte. */
const size = 6000;
let folder: string;
let lines: string[];
let note: CheckpointNote;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-log-'));
  const last = new Map<string, { sequence: number; entryHash: string }>();
  const tree = new Frontier();
  const records = Array.from({ length: size }, (_, index): LogRecord => {
    const requestId = `case-${index % 30}`;
    const before = last.get(requestId);
    const { chained } = chainEntry({ bodyId: 'body-1', requestId, ...(before === undefined ? {} : { last: before }) }, { at: new Date(index), type: 'LinkOpened', actor: { kind: 'component', id: 'å' }, data: { n: index } }, () => '0'.repeat(64));
    const { entry, previousHash, entryHash } = chained;
    last.set(requestId, { sequence: entry.sequence, entryHash });
    tree.append(leafHash({ index, requestId, sequence: entry.sequence, entryHash }));
    if (index === 4999) note = { origin, size: 5000, root: Buffer.from(tree.root()).toString('hex') };
    return { index, requestId, sequence: entry.sequence, entryHash, previousHash, entry };
  });
  lines = [{ format: 'justera-log', version: 1, origin, size }, ...records].map((line) => JSON.stringify(line));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As threads do: several at once, done in any order of time, answered in the order asked. */
const slow: LineExaminer = {
  width: 4,
  examine: async (chunk) => {
    const found = await examinerHere.examine(chunk);
    await sleep(20 * Math.random());
    return found;
  },
  close: () => Promise.resolve(),
};
const verdictOf = async (all: readonly string[], end = '\n', checkpoints = [note], examiner = slow) => {
  const file = path.join(folder, 'log.ndjson');
  writeFileSync(file, all.join('\n') + end);
  return verifyLog(file, { checkpoints }, examiner);
};
const changed = (index: number, change: (line: string) => string): string[] => lines.map((line, at) => (at === index + 1 ? change(line) : line));

test.each([['with a line feed at the end', '\n'], ['without', '']])('an honest log verifies, %s, and met the checkpoint', async (_, end) => {
  expect(await verdictOf(lines, end)).toMatchObject({ ok: true, summary: { size, open: size, cases: 30, met: [5000], unanchored: 1000 } });
  expect(await verdictOf(lines, end, [note], examinerHere)).toMatchObject({ ok: true, summary: { size } });
});

test('the first broken link is named, in whatever chunk it lies', async () => {
  for (const index of [0, 1, 2900, 4321, size - 1]) {
    const edited = changed(index, (line) => line.replace('"LinkOpened"', '"LinkClosed"'));
    // One further on as well: the first is named.
    const twice = edited.map((line, at) => (at === index + 40 ? line.replace('"n":', '"m":') : line));
    expect(await verdictOf(twice)).toMatchObject({ ok: false, broken: { code: 'entry-hash-mismatch', index } });
  }
});

test('cut, garbled, empty and foreign files are answered', async () => {
  expect(await verdictOf(lines.slice(0, -1))).toMatchObject({ broken: { code: 'cut-off', index: size - 1 } });
  expect(await verdictOf(lines.slice(0, 4000))).toMatchObject({ broken: { code: 'cut-off', index: 3999 } });
  expect(await verdictOf(changed(3000, (line) => line.slice(0, -5)))).toMatchObject({ broken: { code: 'malformed', index: 3000, where: 'not JSON' } });
  expect(await verdictOf(changed(3000, () => ''))).toMatchObject({ broken: { code: 'malformed', index: 3000 } });
  expect(await verdictOf([], '')).toMatchObject({ broken: { code: 'malformed', where: 'header' } });
  expect(await verdictOf(['{"format":"justera-log"}'])).toMatchObject({ broken: { code: 'malformed', index: 0 } });
  expect(await verdictOf(lines, '\n', [{ ...note, origin: 'elsewhere' }])).toMatchObject({ broken: { code: 'other-log' } });
  expect(await verdictOf(lines, '\n', [{ ...note, root: 'e'.repeat(64) }])).toMatchObject({ broken: { code: 'log-rewritten', index: 4999 } });
  expect(await verdictOf([lines[0]!, 'x'.repeat(17 * 1024 * 1024)])).toMatchObject({ broken: { code: 'malformed' } });
});

test('what fails in the examiner fails the command: it is never taken for a good log', async () => {
  const failing: LineExaminer = { ...slow, examine: () => Promise.reject(new Error('out of memory')) };
  await expect(verdictOf(lines, '\n', [note], failing)).rejects.toThrow('out of memory');
});
