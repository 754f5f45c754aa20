import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { noticeDocument, postNotice, viewNotice, type StaffActor } from '#signing';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { contentDisposition } from '../http/send-file.js';
import { caseRef } from './case-ref.js';

const staff: StaffActor = { kind: 'staff', id: 'desk' };

/** The notice of adjusted minutes (anslag) and its proof (anslagsbevis). Every route needs staff (StaffGuard). */
@Controller('api/v1/sign-requests/:id/notice')
export class NoticesController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Get()
  async view(@Param('id') id: string): Promise<object> {
    return viewNotice(this.context.dependencies, await caseRef(this.context, id));
  }

  @Post()
  @HttpCode(200)
  async post(@Param('id') id: string, @Body() body: unknown): Promise<object> {
    const ref = await caseRef(this.context, id);
    await postNotice(this.context.dependencies, ref, body, staff);
    return viewNotice(this.context.dependencies, ref);
  }

  @Get('document')
  async document(@Param('id') id: string, @Res() response: Response, @Query('kind') kind?: string, @Query('postedOn') postedOn?: string): Promise<void> {
    const { fileName, html } = await noticeDocument(this.context.dependencies, await caseRef(this.context, id), kind === 'proof' ? 'proof' : 'notice', postedOn);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Disposition', contentDisposition('attachment', fileName));
    response.send(html);
  }
}
