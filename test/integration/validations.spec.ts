import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadConfig, randomIds, silentLogger, systemClock } from '#platform';
import { defaultPolicy, validate } from '#validation';
import { describeInBoth } from '#validator';
import type { ApiContext } from '../../apps/api/src/api-context.js';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { ProblemFilter } from '../../apps/api/src/problems/problem.filter.js';
import { smallDocument } from '../../libs/validation/src/testing/small-document.js';

const maxFileBytes = 200_000;
const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
let app: NestExpressApplication;
let url: string;
let judged = 0;

beforeAll(async () => {
  const nothing = (): never => {
    throw new Error('validation needs no database');
  };
  const context: ApiContext = {
    config: loadConfig({ MODE: 'demo', PUBLIC_URL: 'http://127.0.0.1:1', MAX_FILE_BYTES: String(maxFileBytes) }, 'api'),
    dependencies: { database: { withoutBody: nothing, inBody: nothing } as never, clock: systemClock, ids: randomIds, logger: silentLogger, maximumFileBytes: maxFileBytes, examineUpload: nothing },
    signer: {} as never, changes: {} as never, waitingRoom: {} as never, anchors: [], revocation: undefined, trustedLists: () => [], caughtMails: undefined, secure: false, staffSecret: {} as never,
    validation: { validate: (bytes: Uint8Array, at: Date) => Promise.resolve(describeInBoth(((judged += 1), validate(bytes, nobody, defaultPolicy, at)))) } as never,
  };
  app = await NestFactory.create<NestExpressApplication>(ApiModule.register(context), { logger: false });
  app.useGlobalFilters(new ProblemFilter(silentLogger, randomIds));
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/v1/validations`;
});

afterAll(() => app.close());

function post(bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), 'protokoll å.pdf');
  return fetch(url, { method: 'POST', body: form, headers });
}

test('anybody gets the report as JSON, with the file\'s own name and how much may still be asked', async () => {
  const response = await post(smallDocument());
  const report = (await response.json()) as Record<string, unknown>;
  expect([response.status, report['file'], response.headers.get('cache-control')]).toEqual([200, 'protokoll å.pdf', 'no-store']);
  expect(Number(response.headers.get('ratelimit-limit')) - Number(response.headers.get('ratelimit-remaining'))).toBeGreaterThan(0);
  const { texts, ...bare } = report;
  expect(Object.keys(texts as object)).toEqual(['sv', 'en']);
  const isReport = new Ajv2020().compile(JSON.parse(readFileSync(path.resolve(__dirname, '../../docs/validation-report.schema.json'), 'utf8')) as object);
  isReport(bare);
  expect(isReport.errors ?? []).toEqual([]);
});

test('the same as ETSI XML and as PDF, by Accept', async () => {
  const xml = await post(smallDocument(), { accept: 'application/xml' });
  expect([xml.status, xml.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  expect(await xml.text()).toMatch(/^<\?xml .*\n<ValidationReport xmlns="http:\/\/uri\.etsi\.org\/19102\//u);
  const pdf = await post(smallDocument(), { accept: 'application/pdf', 'accept-language': 'en' });
  expect([pdf.status, pdf.headers.get('content-type'), pdf.headers.get('content-disposition')?.includes('validation.pdf')]).toEqual([200, 'application/pdf', true]);
  expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
}, 60_000);

test('what cannot be had is refused before the file is judged', async () => {
  const before = judged;
  const response = await post(smallDocument(), { accept: 'image/png' });
  expect([response.status, ((await response.json()) as { code: string }).code, judged]).toEqual([406, 'not-acceptable', before]);
});

test('no file, and a file larger than allowed, are problems with a code and not verdicts', async () => {
  const none = await fetch(url, { method: 'POST', body: new FormData() });
  expect([none.status, none.headers.get('content-type')]).toEqual([422, 'application/problem+json; charset=utf-8']);
  const large = await post(Buffer.alloc(maxFileBytes + 1));
  expect([large.status, ((await large.json()) as { code: string }).code]).toEqual([413, 'file-too-large']);
});

test('an upload that says it is too large is refused before its body is sent', async () => {
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '99999999999' } }, (response) => {
      resolve(response.statusCode);
      response.resume();
      asked.destroy();
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });
  expect(answer).toBe(413);
});

test('a hostile file is an answer like any other', async () => {
  const response = await post(Buffer.from('%PDF-1.7\n1 0 obj [ '.repeat(500)));
  expect([response.status, ((await response.json()) as { document: { status: string } }).document.status]).toEqual([200, 'unreadable']);
});
