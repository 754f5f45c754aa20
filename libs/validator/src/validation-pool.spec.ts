import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultPolicy, type TrustMaterial } from '#validation';
import { ValidationPool, type ValidationAnswer, type ValidationLimits } from './validation-pool.js';

// The worker here does what its file says, so that each way of dying can be had at will. What the real one does with real files is
// in test/e2e and test/integration.
const worker = `
import { parentPort, workerData } from 'node:worker_threads';
parentPort.on('message', ({ bytes }) => {
  const order = Buffer.from(bytes).toString();
  if (order === 'hang') for (;;);
  if (order === 'throw') throw new Error('broken');
  if (order === 'exit') process.exit(3);
  if (order === 'heap') { const held = []; for (;;) held.push(new Array(100000).fill(order + held.length)); }
  parentPort.postMessage({ answered: order === 'trust' ? workerData.trust.signatureAnchors.length : order });
  if (order === 'answer-and-die') setTimeout(() => process.exit(3), 20);
});
`;
const trust: TrustMaterial = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
let folder: string;
let pool: ValidationPool;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-pool-'));
  writeFileSync(path.join(folder, 'worker.mjs'), worker);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => pool.close());

function open(limits: Partial<ValidationLimits> = {}): ValidationPool {
  pool = new ValidationPool(trust, defaultPolicy, { workers: 1, waiting: 10, milliseconds: 60_000, megabytes: 32, ...limits }, pathToFileURL(path.join(folder, 'worker.mjs')));
  return pool;
}
const ask = (order: string): Promise<ValidationAnswer> => pool.validate(Buffer.from(order), new Date('2026-04-01T12:00:00Z'));
const isGivenUp = ({ document }: ValidationAnswer): boolean => document.status === 'indeterminate' && document.reasons.includes('limit-exceeded');

describe('a file that does harm to its worker is indeterminate, and nobody else notices', () => {
  it.each(['throw', 'exit', 'heap'])('%s', async (order) => {
    open();
    const [harmed, next] = await Promise.all([ask(order), ask('fine')]);
    expect(isGivenUp(harmed)).toBe(true);
    expect(next).toEqual({ answered: 'fine' });
  }, 60_000);

  it('after one that took too long, the next is answered', async () => {
    open({ milliseconds: 5_000 });
    const answers = await Promise.all([ask('hang'), ask('fine')]);
    expect(answers.map((answer) => ('answered' in answer ? 'answered' : isGivenUp(answer)))).toEqual([true, 'answered']);
  }, 60_000);
});

test('a worker that dies while it rests is not asked again', async () => {
  open();
  expect(await ask('answer-and-die')).toEqual({ answered: 'answer-and-die' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await ask('fine')).toEqual({ answered: 'fine' });
}, 60_000);

test('new trust counts for every question from then on, also where a worker was resting or busy', async () => {
  open();
  expect(await ask('trust')).toEqual({ answered: 0 });
  pool.setTrust({ ...trust, signatureAnchors: [new Uint8Array([1])] });
  expect(await ask('trust')).toEqual({ answered: 1 });
  const [busy, next] = [ask('fine'), ask('trust')];
  pool.setTrust({ ...trust, signatureAnchors: [new Uint8Array([1]), new Uint8Array([2])] });
  expect(await Promise.all([busy, next])).toEqual([{ answered: 'fine' }, { answered: 2 }]);
}, 60_000);

test('a pool that is closed answers those who wait, and starts nothing more', async () => {
  open();
  const waiting = Promise.all([ask('hang'), ask('fine')]);
  await pool.close();
  expect((await waiting).map(isGivenUp)).toEqual([true, true]);
  await expect(ask('fine')).rejects.toMatchObject({ code: 'validation-busy' });
}, 60_000);

test('more than may wait are turned away', async () => {
  open({ waiting: 1 });
  const first = ask('hang');
  const second = ask('fine');
  await expect(ask('fine')).rejects.toMatchObject({ code: 'validation-busy' });
  await pool.close();
  expect((await Promise.all([first, second])).map(isGivenUp)).toEqual([true, true]);
}, 60_000);
