import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyExport } from '#evidence';
import { createSampleMinutes } from '#demo';
import { runCase } from '../../apps/cli/src/demo/run-case.js';
import { startSystem, type System } from '../support/system.js';

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

let system: System;
let tsa: HeldTsa;

beforeAll(async () => {
  let own = '';
  tsa = await startHeldTsa(() => own);
  system = await startSystem({
    persons: [{ name: 'Bo Lind' }, { name: 'Anna Ek' }],
    tsaUrl: (url) => {
      own = url;
      return tsa.url;
    },
  });
}, 120_000);

afterAll(async () => {
  tsa.stop();
  await system.stop();
}, 60_000);

test('kill -9 of the signer while it waits for its timestamp: nobody comes back, nothing is lost, nothing is signed twice', async () => {
  const signer = await system.start('signer');
  await system.start('worker');
  await system.start('api');
  const { desk, url } = system;
  const body = await desk.json<{ id: string }>('bodies', { slug: 'test', displayName: 'Testkommun', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm' });
  const killed = tsa.asked.then(async () => {
    signer.kill('SIGKILL');
    await new Promise((resolve) => signer.once('exit', resolve));
    tsa.release();
    await system.start('signer');
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
    system.folder,
    () => undefined,
    system.mailbox,
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
