import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { describeError, errorCode, PROBLEM_MEDIA_TYPE, type Ids, type Logger, type ProblemDetails } from '#platform';
import { sentences, type ProblemSentence } from './sentences.js';

/** A notice that brings its own words, as intake's refusals do. */
interface OwnWords {
  sv: string;
  en: string;
}

const statusCodes: Readonly<Record<number, keyof typeof sentences>> = { 404: 'not-found', 413: 'file-too-large', 429: 'too-many-requests' };

/** The one place where errors become answers: typed errors to problem details (RFC 9457), everything else to a bare 500 with a reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly ids: Ids,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = this.problemOf(error);
    if (problem.status >= 500) this.logger.error({ reference: problem.reference, method: request.method, path: request.path, error: describeError(error) }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const retryAfter = problem['retryAfterSeconds'];
    if (typeof retryAfter === 'number') response.setHeader('Retry-After', retryAfter);
    response.status(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }

  problemOf(error: unknown): ProblemDetails {
    const code = errorCode(error);
    const words = code === undefined ? undefined : (ownWords(error) ?? (sentences as Record<string, ProblemSentence>)[code]);
    if (code !== undefined && words) return toProblem(code, words, publicDetails(error), words.status >= 500 ? this.ids.id() : undefined);
    if (error instanceof HttpException && error.getStatus() < 500) {
      const known = statusCodes[error.getStatus()] ?? 'request-invalid';
      return toProblem(known, { ...sentences[known], status: error.getStatus() }, {}, undefined);
    }
    const parserStatus = clientFault(error);
    if (parserStatus !== undefined) {
      const known = statusCodes[parserStatus] ?? 'request-invalid';
      return toProblem(known, { ...sentences[known], status: parserStatus }, {}, undefined);
    }
    return toProblem('internal', sentences.internal, {}, this.ids.id());
  }
}

function toProblem(code: string, words: ProblemSentence, details: Readonly<Record<string, unknown>>, reference: string | undefined): ProblemDetails {
  return {
    ...details,
    type: `urn:justera:problem:${code}`,
    title: words.en.split('. ')[0]?.replace(/\.$/, '') ?? code,
    status: words.status,
    code,
    detail: words.en,
    detailSv: words.sv,
    detailEn: words.en,
    ...(reference === undefined ? {} : { reference }),
  };
}

function ownWords(error: unknown): ProblemSentence | undefined {
  if (typeof error !== 'object' || error === null || !('words' in error)) return undefined;
  const words = error.words as Partial<OwnWords> | undefined;
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 422;
  return typeof words?.sv === 'string' && typeof words.en === 'string' ? { status, sv: words.sv, en: words.en } : undefined;
}

function publicDetails(error: unknown): Readonly<Record<string, unknown>> {
  if (typeof error !== 'object' || error === null || !('details' in error)) return {};
  const details = error.details;
  return typeof details === 'object' && details !== null ? { ...details } : {};
}

/** Express's body parser and multer throw plain errors with a 4xx `status`, or multer's LIMIT_ codes. */
function clientFault(error: unknown): number | undefined {
  const code = errorCode(error);
  if (code === 'LIMIT_FILE_SIZE') return 413;
  if (code?.startsWith('LIMIT_')) return 422;
  if (typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number') {
    return error.status >= 400 && error.status < 500 ? error.status : undefined;
  }
  return undefined;
}
