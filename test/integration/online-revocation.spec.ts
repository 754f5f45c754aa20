import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createSampleMinutes } from '#demo';
import { appendSignature, createRevocationSource, prepareMinutes } from '#pades';
import { certificateExtension } from '#pki/build';
import { Oid } from '#pki/parse';
import { loadConfig, randomIds, silentLogger } from '#platform';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy } from '#validation';
import { rememberAnswers, ValidationPool } from '#validator';
import type { ApiContext } from '../../apps/api/src/api-context.js';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { ProblemFilter } from '../../apps/api/src/problems/problem.filter.js';

// The API with its own pool of built workers, and a responder over HTTP: a file that lacks revocation data is judged once more with what came.
let pki: TestPki;
let signed: Uint8Array;
let responder: Server;
let asked = 0;
let pool: ValidationPool;
const running: NestExpressApplication[] = [];

beforeAll(async () => {
  pki = await createTestPki();
  responder = createServer((_request, response) => {
    asked += 1;
    void pki.crl(pki.issuing).then((crl) => response.end(crl));
  });
  await new Promise<void>((done) => responder.listen(0, '127.0.0.1', done));
  signed = await signedBy(await pki.issue({ subject: [{ oid: Oid.commonName, value: 'Anna Ek' }], keyUsage: ['contentCommitment'], extensions: [certificateExtension.crlDistributionPoints([`http://${host()}/ca.crl`])] }));
  const trust = { signatureAnchors: [pki.issuing.der], sealAnchors: [], timestampAnchors: [] };
  const worker = pathToFileURL(path.resolve(__dirname, '../../dist/libs/validator/src/validation-worker.js'));
  pool = new ValidationPool(trust, defaultPolicy, { workers: 1, waiting: 10, milliseconds: 60_000, megabytes: 512 }, worker);
}, 60_000);
beforeEach(() => {
  asked = 0;
});
afterAll(async () => {
  await Promise.all(running.map((app) => app.close()));
  await pool.close();
  await new Promise((done) => responder.close(done));
});

const host = (): string => `127.0.0.1:${(responder.address() as AddressInfo).port}`;

async function signedBy({ der, chain, signer }: TestCertificate): Promise<Uint8Array> {
  const original = await createSampleMinutes();
  const { update, fields } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'X 1',
    requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://x.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'chair' }] }],
  });
  const head = Buffer.concat([original, update]);
  const appended = await appendSignature({
    head, fieldName: fields[0]?.name ?? '', signerName: 'Anna Ek', roleTitle: 'ordförande', methodText: 'test', language: 'sv', signingTime: pki.now, timeZone: 'Europe/Stockholm', level: 'B-B',
    identity: { certificate: der, chain, signer },
  });
  return Buffer.concat([head, appended.update]);
}

async function api(allowedHosts: readonly string[] | undefined): Promise<string> {
  const clock = { now: () => pki.now };
  const context: ApiContext = {
    config: loadConfig({ MODE: 'demo', PUBLIC_URL: 'http://127.0.0.1:1' }, 'api'),
    dependencies: { database: {} as never, clock, ids: randomIds, logger: silentLogger, maximumFileBytes: 10_000_000 } as never,
    revocation: allowedHosts === undefined ? undefined : rememberAnswers(createRevocationSource({ allowedHosts }), { clock, milliseconds: 60_000, most: 10, atOnce: 4 }),
    signer: {} as never, changes: {} as never, waitingRoom: {} as never, validation: pool, anchors: [], trustedLists: () => [], caughtMails: undefined, secure: false, staffSecret: {} as never,
  };
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.register(context), { logger: false });
  app.useGlobalFilters(new ProblemFilter(silentLogger, randomIds));
  await app.listen(0, '127.0.0.1');
  running.push(app);
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/v1/validations`;
}

async function judge(url: string): Promise<readonly [string, string[]]> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(signed)]), 'x.pdf');
  const response = await fetch(url, { method: 'POST', body: form });
  const { document, notChecked } = (await response.json()) as { document: { status: string }; notChecked: string[] };
  return [document.status, notChecked.filter((what) => what.startsWith('online'))];
}

test('where nobody may be asked the file stays open, and it is said that nobody was asked', async () => {
  expect(await judge(await api(undefined))).toEqual(['indeterminate', ['online-revocation']]);
  expect(asked).toBe(0);
}, 60_000);

test('what is missing is fetched from an allowed host and counts; the same file again asks nobody', async () => {
  const url = await api([host()]);
  expect(await judge(url)).toEqual(['valid', []]);
  expect(await judge(url)).toEqual(['valid', []]);
  expect(asked).toBe(1);
}, 60_000);

test('a host that is not allowed is not called, whatever the certificate says', async () => {
  expect(await judge(await api(['ocsp.exempel.example']))).toEqual(['indeterminate', ['online-revocation']]);
  expect(asked).toBe(0);
}, 60_000);
