import type { IncomingMessage } from 'node:http';
import type { Clock } from '#platform';
import type { DemoAuthorities } from './authorities.js';
import { answerOcspRequest, makeCrl } from './revocation.js';
import type { TrustServiceState } from './state.js';
import { answerTimeStampRequest } from './time-stamping.js';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

/** Parts that tests can put out of order. */
export type TrustServicePart = 'tsa' | 'ocsp' | 'crl';

export interface TrustServiceWorld {
  readonly authorities: DemoAuthorities;
  readonly clock: Clock;
  readonly broken: ReadonlySet<TrustServicePart>;
  state: TrustServiceState;
}

const plain = 'text/plain; charset=utf-8';
const text = (status: number, body: string): Answer => ({ status, type: plain, body: `${body}\n` });
const longestRequest = 64 * 1024;

/** One request of the demo trust service. */
export async function answerRequest(world: TrustServiceWorld, request: IncomingMessage): Promise<Answer> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const part: TrustServicePart | undefined = path === '/tsa' ? 'tsa' : /^\/ocsp(\/|$)/.test(path) ? 'ocsp' : path.endsWith('.crl') ? 'crl' : undefined;
  if (part !== undefined && world.broken.has(part)) return text(503, `${part} is switched off`);
  if (part === 'tsa') return answerTsa(world, request);
  if (part === 'ocsp') return answerOcsp(world, request, path);
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'GET only');
  return answerFile(world, path);
}

/** RFC 3161 §3.4. */
async function answerTsa(world: TrustServiceWorld, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return text(405, 'POST only');
  if (mediaType(request) !== 'application/timestamp-query') return text(415, 'application/timestamp-query only');
  const body = await readBody(request);
  if (body === undefined) return text(413, 'too large');
  const answer = await answerTimeStampRequest(world.authorities.timeStamping, body, world.clock.now());
  return { status: 200, type: 'application/timestamp-reply', body: answer };
}

/** RFC 6960 appendix A.1: POST, or GET with the request as base64 in the path. */
async function answerOcsp(world: TrustServiceWorld, request: IncomingMessage, path: string): Promise<Answer> {
  let body: Uint8Array | undefined;
  if (request.method === 'POST' && path === '/ocsp') {
    if (mediaType(request) !== 'application/ocsp-request') return text(415, 'application/ocsp-request only');
    body = await readBody(request);
    if (body === undefined) return text(413, 'too large');
  } else if (request.method === 'GET') {
    body = Buffer.from(unescaped(path.slice('/ocsp/'.length)), 'base64');
  } else {
    return text(405, 'GET or POST only');
  }
  const { root, ocspResponder } = world.authorities;
  const answer = await answerOcspRequest({ root, responder: ocspResponder }, world.state, body, world.clock.now());
  return { status: 200, type: 'application/ocsp-response', body: answer };
}

async function answerFile({ authorities, clock, state }: TrustServiceWorld, path: string): Promise<Answer> {
  const certificate = (der: Uint8Array): Answer => ({ status: 200, type: 'application/pkix-cert', body: der });
  const crl = async (list: Promise<Uint8Array>): Promise<Answer> => ({ status: 200, type: 'application/pkix-crl', body: await list });
  switch (path) {
    case '/':
      return text(200, 'Justera demo trust service. Not for production: nobody has vouched for its keys.\n/tsa /ocsp /root.crl /issuing.crl /root.cer /issuing.cer /tsa.cer');
    case '/root.cer':
      return certificate(authorities.root.certificate.der);
    case '/issuing.cer':
      return certificate(authorities.issuing.certificate.der);
    case '/tsa.cer':
      return certificate(authorities.timeStamping.certificate.der);
    case '/root.crl':
      return crl(makeCrl(authorities.root, state.revoked, clock.now()));
    case '/issuing.crl':
      return crl(makeCrl(authorities.issuing, [], clock.now()));
    default:
      return text(404, 'not here');
  }
}

function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > longestRequest) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
