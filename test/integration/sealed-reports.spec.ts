import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { writePkcs12 } from '#issuance';
import { extractText, openPdf } from '#pdf/read';
import { loadConfig, randomIds, Secret, silentLogger, systemClock } from '#platform';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy, validate } from '#validation';
import { describeInBoth } from '#validator';
import type { ApiContext } from '../../apps/api/src/api-context.js';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { SignerClient } from '../../apps/api/src/ceremony/signer-client.js';
import { ProblemFilter } from '../../apps/api/src/problems/problem.filter.js';
import { ServiceGuard } from '../../apps/signer/src/ceremony.controller.js';
import { RefusalFilter } from '../../apps/signer/src/refusal.filter.js';
import { maxReportBytes, REPORT_SEALER, ReportSealController, ReportSealer } from '../../apps/signer/src/report-seal.controller.js';
import { openReportSeal } from '../../apps/signer/src/seal-keys.js';
import { smallDocument } from '../../libs/validation/src/testing/small-document.js';

// The report's way through both processes: drawn by the API, sealed by the signing component with a key of its own.
const secret = new Secret('a secret between the two of at least 32');
const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
let pki: TestPki;
let seal: TestCertificate;
let folder: string;
let file: string;
let sealer: ReportSealer;
const running: NestExpressApplication[] = [];
let signerUrl: string;
let apiUrl: string;
const surroundings = { mode: 'production', clock: systemClock, logger: silentLogger } as const;

async function serve(module: object, set: (app: NestExpressApplication) => void): Promise<string> {
  const app = await NestFactory.create<NestExpressApplication>(module, { logger: false });
  set(app);
  await app.listen(0, '127.0.0.1');
  running.push(app);
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

beforeAll(async () => {
  pki = await createTestPki({ now: new Date() });
  seal = await pki.issue({ subject: [{ oid: '2.5.4.10', value: 'Ängaryds kommun' }, { oid: '2.5.4.97', value: 'NTRSE-2120000001' }, { oid: '2.5.4.3', value: 'Ängaryds kommun, kontroll' }], keyUsage: ['contentCommitment'] });
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-report-seal-'));
  file = path.join(folder, 'report-seal.json');
  writeFileSync(path.join(folder, 'seal.p12'), writePkcs12(seal.key.privateKey, [seal.der, ...seal.chain], 'seal', 'once'), { mode: 0o600 });
  writeFileSync(file, JSON.stringify({ key: 'seal.p12', passphrase: 'once' }), { mode: 0o600 });
  sealer = new ReportSealer(await openReportSeal(file, surroundings), systemClock);

  @Module({ controllers: [ReportSealController], providers: [{ provide: REPORT_SEALER, useFactory: () => ({ seal: (...given: Parameters<ReportSealer['seal']>) => sealer.seal(...given) }) }] })
  class Signer {}
  signerUrl = await serve(Signer, (app) => {
    app.useBodyParser('raw', { type: 'application/pdf', limit: maxReportBytes });
    app.useGlobalGuards(new ServiceGuard(secret));
    app.useGlobalFilters(new RefusalFilter(silentLogger));
  });
  apiUrl = await serve(ApiModule.register(contextWith(signerUrl)), (app) => app.useGlobalFilters(new ProblemFilter(silentLogger, randomIds)));
}, 60_000);
afterAll(async () => {
  await Promise.all(running.map((app) => app.close()));
  rmSync(folder, { recursive: true, force: true });
});

function contextWith(url: string): ApiContext {
  return {
    config: loadConfig({ MODE: 'demo', PUBLIC_URL: 'http://127.0.0.1:1', SEAL_REPORTS: 'yes' }, 'api'),
    dependencies: { database: {} as never, clock: systemClock, ids: randomIds, logger: silentLogger, maximumFileBytes: 1_000_000, examineUpload: () => Promise.reject(new Error('not asked here')) },
    signer: new SignerClient(url, secret.reveal(), silentLogger),
    changes: {} as never, waitingRoom: {} as never, revocation: undefined, anchors: [], trustedLists: () => [], caughtMails: undefined, secure: false, staffSecret: {} as never,
    validation: { validate: (bytes: Uint8Array, at: Date) => Promise.resolve(describeInBoth(validate(bytes, nobody, defaultPolicy, at))) } as never,
  };
}

function ask(url = apiUrl): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(smallDocument())]), 'x.pdf');
  return fetch(`${url}/api/v1/validations?language=en`, { method: 'POST', body: form, headers: { accept: 'application/pdf' } });
}

type Body = NonNullable<RequestInit['body']>;

function bring(body: Body, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${signerUrl}/internal/reports/seal`, { method: 'POST', body, headers: { 'content-type': 'application/pdf', authorization: `Bearer ${secret.reveal()}`, ...headers } });
}

test('the PDF report of a stranger\'s file comes sealed, and our own validator finds the seal whole, trusted as a seal, over everything', async () => {
  const response = await ask();
  expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'application/pdf', expect.stringContaining('x.validation.pdf')]);
  const pdf = new Uint8Array(await response.arrayBuffer());
  const { current } = openPdf(pdf);
  expect(current.pages().map((page) => extractText(current, page)).join(' ')).toContain('Not signed.');
  const trust = { ...nobody, sealAnchors: [pki.root.der], crls: [await pki.crl(pki.issuing), await pki.crl(pki.root)] };
  const report = validate(pdf, trust, defaultPolicy, new Date());
  expect(report.signatures).toMatchObject([{ kind: 'seal', indication: 'TOTAL_PASSED', integrity: 'intact', changesAfter: 'none', coversWholeDocument: true, level: 'PAdES_BASELINE_B', signatory: { organization: 'Ängaryds kommun' }, trust: { status: 'trusted' } }]);
  expect(report.document.status).toBe('valid');
});

test('where it cannot be sealed no PDF is given out, and it is no verdict', async () => {
  const deaf = await serve(ApiModule.register(contextWith('http://127.0.0.1:1')), (app) => app.useGlobalFilters(new ProblemFilter(silentLogger, randomIds)));
  const kept = sealer;
  for (const url of [deaf, apiUrl]) {
    sealer = new ReportSealer(undefined, systemClock);
    const response = await ask(url);
    expect([response.status, response.headers.get('content-disposition'), ((await response.json()) as { code: string }).code]).toEqual([503, null, 'report-seal-unavailable']);
  }
  sealer = kept;
}, 60_000);

test.each<[string, () => Promise<Body>]>([
  ['somebody\'s minutes', () => Promise.resolve(new Uint8Array(smallDocument()))],
  ['minutes with an empty field of that name and another', () => Promise.resolve(new Uint8Array(smallDocument({ signatureFields: [{ name: 'Report.Seal' }, { name: 'Other' }] })))],
  ['a report that is sealed already', async () => new Uint8Array(await (await ask()).arrayBuffer())],
  ['no PDF', () => Promise.resolve('hello')],
])('the seal is for unsealed reports only: %s', async (_, body) => {
  const response = await bring(await body());
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'not-an-unsealed-report']);
});

test('nobody but our API may ask, and nothing larger than a report', async () => {
  expect((await bring('x', { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await bring(new Uint8Array(maxReportBytes + 1))).status).toBe(413);
  expect((await bring('{}', { 'content-type': 'application/json' })).status).toBe(400);
});

test('strangers cannot keep the signing component busy: the fifth report at once is turned away', async () => {
  const slow = new ReportSealer({ ...(await openReportSeal(file, surroundings)) as NonNullable<Awaited<ReturnType<typeof openReportSeal>>>, signer: { ...seal.signer, sign: () => new Promise<never>(() => undefined) } }, systemClock);
  const { pdfReport } = await import('#validator');
  const report = await pdfReport(describeInBoth(validate(smallDocument(), nobody, defaultPolicy, new Date())), 'x.pdf', 'sv');
  for (let i = 0; i < 4; i += 1) void slow.seal(report, 'sv');
  await expect(slow.seal(report, 'sv')).rejects.toMatchObject({ code: 'report-seal-busy' });
}, 60_000);

test.each<[string, () => void]>([
  ['readable by others', () => chmodSync(file, 0o644)],
  ['of another form', () => writeFileSync(file, '{"key":"seal.p12"}')],
  ['no JSON', () => writeFileSync(file, 'seal.p12')],
  ['not there', () => rmSync(file)],
])('a seal file that is %s is refused at the start, by the variable\'s name', async (_, spoil) => {
  spoil();
  await expect(openReportSeal(file, surroundings)).rejects.toMatchObject({ code: 'config-invalid', problems: [{ variable: 'REPORT_SEAL_FILE' }] });
  writeFileSync(file, JSON.stringify({ key: 'seal.p12', passphrase: 'once' }));
  chmodSync(file, 0o600);
});
