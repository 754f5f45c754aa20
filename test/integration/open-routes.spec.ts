import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { loadConfig, randomIds, silentLogger, systemClock } from '#platform';
import { ApiModule } from '../../apps/api/src/api.module.js';
import type { ApiContext } from '../../apps/api/src/api-context.js';
import { CeremonyController } from '../../apps/api/src/ceremony/ceremony.controller.js';
import { LinksController } from '../../apps/api/src/ceremony/links.controller.js';
import { DeskController } from '../../apps/api/src/cases/desk.controller.js';
import { NoticesController } from '../../apps/api/src/cases/notices.controller.js';
import { SignRequestsController } from '../../apps/api/src/cases/sign-requests.controller.js';
import { HealthController } from '../../apps/api/src/health.controller.js';
import { ProblemFilter } from '../../apps/api/src/problems/problem.filter.js';
import { StaffSessionController } from '../../apps/api/src/staff/staff-session.controller.js';
import { ValidationsController } from '../../apps/api/src/validation/validations.controller.js';

const controllers = [CeremonyController, LinksController, DeskController, SignRequestsController, NoticesController, HealthController, StaffSessionController, ValidationsController];

/** What may be asked without logging in: links, validation, health, and logging in itself. */
const open = new Set([
  'POST /api/v1/ceremony/session', 'GET /api/v1/ceremony', 'GET /api/v1/ceremony/document', 'POST /api/v1/ceremony/authentication', 'POST /api/v1/ceremony/code',
  'GET /api/v1/ceremony/callback', 'GET /api/v1/ceremony/consent', 'POST /api/v1/ceremony/consent', 'POST /api/v1/ceremony/decline', 'POST /api/v1/ceremony/error-reports',
  'POST /api/v1/links/renew', 'POST /api/v1/downloads/session', 'GET /api/v1/downloads/file',
  'POST /api/v1/validations', 'GET /api/v1/trust', 'GET /live', 'GET /ready', 'POST /api/v1/staff/session',
]);

function routes(): string[] {
  return controllers.flatMap((controller) => {
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const handler = (controller.prototype as unknown as Record<string, object>)[name];
      const method = handler === undefined ? undefined : (Reflect.getMetadata(METHOD_METADATA, handler) as number | undefined);
      if (handler === undefined || method === undefined) return [];
      const path = [base, Reflect.getMetadata(PATH_METADATA, handler) as string].filter((part) => part !== '/' && part !== '').join('/');
      return [`${RequestMethod[method]} /${path}`];
    });
  });
}

let app: NestExpressApplication;
let url: string;

beforeAll(async () => {
  const nothing = (): never => {
    throw new Error('a route without a login got as far as its work');
  };
  const context: ApiContext = {
    config: loadConfig({ MODE: 'demo', PUBLIC_URL: 'http://127.0.0.1:1' }, 'api'),
    dependencies: { database: { withoutBody: nothing, inBody: nothing } as never, clock: systemClock, ids: randomIds, logger: silentLogger, maximumFileBytes: 1000, examineUpload: nothing },
    signer: {} as never, changes: {} as never, waitingRoom: {} as never, validation: {} as never, anchors: [], revocation: undefined, trustedLists: () => [], caughtMails: undefined, secure: false,
    staffSecret: { isRight: () => Promise.resolve(false), isSession: () => Promise.resolve(false) } as never,
  };
  app = await NestFactory.create<NestExpressApplication>(ApiModule.register(context), { logger: false });
  app.useGlobalFilters(new ProblemFilter(silentLogger, randomIds));
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});

afterAll(() => app.close());

test('the list of open routes is the whole truth', () => {
  expect(routes().filter((route) => open.has(route)).sort()).toEqual([...open].sort());
  expect(routes().length).toBeGreaterThan(open.size);
});

test.each(routes().filter((route) => !open.has(route)))('%s answers 401 without a login', async (route) => {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(url + path.replaceAll(/:\w+/g, '0190f000-0000-7000-8000-000000000001'), { method, headers: { 'x-justera-request': '1' } });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'staff-session-missing' });
});

test('a form on another site cannot ask for anything: the header that only our page sends is missing', async () => {
  const response = await fetch(`${url}/api/v1/ceremony/consent`, { method: 'POST' });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'request-not-from-our-page' });
});
