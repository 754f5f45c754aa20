import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fetchList } from '#pades';
import { createTestPki, type TestCertificate } from '#testing';
import { signList, unsignedList, type TestList } from '../testing/build-list.js';
import type { LoadedLists } from '../trusted-list/collected-lists.js';
import { listOfLists } from '../trusted-list/trusted-list.js';
import { gatherLists } from './gather-lists.js';
import { createListStore } from './list-store.js';

const hour = 3_600_000;
const start = new Date('2026-05-04T12:00:00Z');
const later = (hours: number): Date => new Date(start.getTime() + hours * hour);
let commission: TestCertificate;
let operator: TestCertificate;
let ca: TestCertificate;
let server: Server;
let other: Server;
/** What the server answers, by path; a number is a status. */
let answers: Record<string, string | number>;
let asked: string[];
let folder: string;

beforeAll(async () => {
  const pki = await createTestPki();
  [commission, operator, ca] = [pki.root, pki.tsa, pki.issuing];
  [server, other] = await Promise.all([listen(), listen()]);
}, 60_000);
afterAll(() => Promise.all([server, other].map((one) => new Promise((done) => one.close(done)))));
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-lists-'));
  asked = [];
  answers = { '/lotl.xml': lotl(), '/xx.xml': xx() };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function listen(): Promise<Server> {
  const started = createServer((request, response) => {
    asked.push(`${request.headers.host === hostOf(server) ? '' : 'other '}${request.url ?? ''}`);
    const answer = answers[request.url ?? ''] ?? 404;
    if (typeof answer === 'number') response.writeHead(answer, { location: '/xx.xml' }).end();
    else response.end(answer);
  });
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  return started;
}

const hostOf = (one: Server): string => `127.0.0.1:${(one.address() as AddressInfo).port}`;
const at = (file: string, one = server): string => `http://${hostOf(one)}/${file}`;
const by = (who: TestCertificate) => ({ key: who.key.privateKey, certificate: who.der });
const xx = (change: Partial<TestList> = {}, who = operator): string =>
  signList(unsignedList({ territory: 'XX', sequenceNumber: 7, nextUpdate: later(100).toISOString(), services: [{ type: 'CA/QC', certificate: ca.der }], ...change }), by(who));
const lotl = (change: Partial<TestList> = {}, who = commission): string =>
  signList(unsignedList({ territory: 'EU', type: listOfLists, sequenceNumber: 300, nextUpdate: later(200).toISOString(), pointers: [pointer('XX', at('xx.xml'))], ...change }), by(who));
const pointer = (territory: string, location: string) => ({ territory, location, certificates: [operator.der] });

function gather(hours = 0, allowedHosts = [hostOf(server)], cache = folder): Promise<LoadedLists> {
  const addresses = [at('lotl.xml')];
  return gatherLists({ addresses, files: [], signers: [commission.der], at: later(hours) }, {
    fetch: (address) => fetchList(address, { named: addresses, allowedHosts }), store: createListStore(cache), now: later(hours), refreshAfter: 6 * hour,
  });
}

const found = ({ used, findings, services, isWhole }: LoadedLists) => ({
  used: used.map(({ territory, sequenceNumber, state }) => `${territory} ${sequenceNumber} ${state}`), services: services.length, isWhole, findings: findings.map(({ code, weight }) => `${weight} ${code}`),
});

test('a list of lists brings the lists that it points to, and says of each where and when it was had', async () => {
  const loaded = await gather();
  expect(found(loaded)).toEqual({ used: ['EU 300 fetched', 'XX 7 fetched'], services: 1, isWhole: true, findings: [] });
  expect(loaded.used[1]).toMatchObject({ source: at('xx.xml'), fetchedAt: start.toISOString(), nextUpdate: later(100).toISOString() });
});

test('a copy is used without asking for some hours, then asked for again', async () => {
  await gather();
  asked = [];
  expect(found(await gather(5))).toMatchObject({ used: ['EU 300 kept', 'XX 7 kept'], services: 1, isWhole: true, findings: [] });
  expect(asked).toEqual([]);
  answers['/xx.xml'] = xx({ sequenceNumber: 8, services: [] });
  expect(found(await gather(7))).toMatchObject({ used: ['EU 300 fetched', 'XX 8 fetched'], services: 0 });
});

describe('when a newer issue cannot be had', () => {
  beforeEach(async () => {
    await gather();
    answers['/xx.xml'] = 503;
  });

  test('the copy is used until its next update, and it is told', async () => {
    const loaded = await gather(24);
    expect(found(loaded)).toEqual({ used: ['EU 300 fetched', 'XX 7 stale'], services: 1, isWhole: true, findings: ['refused list-fetch-failed', 'note list-from-cache'] });
    expect(loaded.findings[1]?.detail).toBe(start.toISOString());
  });

  test('past its next update it vouches for nobody', async () => {
    expect(found(await gather(101))).toEqual({ used: ['EU 300 fetched'], services: 0, isWhole: false, findings: ['refused list-fetch-failed', 'refused list-expired'] });
  });
});

test.each<[string, () => string | number, string]>([
  ['an older issue', () => xx({ sequenceNumber: 6 }), 'list-older-than-known'],
  ['a list by somebody else', () => xx({ sequenceNumber: 9 }, commission), 'list-signer-unknown'],
  ['a list that was changed', () => xx({ sequenceNumber: 9 }).replace('Test provider', 'Other'), 'list-signature-invalid'],
  ['the list of another territory', () => xx({ sequenceNumber: 9, territory: 'YY' }), 'list-not-in-lotl'],
  ['a page of HTML', () => '<html></html>', 'list-not-signed'],
  ['a redirection', () => 302, 'list-fetch-failed'],
])('%s in its place is refused, does not overwrite the copy, and the copy is used with a note', async (_, answer, code) => {
  await gather();
  answers['/xx.xml'] = answer();
  expect(found(await gather(7))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 stale'], services: 1, findings: [`refused ${code}`, 'note list-from-cache'] });
  answers['/xx.xml'] = 404;
  expect(found(await gather(8))).toMatchObject({ used: ['EU 300 kept', 'XX 7 stale'], services: 1 });
});

test('an older issue gains nothing by waiting until the copy has expired', async () => {
  await gather();
  answers['/xx.xml'] = xx({ sequenceNumber: 6, nextUpdate: later(1000).toISOString() });
  expect(found(await gather(101))).toMatchObject({ used: ['EU 300 fetched'], services: 0, findings: expect.arrayContaining(['refused list-older-than-known', 'refused list-expired']) as unknown });
});

test('a host that is not allowed is not called, and the lists are not whole', async () => {
  answers['/lotl.xml'] = lotl({ pointers: [pointer('XX', at('xx.xml')), pointer('YY', at('yy.xml', other))] });
  expect(found(await gather())).toEqual({ used: ['EU 300 fetched', 'XX 7 fetched'], services: 1, isWhole: false, findings: ['refused list-host-not-allowed'] });
  expect(asked).toEqual(['/lotl.xml', '/xx.xml']);
});

test('a list of lists that does not hold sends us nowhere', async () => {
  answers['/lotl.xml'] = lotl({}, operator);
  expect(found(await gather())).toEqual({ used: [], services: 0, isWhole: false, findings: ['refused list-signer-unknown'] });
  expect(asked).toEqual(['/lotl.xml']);
});

test('pivots are fetched once, kept, and lead to whoever signs now', async () => {
  const names = { territory: 'EU', location: at('lotl.xml'), certificates: [operator.der], type: listOfLists };
  answers['/pivot-299.xml'] = lotl({ sequenceNumber: 299, issuedAt: '2020-01-01T00:00:00Z', nextUpdate: '2020-07-01T00:00:00Z', pointers: [names] });
  answers['/lotl.xml'] = lotl({ information: [at('pivot-299.xml'), 'https://eur-lex.example/oj'] }, operator);
  expect(found(await gather())).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], isWhole: true, findings: [] });
  asked = [];
  delete answers['/pivot-299.xml'];
  expect(found(await gather(7))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], isWhole: true, findings: [] });
  expect(asked).not.toContain('/pivot-299.xml');
});

describe('the folder of copies', () => {
  const files = () => readdirSync(folder).map((name) => path.join(folder, name));

  test('is believed no more than the network: a copy that somebody changed is fetched anew', async () => {
    await gather();
    for (const file of files()) writeFileSync(file, readFileSync(file, 'utf8').replace('Test provider', 'Evil provider'));
    asked = [];
    expect(found(await gather(1))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], services: 1, findings: [] });
    expect(asked).toEqual(['/lotl.xml', '/xx.xml']);
  });

  test.each(['', 'no JSON\n<x/>', '{}\n<x/>', '{"address":"http://elsewhere.example/","fetchedAt":"2026-05-04T12:00:00Z","sequenceNumber":1}\n<x/>'])('a file that holds %j counts as absent', async (content) => {
    await gather();
    for (const file of files()) writeFileSync(file, content);
    expect(found(await gather(1))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], findings: [] });
  });

  test('a copy of another address in its place counts as absent, its sequence number too', async () => {
    await gather();
    const [one = '', other = ''] = files();
    const [a, b] = [readFileSync(one), readFileSync(other)];
    writeFileSync(one, b);
    writeFileSync(other, a);
    expect(found(await gather(1))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], services: 1, findings: [] });
  });

  test('with a pivot in it that somebody changed: the pivot is fetched anew, and leads where it did', async () => {
    const names = { territory: 'EU', location: at('lotl.xml'), certificates: [operator.der], type: listOfLists };
    answers['/pivot-299.xml'] = lotl({ sequenceNumber: 299, pointers: [names] });
    answers['/lotl.xml'] = lotl({ information: [at('pivot-299.xml')] }, operator);
    await gather();
    for (const file of files()) if (readFileSync(file, 'utf8').includes('pivot-299.xml"')) writeFileSync(file, readFileSync(file, 'utf8').replace('Test provider', 'Evil provider'));
    expect(found(await gather(1))).toEqual({ used: ['EU 300 kept', 'XX 7 kept'], services: 1, isWhole: true, findings: [] });
    expect(found(await gather(7))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], isWhole: true, findings: [] });
  });

  test.each([7, 101])('that says of a copy what the copy does not say of itself, %d hours old, keeps no newer issue out', async (hours) => {
    await gather();
    for (const file of files()) {
      const [head = '', ...list] = readFileSync(file, 'utf8').split('\n');
      writeFileSync(file, [JSON.stringify({ ...(JSON.parse(head) as object), sequenceNumber: 9_000_000_000 }), ...list].join('\n'));
    }
    answers['/xx.xml'] = xx({ sequenceNumber: 8, nextUpdate: later(200).toISOString() });
    expect(found(await gather(hours))).toMatchObject({ used: ['EU 300 fetched', 'XX 8 fetched'], services: 1, isWhole: true, findings: [] });
  });

  test('that cannot be written does not keep lists from being used', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(found(await gather(0, [hostOf(server)], path.join(file, 'below')))).toMatchObject({ used: ['EU 300 fetched', 'XX 7 fetched'], services: 1, isWhole: true, findings: ['note list-cache-unusable', 'note list-cache-unusable'] });
  });

  test('holds no half-written files', async () => {
    await Promise.all([gather(), gather(), gather()]);
    expect(files().map((file) => path.extname(file))).toEqual(['.list', '.list']);
  });
});
