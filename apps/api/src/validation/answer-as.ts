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

export async function sendAs(face: Face, response: Response, answer: ValidationAnswer, file: string, language: 'sv' | 'en'): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Vary', 'Accept, Accept-Language');
  if (face === 'json') {
    response.json({ file, ...answer });
    return;
  }
  response.setHeader('Content-Disposition', contentDisposition('attachment', `${file.replace(/\.pdf$/iu, '')}.validation.${face}`));
  if (face === 'xml') response.type('application/xml').send(etsiReport(answer, file));
  else response.type('application/pdf').send(Buffer.from(await pdfReport(answer, file, language)));
}
