import { timingSafeEqual, createHash } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Post, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { JusteraError, type Secret } from '#platform';
import { checkCode, giveConsent, openIdConnectCallback, SIGNER_DEPENDENCIES, startAuthentication, viewConsent, type SignerDependencies } from '#signing';

const task = { bodyId: z.uuid(), signRequestId: z.uuid(), taskId: z.uuid() };
const token = z.string().min(16).max(200);
/** How long a remark may be is the use case's to say, in words for people; this only bounds what is read. */
const remark = z.string().max(10_000).optional();
const questions = {
  authentication: z.strictObject({ ...task, remark }),
  code: z.strictObject({ ...task, code: z.string().max(100), remark }),
  callback: z.strictObject({ ...task, callbackUrl: z.url().max(8000) }),
  consentView: z.strictObject({ ...task, activationToken: token }),
  consent: z.strictObject({ ...task, activationToken: token, consentTextSha256: z.string().max(100) }),
};

export class InternalError extends JusteraError<'not-our-api' | 'question-invalid'> {
  readonly status: number;

  constructor(code: 'not-our-api' | 'question-invalid') {
    super(code, code);
    this.status = code === 'not-our-api' ? 401 : 400;
  }
}

/** Only our own API may ask: it shows the service secret, compared in constant time. */
export class ServiceGuard implements CanActivate {
  readonly #expected: Buffer;

  constructor(secret: Secret) {
    this.#expected = digest(`Bearer ${secret.reveal()}`);
  }

  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<Request>();
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), this.#expected)) throw new InternalError('not-our-api');
    return true;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new InternalError('question-invalid');
  return parsed.data;
}

/** What the API may ask of the signing component on a person's behalf. It answers with what was decided, never with a key. */
@Controller('internal/ceremony')
export class CeremonyController {
  constructor(@Inject(SIGNER_DEPENDENCIES) private readonly signer: SignerDependencies) {}

  @Post('authentication')
  @HttpCode(200)
  authenticate(@Body() body: unknown): Promise<object> {
    return startAuthentication(this.signer, read(questions.authentication, body));
  }

  @Post('code')
  @HttpCode(200)
  code(@Body() body: unknown): Promise<object> {
    return checkCode(this.signer, read(questions.code, body));
  }

  @Post('callback')
  @HttpCode(200)
  callback(@Body() body: unknown): Promise<object> {
    return openIdConnectCallback(this.signer, read(questions.callback, body));
  }

  @Post('consent-view')
  @HttpCode(200)
  consentView(@Body() body: unknown): Promise<object> {
    return viewConsent(this.signer, read(questions.consentView, body));
  }

  @Post('consent')
  @HttpCode(200)
  consent(@Body() body: unknown): Promise<object> {
    return giveConsent(this.signer, read(questions.consent, body));
  }
}
