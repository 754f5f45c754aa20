import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificateExtension } from '#pki/build';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { createRevocationSource } from './revocation-source.js';

let pki: TestPki;
let server: Server;
let host: string;
let about: TestCertificate;
let asked: string[];
let ocsp: () => Promise<Uint8Array | undefined>;
let crl: () => Promise<Uint8Array | undefined>;

beforeAll(async () => {
  pki = await createTestPki();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume().on('end', () => {
      void (request.url === '/ocsp' ? ocsp() : crl()).then((body) => (body === undefined ? response.writeHead(500).end() : response.end(body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  about = await pki.issue({
    subject: 'Somebody to ask about',
    issuer: pki.root,
    extensions: [certificateExtension.authorityInfoAccess({ ocsp: [`http://${host}/ocsp`] }), certificateExtension.crlDistributionPoints([`http://${host}/crl`])],
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
  ocsp = () => pki.ocsp(about);
  crl = () => pki.crl(pki.root);
});

const collect = (changes: { freshAfter?: Date; allowedHosts?: string[] } = {}) =>
  createRevocationSource({ allowedHosts: changes.allowedHosts ?? [host], timeoutMilliseconds: 1_000 }).collect({
    certificate: about.der,
    issuer: pki.root.der,
    at: pki.now,
    ...(changes.freshAfter === undefined ? {} : { freshAfter: changes.freshAfter }),
  });

test('OCSP is asked first, and its answer is enough', async () => {
  const answer = await collect();
  expect(asked).toEqual(['/ocsp']);
  expect(answer.ocspResponses).toHaveLength(1);
  expect(answer.crls).toHaveLength(0);
});

test.each<[string, () => Promise<Uint8Array | undefined>]>([
  ['does not answer', () => Promise.resolve(undefined)],
  ['answers rubbish', () => Promise.resolve(Buffer.from('rubbish'))],
  ['speaks of another certificate', async () => pki.ocsp(pki.tsa)],
])('when the responder %s, the list is asked', async (_name, answer) => {
  ocsp = answer;
  const collected = await collect();
  expect(asked).toEqual(['/ocsp', '/crl']);
  expect(collected.crls).toHaveLength(1);
  expect(collected.failures).toHaveLength(1);
});

test('a list signed by somebody else is no evidence', async () => {
  const stranger = await createTestPki({ label: 'stranger' });
  ocsp = () => Promise.resolve(undefined);
  crl = () => stranger.crl(stranger.root);
  const collected = await collect();
  expect([...collected.crls, ...collected.ocspResponses]).toEqual([]);
  expect(collected.failures).toHaveLength(2);
});

test('evidence from before the signature does not count', async () => {
  const collected = await collect({ freshAfter: new Date(pki.now.getTime() + 60_000) });
  expect([...collected.crls, ...collected.ocspResponses]).toEqual([]);
});

test('no address in a certificate can make us call a host that is not allowed', async () => {
  const collected = await collect({ allowedHosts: ['ocsp.exempel.example'] });
  expect(asked).toEqual([]);
  expect(collected.failures.join()).toContain('may not be called');
});
