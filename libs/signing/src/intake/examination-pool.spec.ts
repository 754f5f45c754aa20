import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { acceptFile } from './accept-file.js';
import { ExaminationPool } from './examination-pool.js';
import type { ExaminedUpload } from './examine-upload.js';

// The worker here does what its file says. What the real one does with a real hostile file is in test/integration.
const worker = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ file, options }) => {
  const order = Buffer.from(file).toString();
  if (order === 'hang') for (;;);
  if (order === 'heap') { const held = []; for (;;) held.push(new Array(100000).fill(order + held.length)); }
  parentPort.postMessage({ inspection: { refusals: [], sha256: order, acceptRepair: options.acceptRepair, now: options.now.toISOString() } });
});
`;
let folder: string;
let pool: ExaminationPool;
const limits = { workers: 1, waiting: 10, milliseconds: 60_000, megabytes: 32 };

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-examination-'));
  writeFileSync(path.join(folder, 'worker.mjs'), worker);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => pool.close());

const open = (changes: Partial<typeof limits> = {}): ExaminationPool => (pool = new ExaminationPool({ ...limits, ...changes }, pathToFileURL(path.join(folder, 'worker.mjs'))));
const now = new Date('2026-04-01T12:00:00Z');
const examine = (order: string): Promise<ExaminedUpload> => pool.examine(Buffer.from(order), { maxBytes: 100, now, acceptRepair: true });
const codes = ({ inspection }: ExaminedUpload): string[] => inspection.refusals.map(({ code }) => code);

test('what was asked comes to the worker, and its answer back', async () => {
  open();
  expect(await examine('fine')).toEqual({ inspection: { refusals: [], sha256: 'fine', acceptRepair: true, now: now.toISOString() } });
}, 60_000);

test('a file that exhausts the memory is refused by name, and the next is looked at', async () => {
  open();
  const [hostile, next] = await Promise.all([examine('heap'), examine('fine')]);
  expect(hostile.inspection).toMatchObject({ byteLength: 4, repairOffered: false });
  expect(codes(hostile)).toEqual(['too-laborious']);
  expect(codes(next)).toEqual([]);
  expect(() => acceptFile(hostile)).toThrow(expect.objectContaining({ code: 'too-laborious', status: 422 }) as Error);
}, 60_000);

test('a file that takes too long is refused by name, and the next is looked at', async () => {
  open({ milliseconds: 4_000 });
  expect((await Promise.all([examine('hang'), examine('fine')])).map(codes)).toEqual([['too-laborious'], []]);
}, 60_000);

test('more than may wait are told so, and those who wait when the pool closes are refused', async () => {
  open({ waiting: 1 });
  const asked = [examine('hang'), examine('fine')];
  await expect(examine('fine')).rejects.toMatchObject({ code: 'intake-busy', status: 503 });
  await pool.close();
  expect((await Promise.all(asked)).map(codes)).toEqual([['too-laborious'], ['too-laborious']]);
}, 60_000);
