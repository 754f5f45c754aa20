import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { errorCode } from '#platform';
import { activationMilliseconds, declineTask, findSession, openLink, openRevision, reportError, viewCeremony, viewChangedCeremony, type Activation, type ConsentView, type TaskRef } from '#signing';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { optionalTextOf, textOf } from '../http/body.js';
import { leaving } from '../http/leaving.js';
import { wholeNumber } from '../http/query.js';
import { clearCookie, readCookie, setCookie } from '../http/cookies.js';
import { EdgeError } from '../http/edge-error.js';
import { Public } from '../http/guards.js';
import { sendRevision } from '../http/send-file.js';

/** Well below the minute after which proxies commonly give up. */
const longestWaitSeconds = 25;

/** The signatory's way through reading, authentication and consent. The session cookie says which task; nothing else does. */
@Public()
@Controller('api/v1/ceremony')
export class CeremonyController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Post('session')
  @HttpCode(200)
  async open(@Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<object> {
    const { session, expiresAt, view } = await openLink(this.context.dependencies, { token: textOf(body, 'token') });
    const maxAgeSeconds = Math.floor((expiresAt.getTime() - this.context.dependencies.clock.now().getTime()) / 1000);
    // Lax: people come back from their identity provider by a link of another site.
    setCookie(response, 'justera_task', session, { maxAgeSeconds, sameSite: 'lax', secure: this.context.secure });
    clearCookie(response, 'justera_activation');
    return view;
  }

  /** With `after`, the marker last seen, and `wait` in seconds: answered when something has happened, at the latest then. */
  @Get()
  async view(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Query('after') after?: string, @Query('wait') wait?: string): Promise<object> {
    const { dependencies, changes, waitingRoom } = this.context;
    const task = await this.task(request);
    const atOnce = (): Promise<object> => viewCeremony(dependencies, task);
    if (after === undefined) return atOnce();
    const patience = { after, milliseconds: wholeNumber(wait, 'wait', longestWaitSeconds) * 1000, signal: leaving(response) };
    return waitingRoom.enter(task.taskId, () => viewChangedCeremony(dependencies, changes, task, patience), atOnce);
  }

  @Get('document')
  async document(@Req() request: Request, @Res() response: Response, @Query('revision') revision?: string): Promise<void> {
    const task = await this.task(request);
    await sendRevision(request, response, await openRevision(this.context.dependencies, task, revision === 'head' ? 'head' : 'prepared'), 'inline');
  }

  @Post('authentication')
  @HttpCode(200)
  async authenticate(@Req() request: Request, @Body() body: unknown): Promise<object> {
    return this.context.signer.startAuthentication(await this.task(request), optionalTextOf(body, 'remark'));
  }

  @Post('code')
  @HttpCode(200)
  async code(@Req() request: Request, @Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<ConsentView> {
    const activation = await this.context.signer.checkCode(await this.task(request), { code: textOf(body, 'code'), ...optionalTextOf(body, 'remark') });
    return this.activated(response, activation);
  }

  @Get('callback')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    try {
      const callbackUrl = new URL(request.originalUrl, this.context.config.publicUrl).href;
      this.activated(response, await this.context.signer.openIdConnectCallback(await this.task(request), callbackUrl));
      response.redirect(303, '/sign#consent');
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      response.redirect(303, `/sign#error=${encodeURIComponent(code)}`);
    }
  }

  @Get('consent')
  async consentView(@Req() request: Request): Promise<ConsentView> {
    return this.context.signer.viewConsent(await this.task(request), this.activation(request));
  }

  @Post('consent')
  @HttpCode(202)
  async consent(@Req() request: Request, @Body() body: unknown, @Res({ passthrough: true }) response: Response): Promise<object> {
    const task = await this.task(request);
    await this.context.signer.giveConsent(task, this.activation(request), textOf(body, 'consentTextSha256'));
    clearCookie(response, 'justera_activation');
    return viewCeremony(this.context.dependencies, task);
  }

  @Post('decline')
  @HttpCode(200)
  async decline(@Req() request: Request, @Body() body: unknown): Promise<object> {
    return declineTask(this.context.dependencies, { ...(await this.task(request)), reason: textOf(body, 'reason') });
  }

  @Post('error-reports')
  @HttpCode(201)
  async reportError(@Req() request: Request, @Body() body: unknown): Promise<object> {
    return reportError(this.context.dependencies, { ...(await this.task(request)), text: textOf(body, 'text') });
  }

  private task(request: Request): Promise<TaskRef> {
    const session = readCookie(request, 'justera_task');
    if (session === undefined) throw new EdgeError('session-missing');
    return findSession(this.context.dependencies, { session, purpose: 'sign' });
  }

  private activation(request: Request): string {
    const token = readCookie(request, 'justera_activation');
    if (token === undefined) throw new EdgeError('activation-missing');
    return token;
  }

  private activated(response: Response, { activationToken, consent }: Activation): ConsentView {
    setCookie(response, 'justera_activation', activationToken, { maxAgeSeconds: activationMilliseconds / 1000, sameSite: 'lax', secure: this.context.secure });
    return consent;
  }
}
