import type { Request, Response } from 'express';
import { parseByteRange } from './byte-range.js';

/** Where the bytes of a stored revision come from: whole or in part, never more than asked for. */
export interface FileSource {
  readonly length: number;
  readonly sha256: string;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** RFC 6266 with RFC 8187 for names that are not ASCII. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

/** Sends a PDF, honouring one byte range (so that pages of a large file can be shown before all of it is here). */
export async function sendPdf(request: Request, response: Response, file: FileSource, disposition: string): Promise<void> {
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Disposition', disposition);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', `"${file.sha256}"`);
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
  const bytes = await file.read(start, end);
  response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
