import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TrustedListKeeper, type ListedTrust } from './trusted-list-keeper.js';

// The worker here answers what the test wrote down; what the real one does over HTTP is in test/e2e.
const worker = `
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
const order = readFileSync(new URL('./order', import.meta.url), 'utf8');
if (order === 'throw') throw new Error('broken');
if (order === 'hang') await new Promise(() => setInterval(() => undefined, 1000));
if (order !== 'silent') parentPort.postMessage({ services: [], used: [{ territory: 'XX', sequenceNumber: Number(order), state: 'fetched', source: workerData.now }], isWhole: true, findings: [] });
`;
let folder: string;
let keeper: TrustedListKeeper;
let told: (ListedTrust | string)[];
let onTold: () => void;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-keeper-'));
  writeFileSync(path.join(folder, 'worker.mjs'), worker);
  told = [];
  onTold = () => undefined;
  keeper = new TrustedListKeeper({
    wanted: { addresses: [], files: [], signers: [], allowedHosts: [], cacheFolder: folder },
    clock: { now: () => new Date('2026-05-04T12:00:00Z') },
    onLists: (trust) => {
      told.push(trust);
      onTold();
    },
    onFailure: (why) => told.push(why),
    workerFile: pathToFileURL(path.join(folder, 'worker.mjs')),
    every: 100,
  });
});
afterEach(async () => {
  await keeper.close();
  rmSync(folder, { recursive: true, force: true });
});

const order = (text: string): void => writeFileSync(path.join(folder, 'order'), text);
const toldTimes = (count: number) => new Promise<void>((done) => {
  onTold = () => (told.length >= count ? done() : undefined);
});
const states = () => told.map((one) => (typeof one === 'string' ? 'failure' : one.trustedLists.used.map(({ sequenceNumber, state }) => `${sequenceNumber} ${state}`).join()));

test('looks again and again, with the time of each look', async () => {
  order('7');
  const again = toldTimes(2);
  await keeper.start();
  expect([states()[0], (told[0] as ListedTrust).trustedLists.used[0]?.source]).toEqual(['7 fetched', '2026-05-04T12:00:00.000Z']);
  await again;
  expect(states().slice(0, 2)).toEqual(['7 fetched', '7 fetched']);
}, 60_000);

test.each(['throw', 'silent'])('when a look fails (%s), what was there before stays, as an older copy, and the next look heals it', async (fault) => {
  order('7');
  const failed = toldTimes(3);
  await keeper.start();
  order(fault);
  await failed;
  const at = states().indexOf('failure');
  expect(states().slice(at, at + 2)).toEqual(['failure', '7 stale']);
  order('8');
  await new Promise<void>((done) => {
    onTold = () => (states().includes('8 fetched') ? done() : undefined);
  });
}, 60_000);

test('one that is closed in the middle of a look ends, and tells nothing more', async () => {
  order('hang');
  const started = keeper.start();
  await keeper.close();
  await started;
  expect(told).toEqual([]);
}, 60_000);
