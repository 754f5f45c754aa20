import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { z } from 'zod';
import { isUuid } from '#platform';
import { parseBodyProfile, profileOfNewBody, setBodyProfile } from '#signing';
import { API_CONTEXT, type ApiContext } from '../api-context.js';
import { EdgeError } from '../http/edge-error.js';
import type { ReceivedFile } from './sign-requests.controller.js';

const newBody = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
  displayName: z.string().trim().min(1).max(200),
  defaultLanguage: z.enum(['sv', 'en']),
  timeZone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone)),
  profile: z.unknown().optional(),
});

/** What the desk needs besides cases: bodies, a look at a file before it becomes a case, and in the demo the caught mails. */
@Controller('api/v1')
export class DeskController {
  constructor(@Inject(API_CONTEXT) private readonly context: ApiContext) {}

  @Get('bodies')
  async bodies(): Promise<object> {
    const items = await this.context.dependencies.database.withoutBody((lookups) => lookups.bodies());
    return { items: items.map(({ bodyId: id, ...rest }) => ({ id, ...rest })) };
  }

  @Post('bodies')
  async addBody(@Body() body: unknown): Promise<object> {
    const parsed = newBody.safeParse(body);
    if (!parsed.success) throw new EdgeError('request-invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    const { database, ids, clock } = this.context.dependencies;
    const known = await database.withoutBody((lookups) => lookups.bodies());
    if (known.some(({ slug }) => slug === parsed.data.slug)) throw new EdgeError('request-invalid', { field: 'slug' });
    const id = ids.id();
    const profile = parsed.data.profile === undefined ? profileOfNewBody : parseBodyProfile(parsed.data.profile);
    await database.inBody(id, (tx) => tx.bodies.insert({ ...parsed.data, profile, createdAt: clock.now() }));
    return { id, ...parsed.data, profile };
  }

  @Get('bodies/:id/profile')
  async profile(@Param('id') id: string): Promise<object> {
    const body = isUuid(id) ? await this.context.dependencies.database.inBody(id, (tx) => tx.bodies.get()) : undefined;
    if (body === undefined) throw new EdgeError('not-found');
    return body.profile;
  }

  /** Takes the place of the profile that was: what is left out is as usual. */
  @Put('bodies/:id/profile')
  async changeProfile(@Param('id') id: string, @Body() profile: unknown): Promise<object> {
    if (!isUuid(id)) throw new EdgeError('not-found');
    await setBodyProfile(this.context.dependencies, { bodyId: id, profile });
    return this.profile(id);
  }

  @Post('inspections')
  @HttpCode(200)
  @UseInterceptors(FileInterceptor('file'))
  async inspect(@UploadedFile() file: ReceivedFile | undefined): Promise<object> {
    if (file === undefined) throw new EdgeError('file-missing');
    const { examineUpload, clock, maximumFileBytes: maxBytes } = this.context.dependencies;
    return (await examineUpload(file.buffer, { maxBytes, now: clock.now() })).inspection;
  }

  @Get('demo/mails')
  mails(): object {
    const items = this.caught().map(({ id, at, from, to, subject }) => ({ id, at, from, to, subject }));
    return { items };
  }

  @Get('demo/mails/:id')
  mail(@Param('id') id: string): object {
    const found = this.caught().find((mail) => mail.id === id);
    if (found === undefined) throw new EdgeError('not-found');
    const { at, from, to, subject, text, html } = found;
    return { id, at, from, to, subject, text, html };
  }

  private caught() {
    if (this.context.caughtMails === undefined) throw new EdgeError('not-found');
    return this.context.caughtMails.mails();
  }
}
