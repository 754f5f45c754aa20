import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { verifyExport } from '#evidence';
import { createSampleMinutes } from '#demo';
import { DeskClient } from '../../apps/cli/src/demo/desk-client.js';
import { runCase } from '../../apps/cli/src/demo/run-case.js';
import { startSurroundings, type Surroundings } from '../../apps/cli/src/demo/surroundings.js';

const root = path.resolve(__dirname, '..', '..');

/** A TSA in front of the demo's that can hold its answers back: the moment in which a signature is made and not yet kept. */
interface HeldTsa {
  url: string;
  /** Resolves when a question waits. */
  asked: Promise<void>;
  release(): void;
  stop(): void;
}

async function startHeldTsa(target: () => string): Promise<HeldTsa> {
  let holding = true;
  let tellAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (tellAsked = resolve));
  const server: Server = createServer((request, response) => {
    if (holding) {
      tellAsked();
      // Never answered: whoever asked is dead by the time we would.
      return;
    }
    const onward = httpRequest(target(), { method: 'POST', headers: { 'content-type': 'application/timestamp-query' } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    asked,
    release: () => (holding = false),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let folder: string;
let surroundings: Surroundings;
let tsa: HeldTsa;
const children: ChildProcess[] = [];

async function start(name: 'api' | 'signer' | 'worker'): Promise<ChildProcess> {
  const main = path.join(root, 'dist', 'apps', name, 'src', 'main.js');
  if (!existsSync(main)) throw new Error(`${main} is not built: run "npm test", which builds first`);
  const environment = { PATH: process.env['PATH'] ?? '', ...surroundings.environment(name) };
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => data.includes('ready') && resolve());
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return child;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-kill-'));
  let own = '';
  tsa = await startHeldTsa(() => own);
  surroundings = await startSurroundings({
    dataFolder: folder,
    persons: [{ name: 'Bo Lind' }, { name: 'Anna Ek' }],
    tsaUrl: (url) => {
      own = url;
      return tsa.url;
    },
  });
}, 60_000);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  tsa.stop();
  await surroundings.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('kill -9 of the signer while it waits for its timestamp: nobody comes back, nothing is lost, nothing is signed twice', async () => {
  const signer = await start('signer');
  await start('worker');
  await start('api');
  const url = `http://127.0.0.1:${surroundings.apiPort}`;
  // The processes run apart, so the mails are read from the catcher here and not through the desk.
  const desk = new DeskClient(url, secret);
  const body = await desk.json<{ id: string }>('bodies', { slug: 'test', displayName: 'Testkommun', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm' });
  const killed = tsa.asked.then(async () => {
    signer.kill('SIGKILL');
    await new Promise((resolve) => signer.once('exit', resolve));
    tsa.release();
    await start('signer');
  });
  const finished = await runCase(
    desk,
    body.id,
    {
      file: await createSampleMinutes(), fileName: 'protokoll.pdf', title: 'Protokoll', registrationNumber: 'KS 1', authentication: 'openIdConnect',
      signatories: [
        { name: 'Bo Lind', email: 'bo.lind@exempel.example', role: 'secretary', step: 1 },
        { name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'chair', step: 2 },
      ],
    },
    folder,
    () => undefined,
    mailbox.url,
  );
  await killed;
  const view = await desk.json<{ state: string; revisions: { kind: string }[]; tasks: { state: string }[] }>(`sign-requests/${finished.id}`);
  expect(view.state).toBe('completed');
  expect(view.tasks.map(({ state }) => state)).toEqual(['signed', 'signed']);
  expect(view.revisions.map(({ kind }) => kind)).toEqual(['original', 'prepared', 'signature', 'signature', 'securityStore', 'documentTimestamp']);
  const exported = await desk.json<unknown>(`sign-requests/${finished.id}/evidence/export`);
  expect(verifyExport(exported)).toMatchObject({ ok: true });
  const form = new FormData();
  form.append('file', new Blob([await desk.bytes(`sign-requests/${finished.id}/file`)]), 'signed.pdf');
  const report = (await (await fetch(`${url}/api/v1/validations`, { method: 'POST', body: form })).json()) as { document: { status: string; complete: string } };
  expect(report.document).toMatchObject({ status: 'valid', complete: 'yes' });
}, 180_000);

let secret = '';
const mailbox = { url: '' };
let mailServer: Server;

beforeAll(async () => {
  const { openDatabase } = await import('#persistence');
  const { randomIds, systemClock } = await import('#platform');
  const { StaffSecret } = await import('../../apps/api/src/staff/staff-secret.js');
  const database = await openDatabase({ url: surroundings.access.urlOf('api'), role: 'api' });
  secret = (await new StaffSecret(database, systemClock, randomIds).ensure()) ?? '';
  await database.close();
  mailServer = createServer((request, response) => {
    const mails = surroundings.mail.mails();
    const id = /^\/mails\/(.+)$/.exec(request.url ?? '')?.[1];
    const answer = id === undefined ? { items: mails } : mails.find((mail) => mail.id === decodeURIComponent(id));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  mailbox.url = `http://127.0.0.1:${(mailServer.address() as AddressInfo).port}/mails`;
}, 60_000);

afterAll(() => {
  mailServer.closeAllConnections();
  mailServer.close();
});
