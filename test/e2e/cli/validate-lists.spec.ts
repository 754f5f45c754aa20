import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { toPem } from '#pki/parse';
import { signList, unsignedList } from '../../../libs/trust/src/testing/build-list.js';
import { listOfLists } from '../../../libs/trust/src/trusted-list/trusted-list.js';
import { signedCase, type SignedCase } from '../../../libs/validation/src/testing/signed-case.js';

// `justera validate` as a process of its own, with trusted lists over HTTP.
const root = path.resolve(__dirname, '../../..');
const main = path.join(root, 'dist/apps/cli/src/main.js');
let folder: string;
let our: SignedCase;
let server: Server;
let answers: Record<string, string | undefined>;
let asked: string[] = [];

beforeAll(async () => {
  if (!existsSync(main)) throw new Error(`${main} is not built: run "npm test", which builds first`);
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-lists-'));
  our = await signedCase();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else response.end(answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  writeFileSync(path.join(folder, 'valid.pdf'), our.completed);
  writeFileSync(path.join(folder, 'commission.pem'), toPem(our.pki.root.der));
  const signer = { key: our.pki.root.key.privateKey, certificate: our.pki.root.der };
  const national = { key: our.pki.ocspResponder.key.privateKey, certificate: our.pki.ocspResponder.der };
  answers = {
    '/lotl.xml': signList(unsignedList({ territory: 'EU', type: listOfLists, pointers: [{ territory: 'XX', location: `${address()}/xx.xml`, certificates: [national.certificate] }] }), signer),
    '/xx.xml': signList(unsignedList({ territory: 'XX', services: [{ type: 'CA/QC', certificate: our.pki.issuing.der }, { type: 'TSA/QTST', certificate: our.pki.tsa.der }] }), national),
  };
}, 60_000);
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

const host = (): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const address = (): string => `http://${host()}`;

interface Report {
  readonly document: { readonly status: string };
  readonly trustedLists: readonly { readonly territory: string; readonly state: string }[];
  readonly notChecked: readonly string[];
}

/** Not waited for in one piece: the lists are served by this very process. */
function run(...args: string[]): Promise<{ readonly code: number; readonly report: Report; readonly err: string }> {
  const at = new Date(our.pki.now.getTime() + 3_600_000).toISOString();
  const all = ['validate', 'valid.pdf', '--list-signer', 'commission.pem', '--list-cache', 'cache', '--at', at, '--json', ...args];
  return new Promise((done) => {
    execFile(process.execPath, [main, ...all], { cwd: folder, timeout: 60_000 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, report: (out === '' ? {} : JSON.parse(out)) as Report, err });
    });
  });
}

const seen = ({ code, report: { document, trustedLists, notChecked } }: Awaited<ReturnType<typeof run>>) => ({
  code, status: document.status, lists: trustedLists.map(({ territory, state }) => `${territory} ${state}`), open: notChecked.filter((what) => what.startsWith('trusted-lists')),
});

test('a list of lists over HTTP vouches for signatures and timestamps; the second time its copies do, without a question', async () => {
  expect(seen(await run('--trusted-list', `${address()}/lotl.xml`))).toEqual({ code: 0, status: 'valid', lists: ['EU fetched', 'XX fetched'], open: [] });
  expect(asked).toEqual(['/lotl.xml', '/xx.xml']);
  asked = [];
  expect(seen(await run('--trusted-list', `${address()}/lotl.xml`))).toEqual({ code: 0, status: 'valid', lists: ['EU kept', 'XX kept'], open: [] });
  expect(asked).toEqual([]);
}, 120_000);

test('a national list on a host that nobody named is not asked for', async () => {
  const signer = { key: our.pki.root.key.privateKey, certificate: our.pki.root.der };
  answers['/other.xml'] = signList(unsignedList({ territory: 'EU', type: listOfLists, pointers: [{ territory: 'XX', location: 'http://elsewhere.example/xx.xml', certificates: [our.pki.root.der] }] }), signer);
  const done = await run('--trusted-list', `${address()}/other.xml`);
  expect(seen(done)).toEqual({ code: 2, status: 'indeterminate', lists: ['EU fetched'], open: ['trusted-lists'] });
  expect(done.err).toContain('not used: http://elsewhere.example/xx.xml: list-host-not-allowed');
}, 120_000);
