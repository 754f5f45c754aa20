import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { toPem } from '#pki/parse';
import { loadConfig, silentLogger } from '#platform';
import { defaultPolicy } from '#validation';
import { ValidationPool } from '#validator';
import { keepTrustedLists, type KeptLists } from '../../apps/api/src/validation/keep-trusted-lists.js';
import { signList, unsignedList } from '../../libs/trust/src/testing/build-list.js';
import { listOfLists } from '../../libs/trust/src/trusted-list/trusted-list.js';
import { signedCase, type SignedCase } from '../../libs/validation/src/testing/signed-case.js';

// The API's own wiring, with the built workers: a list of lists over HTTP becomes trust of the pool that validates what strangers send.
const built = (file: string) => pathToFileURL(path.resolve(__dirname, '../../dist/libs/validator/src', file));
const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
let our: SignedCase;
let server: Server;
let folder: string;
let pool: ValidationPool;
let kept: KeptLists | undefined;

beforeAll(async () => {
  our = await signedCase();
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-api-lists-'));
  writeFileSync(path.join(folder, 'commission.pem'), toPem(our.pki.root.der));
  const signer = { key: our.pki.root.key.privateKey, certificate: our.pki.root.der };
  server = createServer((request, response) => {
    const { issuing, tsa, root } = our.pki;
    const national = unsignedList({ territory: 'XX', services: [{ type: 'CA/QC', certificate: issuing.der }, { type: 'TSA/QTST', certificate: tsa.der }] });
    const lotl = unsignedList({ territory: 'EU', type: listOfLists, pointers: [{ territory: 'XX', location: `${address()}/xx.xml`, certificates: [root.der] }] });
    response.end(signList(request.url === '/xx.xml' ? national : lotl, signer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  pool = new ValidationPool(nobody, defaultPolicy, { workers: 1, waiting: 10, milliseconds: 60_000, megabytes: 512 }, built('validation-worker.js'));
}, 60_000);
afterAll(async () => {
  await kept?.close();
  await pool.close();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('before the lists are here nobody is confirmed and it is said; then the same file is valid, and the report names the lists', async () => {
  const at = new Date(our.pki.now.getTime() + 3_600_000);
  const before = await pool.validate(our.completed, at);
  expect([before.document.status, before.notChecked.includes('trusted-lists')]).toEqual(['indeterminate', true]);
  const config = loadConfig({ MODE: 'demo', DATA_FOLDER: folder, TRUSTED_LISTS: `${address()}/lotl.xml`, TRUSTED_LIST_SIGNERS: path.join(folder, 'commission.pem') }, 'api');
  await new Promise<void>((done) => {
    const setTrust: ValidationPool['setTrust'] = (trust) => {
      pool.setTrust(trust);
      done();
    };
    kept = keepTrustedLists({ config, anchors: nobody, pool: { setTrust }, clock: { now: () => at }, logger: silentLogger, workerFile: built('trusted-lists/lists-worker.js') });
  });
  const after = await pool.validate(our.completed, at);
  expect([after.document.status, after.notChecked.filter((what) => what.startsWith('trusted'))]).toEqual(['valid', []]);
  expect(after.trustedLists.map(({ territory, source }) => [territory, source])).toEqual([['EU', `${address()}/lotl.xml`], ['XX', `${address()}/xx.xml`]]);
  expect(kept?.used().map(({ territory }) => territory)).toEqual(['EU', 'XX']);
}, 60_000);

test.each([
  ['lists without anybody who may sign them', { TRUSTED_LISTS: 'https://ec.europa.example/lotl.xml' }],
  ['hosts without a list', { TRUSTED_LIST_HOSTS: 'ec.europa.example' }],
  ['an address that is none', { TRUSTED_LISTS: 'https://', TRUSTED_LIST_SIGNERS: 'x.pem' }],
])('%s: refused at the start', (_, environment) => {
  expect(() => loadConfig({ MODE: 'demo', ...environment }, 'api')).toThrow(expect.objectContaining({ code: 'config-invalid' }) as Error);
});

test('signers that cannot be read: refused at the start, with the variable', () => {
  const config = loadConfig({ MODE: 'demo', TRUSTED_LISTS: 'https://ec.europa.example/lotl.xml', TRUSTED_LIST_SIGNERS: path.join(folder, 'nowhere.pem') }, 'api');
  expect(() => keepTrustedLists({ config, anchors: nobody, pool, clock: { now: () => new Date() }, logger: silentLogger })).toThrow(expect.objectContaining({ code: 'trust-file-unreadable' }) as Error);
});
