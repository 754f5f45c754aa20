import { existsSync } from 'node:fs';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type Request, type Response } from 'express';

const pages: readonly (readonly [RegExp, string])[] = [
  [/^\/(validate)?\/?$/, 'validate.html'],
  [/^\/s\/[\w-]+\/?$/, 'sign.html'],
  [/^\/sign\/?$/, 'sign.html'],
  [/^\/d\/[\w-]+\/?$/, 'download.html'],
  [/^\/admin(\/.*)?$/, 'admin.html'],
  [/^\/trust\/?$/, 'trust.html'],
];

/** Serves the built pages. A GET of any of them has no effect: mail scanners open links. */
export function servePages(app: NestExpressApplication, folder: string): void {
  if (!existsSync(path.join(folder, 'sign.html'))) throw new Error(`the pages are not built: ${folder} is missing; run "npm run build"`);
  app.use('/assets', express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, setHeaders: (response) => response.setHeader('Cache-Control', 'public, max-age=31536000, immutable') }));
  app.use((request: Request, response: Response, next: () => void) => {
    const page = request.method === 'GET' || request.method === 'HEAD' ? pages.find(([pattern]) => pattern.test(request.path))?.[1] : undefined;
    if (page === undefined) next();
    else response.sendFile(path.join(folder, page), { cacheControl: false });
  });
}
