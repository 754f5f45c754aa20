import { ProblemError, clientProblem, type ProblemDetails } from './problem.js';

/** The header that proves a request comes from our own pages: no other origin can add it without a preflight. */
const REQUEST_HEADER = 'x-justera-request';

export interface RequestBody {
  readonly json?: unknown;
  readonly form?: FormData;
}

/**
 * Sends one request and returns the JSON of the answer (undefined for 204).
 * @throws ProblemError with the API's problem document, or `network` / `unexpected`.
 */
export async function request<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body: RequestBody = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (method !== 'GET') headers[REQUEST_HEADER] = '1';
  if (body.json !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (body.json !== undefined) init.body = JSON.stringify(body.json);
  else if (body.form !== undefined) init.body = body.form;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw clientProblem('network', 0);
  }
  return readAnswer<T>(response.status, response.headers.get('content-type'), await response.text());
}

/** Shared with the upload in `upload.ts`, which needs XMLHttpRequest for its progress events. */
export function readAnswer<T>(status: number, contentType: string | null, text: string): T {
  const isJson = contentType !== null && /\bjson\b/.test(contentType);
  if (status >= 200 && status < 300) {
    if (text === '') return undefined as T;
    if (isJson) return parse<T>(text, status);
  } else if (isJson) {
    const problem = parse<Partial<ProblemDetails>>(text, status);
    if (typeof problem.code === 'string') {
      throw new ProblemError({ type: 'about:blank', title: problem.code, ...problem, code: problem.code, status });
    }
  }
  throw clientProblem('unexpected', status);
}

function parse<T>(text: string, status: number): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw clientProblem('unexpected', status);
  }
}
