import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request, read to its end, and the ways to answer it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly response: ServerResponse;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly sv?: string;
  readonly en?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

export async function readExchange(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  return { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: request.headers, body: Buffer.concat(parts), response };
}

export function sendJson(exchange: Exchange, status: number, value: unknown, headers: Record<string, string> = {}): void {
  exchange.response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

export function sendProblem(exchange: Exchange, problem: Problem): void {
  const { status, code, sv, en, extra } = problem;
  const document = { type: `urn:justera:problem:${code}`, title: code, status, code, detail: en, detailSv: sv, detailEn: en, reference: 'ref-1', ...extra };
  exchange.response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(document));
}

export function jsonOf(exchange: Exchange): Record<string, unknown> {
  return JSON.parse(exchange.body.toString('utf8')) as Record<string, unknown>;
}

export function cookieOf(exchange: Exchange, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(exchange.headers.cookie ?? '')?.[1];
}

/** Sends bytes with Range support, as the API must for page-by-page reading. */
export function sendBytes(exchange: Exchange, bytes: Uint8Array, type: string): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(exchange.headers.range ?? '');
  const common = { 'content-type': type, 'accept-ranges': 'bytes' };
  if (range === null) {
    exchange.response.writeHead(200, { ...common, 'content-length': bytes.length }).end(bytes);
    return;
  }
  const start = Number(range[1]);
  const end = Math.min(range[2] === '' ? bytes.length - 1 : Number(range[2]), bytes.length - 1);
  exchange.response
    .writeHead(206, { ...common, 'content-range': `bytes ${start}-${end}/${bytes.length}`, 'content-length': end - start + 1 })
    .end(bytes.subarray(start, end + 1));
}
