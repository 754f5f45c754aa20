import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { clearCookie, readCookie, setCookie } from '../http/cookies.js';
import { EdgeError } from '../http/edge-error.js';
import { Public } from '../http/guards.js';

@Controller('api/v1/staff/session')
export class StaffSessionController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Public()
  @Post()
  @HttpCode(200)
  async open(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<object> {
    const secret = typeof body === 'object' && body !== null && 'secret' in body ? body.secret : undefined;
    if (typeof secret !== 'string' || secret.length > 200 || !(await this.context.staffSecret.isRight(secret.trim()))) throw new EdgeError('staff-secret-wrong');
    const { session, seconds } = await this.context.staffSecret.openSession();
    setCookie(response, 'justera_staff', session, { maxAgeSeconds: seconds, sameSite: 'strict', secure: this.context.secure });
    return { signedIn: true };
  }

  @Get()
  look(): object {
    return { signedIn: true };
  }

  @Delete()
  @HttpCode(204)
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const session = readCookie(request, 'justera_staff');
    if (session !== undefined) await this.context.staffSecret.endSession(session);
    clearCookie(response, 'justera_staff');
  }
}
