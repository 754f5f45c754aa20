import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { pipeline } from 'node:stream/promises';
import { FileInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { isUuid } from '#platform';
import {
  answerErrorReport, correctAddress, createSignRequest, erasePersonalData, evidencePackage, exportEvidence, extendRequest, getSignRequest, listSignRequests, openRevision, parseNewDates, readTrail, resendLink, retryRequest,
  substituteSignatory, withdrawRequest, type CaseRef, type RevisionChoice, type StaffActor,
} from '#signing';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { textOf } from '../http/body.js';
import { EdgeError } from '../http/edge-error.js';
import { packageExtras } from './package-extras.js';
import { contentDisposition, sendRevision } from '../http/send-file.js';
import { caseRef } from './case-ref.js';

const staff: StaffActor = { kind: 'staff', id: 'desk' };

export interface ReceivedFile {
  readonly buffer: Uint8Array;
}

/** The desk's cases. Every route needs staff (StaffGuard). */
@Controller('api/v1/sign-requests')
export class SignRequestsController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Get()
  async list(@Query('cursor') cursor?: string, @Query('state') state?: string): Promise<object> {
    const bodies = await this.context.dependencies.database.withoutBody((lookups) => lookups.bodies());
    const query = { bodyIds: bodies.map(({ bodyId }) => bodyId), ...(cursor === undefined ? {} : { cursor }), ...(state === undefined ? {} : { state }) };
    return listSignRequests(this.context.dependencies, query as Parameters<typeof listSignRequests>[1]);
  }

  @Post()
  @UseInterceptors(FileInterceptor('file'))
  async create(@UploadedFile() file: ReceivedFile | undefined, @Body() body: unknown): Promise<object> {
    if (file === undefined) throw new EdgeError('file-missing');
    const given = parseJson(textOf(body, 'request'));
    const ref = await createSignRequest(this.context.dependencies, { ...given, file: file.buffer } as Parameters<typeof createSignRequest>[1], staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  @Get(':id')
  async get(@Param('id') id: string): Promise<object> {
    return getSignRequest(this.context.dependencies, await this.ref(id));
  }

  @Get(':id/file')
  async file(@Param('id') id: string, @Req() request: Request, @Res() response: Response, @Query('revision') revision?: string): Promise<void> {
    const choice: RevisionChoice = revision === 'original' || revision === 'prepared' ? revision : 'head';
    await sendRevision(request, response, await openRevision(this.context.dependencies, await this.ref(id), choice), 'attachment');
  }

  @Get(':id/evidence')
  async trail(@Param('id') id: string): Promise<object> {
    return readTrail(this.context.dependencies, await this.ref(id));
  }

  @Get(':id/evidence/export')
  async export(@Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<object> {
    const exported = await exportEvidence(this.context.dependencies, await this.ref(id));
    response.setHeader('Content-Disposition', contentDisposition('attachment', `evidence-${id}.json`));
    return exported;
  }

  /** Everything about a completed case as one ZIP that verifies offline. */
  @Get(':id/package')
  async package(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const { fileName, stream } = await evidencePackage(this.context.dependencies, await this.ref(id), packageExtras(this.context));
    response.setHeader('Content-Type', 'application/zip');
    response.setHeader('Content-Disposition', contentDisposition('attachment', fileName));
    response.setHeader('Cache-Control', 'no-store');
    await pipeline(stream, response);
  }

  /** Erases personal data that the evidence commits to, by a decision. */
  @Post(':id/evidence/erasures')
  @HttpCode(200)
  async erase(@Param('id') id: string, @Body() body: unknown): Promise<object> {
    return erasePersonalData(this.context.dependencies, { ...(await this.ref(id)), decision: textOf(body, 'decision') }, staff);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  async withdraw(@Param('id') id: string, @Body() body: unknown): Promise<object> {
    const ref = await this.ref(id);
    await withdrawRequest(this.context.dependencies, { ...ref, reason: textOf(body, 'reason') }, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  /** New dates; opens a case again whose time has run out. */
  @Post(':id/extend')
  @HttpCode(200)
  async extend(@Param('id') id: string, @Body() body: unknown): Promise<object> {
    const ref = await this.ref(id);
    await extendRequest(this.context.dependencies, { ...parseNewDates(body ?? {}), ...ref }, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  @Post(':id/error-reports/:reportId/answer')
  @HttpCode(200)
  async answer(@Param('id') id: string, @Param('reportId') reportId: string, @Body() body: unknown): Promise<object> {
    const ref = await this.ref(id);
    await answerErrorReport(this.context.dependencies, { ...ref, reportId, answer: textOf(body, 'answer') }, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  @Post(':id/retry')
  @HttpCode(200)
  async retry(@Param('id') id: string): Promise<object> {
    const ref = await this.ref(id);
    await retryRequest(this.context.dependencies, ref, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  @Post(':id/tasks/:taskId/resend')
  @HttpCode(200)
  async resend(@Param('id') id: string, @Param('taskId') taskId: string): Promise<object> {
    const ref = await this.ref(id);
    if (!isUuid(taskId)) throw new EdgeError('not-found');
    await resendLink(this.context.dependencies, { ...ref, taskId }, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  @Post(':id/tasks/:taskId/substitute')
  @HttpCode(200)
  async substitute(@Param('id') id: string, @Param('taskId') taskId: string, @Body() body: unknown): Promise<object> {
    const ref = await this.ref(id);
    if (!isUuid(taskId)) throw new EdgeError('not-found');
    const given = { name: textOf(body, 'name'), email: textOf(body, 'email'), reason: textOf(body, 'reason') };
    await substituteSignatory(this.context.dependencies, { ...ref, taskId, ...given }, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  @Post(':id/tasks/:taskId/address')
  @HttpCode(200)
  async address(@Param('id') id: string, @Param('taskId') taskId: string, @Body() body: unknown): Promise<object> {
    const ref = await this.ref(id);
    if (!isUuid(taskId)) throw new EdgeError('not-found');
    await correctAddress(this.context.dependencies, { ...ref, taskId, email: textOf(body, 'email') }, staff);
    return getSignRequest(this.context.dependencies, ref);
  }

  private ref(signRequestId: string): Promise<CaseRef> {
    return caseRef(this.context, signRequestId);
  }
}

function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new EdgeError('request-invalid', { field: 'request' });
}
