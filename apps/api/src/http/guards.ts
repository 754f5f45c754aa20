import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { systemClock } from '#platform';
import type { ApiContext } from '../api-context.js';
import { readCookie } from './cookies.js';
import { EdgeError } from './edge-error.js';
import { RateLimit } from './rate-limit.js';

const PUBLIC = 'justera:public';

/** Routes are closed to all but staff unless they say this. A test lists those that do. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

const bearerOf = (request: Request): string | undefined => /^Bearer ([\w.~+/=-]{16,200})$/.exec(request.headers.authorization ?? '')?.[1];

/** Every route but the public ones needs the staff secret as bearer, or a staff session. */
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly context: ApiContext,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [execution.getHandler(), execution.getClass()]) === true) return true;
    const request = execution.switchToHttp().getRequest<Request>();
    const bearer = bearerOf(request);
    if (bearer !== undefined && (await this.context.staffSecret.isRight(bearer))) return true;
    const session = readCookie(request, 'justera_staff');
    if (session !== undefined && (await this.context.staffSecret.isSession(session))) return true;
    throw new EdgeError('staff-session-missing');
  }
}

/** What changes something must come from our own page (a header that no other site can send without being asked) or carry a bearer. */
export class OwnPageGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<Request>();
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    if (bearerOf(request) !== undefined || request.headers['x-justera-request'] === '1') return true;
    // Validation takes files from anybody's tools, sets no cookie and reads none.
    if (request.path === '/api/v1/validations') return true;
    throw new EdgeError('request-not-from-our-page');
  }
}

const MINUTE = 60_000;
/** Uses per minute and address. Paths not named are not limited here. */
const limits: Readonly<Record<string, RateLimit>> = {
  'POST /api/v1/ceremony/session': new RateLimit(120, MINUTE),
  'POST /api/v1/ceremony/code': new RateLimit(60, MINUTE),
  'POST /api/v1/ceremony/authentication': new RateLimit(60, MINUTE),
  'POST /api/v1/ceremony/error-reports': new RateLimit(20, MINUTE),
  'POST /api/v1/links/renew': new RateLimit(10, MINUTE),
  'POST /api/v1/staff/session': new RateLimit(10, MINUTE),
  'POST /api/v1/validations': new RateLimit(60, MINUTE),
};

export class RateGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<Request>();
    const limit = limits[`${request.method} ${request.path}`];
    if (limit === undefined) return true;
    const [key, now] = [request.ip ?? '', systemClock.now().getTime()];
    const wait = limit.use(key, now);
    const { limit: most, remaining, reset } = limit.standing(key, now);
    // draft-ietf-httpapi-ratelimit-headers, in the form that clients read today.
    execution.switchToHttp().getResponse<Response>().set({ 'RateLimit-Limit': String(most), 'RateLimit-Remaining': String(remaining), 'RateLimit-Reset': String(reset) });
    if (wait > 0) throw new EdgeError('too-many-requests', { retryAfterSeconds: wait });
    return true;
  }
}
