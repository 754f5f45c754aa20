import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { parseByteRange } from './byte-range.js';

/** RFC 6266 with RFC 8187 for names that are not ASCII. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

/** A stored revision, as `openRevision` of #signing gives it. */
export interface StreamedRevision {
  readonly length: number;
  readonly wholeSha256: string;
  readonly fileName: string;
  read(start: number, end: number): AsyncGenerator<Uint8Array>;
}

/** Sends a PDF piece by piece, honouring one byte range: pages of a large file can be shown before all of it is here. */
export async function sendRevision(request: Request, response: Response, file: StreamedRevision, kind: 'inline' | 'attachment'): Promise<void> {
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Disposition', contentDisposition(kind, file.fileName));
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', `"${file.wholeSha256}"`);
  const range = parseByteRange(request.headers.range, file.length);
  if (range.kind === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${file.length}`);
    response.status(416).end();
    return;
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, file.length];
  if (range.kind === 'part') {
    response.status(206);
    response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${file.length}`);
  }
  response.setHeader('Content-Length', end - start);
  await pipeline(Readable.from(file.read(start, end)), response);
}
