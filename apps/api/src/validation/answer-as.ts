import type { Request, Response } from 'express';
import { etsiReport } from '#validation';
import { pdfReport, type ValidationAnswer } from '#validator';
import { EdgeError } from '../http/edge-error.js';
import { contentDisposition } from '../http/send-file.js';

const faces = ['application/json', 'application/xml', 'text/xml', 'application/pdf'] as const;
export type Face = 'json' | 'xml' | 'pdf';

/** The face that `Accept` asks for; JSON when it does not say. @throws EdgeError `not-acceptable` before any work is done */
export function faceFor(request: Request): Face {
  const accepted = request.accepts(...faces);
  if (accepted === false) throw new EdgeError('not-acceptable');
  return accepted === 'application/pdf' ? 'pdf' : accepted === 'application/json' ? 'json' : 'xml';
}

/** Swedish unless English is asked for, in `?language=` or `Accept-Language`. */
export function languageFor(request: Request): 'sv' | 'en' {
  const asked = request.query['language'];
  return asked === 'sv' || asked === 'en' ? asked : request.acceptsLanguages('sv', 'en') === 'en' ? 'en' : 'sv';
}

export interface Reply {
  readonly answer: ValidationAnswer;
  /** As it was named. */
  readonly file: string;
  readonly language: 'sv' | 'en';
  /** Seals a PDF report; undefined where reports are not sealed. */
  readonly seal: ((report: Uint8Array) => Promise<Uint8Array>) | undefined;
}

export async function sendAs(face: Face, response: Response, reply: Reply): Promise<void> {
  const { answer, file } = reply;
  // Made first: what cannot be made is a problem, not half an answer.
  const made = face === 'json' ? { file, ...answer } : face === 'xml' ? etsiReport(answer, file) : await asPdf(reply);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Vary', 'Accept, Accept-Language');
  if (face !== 'json') response.setHeader('Content-Disposition', contentDisposition('attachment', `${file.replace(/\.pdf$/iu, '')}.validation.${face}`));
  response.type(`application/${face}`).send(made);
}

async function asPdf({ answer, file, language, seal }: Reply): Promise<Buffer> {
  const report = await pdfReport(answer, file, language);
  return Buffer.from(seal === undefined ? report : await seal(report));
}
