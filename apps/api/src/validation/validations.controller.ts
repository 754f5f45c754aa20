import { Controller, Get, HttpCode, Inject, Post, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { validateOnline, type ValidationAnswer } from '#validator';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import type { ReceivedFile } from '../cases/sign-requests.controller.js';
import { EdgeError } from '../http/edge-error.js';
import { Public } from '../http/guards.js';
import { faceFor, languageFor, sendAs } from './answer-as.js';
import { UploadGate } from './upload-gate.js';

/** Anybody may validate any file. Nothing is stored. */
@Public()
@Controller('api/v1')
export class ValidationsController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  /** JSON, ETSI TS 119 102-2 XML or PDF, as `Accept` says. */
  @Post('validations')
  @HttpCode(200)
  @UseInterceptors(UploadGate, FileInterceptor('file'))
  async validate(@UploadedFile() file: (ReceivedFile & { readonly originalname: string }) | undefined, @Req() request: Request, @Res() response: Response): Promise<void> {
    const face = faceFor(request);
    if (file === undefined) throw new EdgeError('file-missing');
    const answer = await this.#judge(file.buffer);
    // Multer reads names as Latin-1; browsers send UTF-8.
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
    const language = languageFor(request);
    const seal = this.context.config.sealReports ? (report: Uint8Array) => this.context.signer.sealReport(report, language) : undefined;
    await sendAs(face, response, { answer, file: name, language, seal });
  }

  async #judge(bytes: Uint8Array): Promise<ValidationAnswer> {
    const { validation, revocation, dependencies } = this.context;
    const now = dependencies.clock.now();
    if (revocation === undefined) return validation.validate(bytes, now);
    const { answer, failures } = await validateOnline(validation, bytes, now, revocation);
    if (failures.length > 0) dependencies.logger.info({ failures }, 'revocation data not fetched');
    return answer;
  }

  @Get('trust')
  trust(): object {
    return { anchors: this.context.anchors, trustedLists: this.context.trustedLists() };
  }
}
