import { Controller, Get, HttpCode, Inject, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import type { ReceivedFile } from '../cases/sign-requests.controller.js';
import { EdgeError } from '../http/edge-error.js';
import { Public } from '../http/guards.js';

/** Anybody may validate any file. Nothing is stored. */
@Public()
@Controller('api/v1')
export class ValidationsController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Post('validations')
  @HttpCode(200)
  @UseInterceptors(FileInterceptor('file'))
  async validate(@UploadedFile() file: (ReceivedFile & { readonly originalname: string }) | undefined): Promise<object> {
    if (file === undefined) throw new EdgeError('file-missing');
    const answer = await this.context.validation.validate(file.buffer, this.context.dependencies.clock.now());
    // Multer reads names as Latin-1; browsers send UTF-8.
    return { file: Buffer.from(file.originalname, 'latin1').toString('utf8'), ...answer };
  }

  @Get('trust')
  trust(): object {
    return { anchors: this.context.anchors };
  }
}
