import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { findSession, openDownload, openRevision, renewLink, type TaskRef } from '#signing';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { textOf } from '../http/body.js';
import { readCookie, setCookie } from '../http/cookies.js';
import { EdgeError } from '../http/edge-error.js';
import { Public } from '../http/guards.js';
import { sendRevision } from '../http/send-file.js';

/** What a link from a mail can do besides signing: ask for a new one, fetch the finished file. */
@Public()
@Controller('api/v1')
export class LinksController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Post('links/renew')
  @HttpCode(202)
  async renew(@Body() body: unknown): Promise<object> {
    await renewLink(this.context.dependencies, { token: textOf(body, 'token') });
    return { sent: true };
  }

  @Post('downloads/session')
  @HttpCode(200)
  async open(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<object> {
    const { session, expiresAt, view } = await openDownload(this.context.dependencies, { token: textOf(body, 'token') });
    const maxAgeSeconds = Math.floor((expiresAt.getTime() - this.context.dependencies.clock.now().getTime()) / 1000);
    setCookie(response, 'justera_task', session, { maxAgeSeconds, sameSite: 'lax', secure: this.context.secure });
    return view;
  }

  @Get('downloads/file')
  async file(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendRevision(request, response, await openRevision(this.context.dependencies, await this.task(request), 'head'), 'attachment');
  }

  private task(request: Request): Promise<TaskRef> {
    const session = readCookie(request, 'justera_task');
    if (session === undefined) throw new EdgeError('session-missing');
    return findSession(this.context.dependencies, { session, purpose: 'download' });
  }
}
