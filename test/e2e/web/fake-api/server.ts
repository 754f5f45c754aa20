import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pagesFolder } from '../built-pages.js';
import { readExchange, sendProblem, type Exchange } from './exchange.js';
import { securityHeaders } from './security-headers.js';

/** Something that answers some of the paths; false when the path is not its own. */
export interface Handler {
  handle(exchange: Exchange): boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Which built page each address gets: the map that the API serves. */
export function pageFor(path: string): string | undefined {
  if (/^\/s\/[\w-]+$/.test(path) || path === '/sign') return 'sign.html';
  if (path === '/' || path === '/validate') return 'validate.html';
  if (path === '/admin' || path.startsWith('/admin/')) return 'admin.html';
  if (/^\/d\/[\w-]+$/.test(path)) return 'download.html';
  if (path === '/trust') return 'trust.html';
  return undefined;
}

export interface FakeServer {
  readonly url: string;
  /** Paths asked for outside our own origin never arrive here; this is what did. */
  readonly requests: string[];
  use(...handlers: Handler[]): void;
  stop(): Promise<void>;
}

export async function startFakeServer(): Promise<FakeServer> {
  let handlers: readonly Handler[] = [];
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    void readExchange(request, response).then((exchange) => {
      requests.push(`${exchange.method} ${exchange.path}`);
      if (handlers.some((handler) => handler.handle(exchange)) || sendPage(exchange)) return;
      sendProblem(exchange, { status: 404, code: 'not-found', sv: 'Finns inte.', en: 'Does not exist.' });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    use: (...next) => {
      handlers = next;
    },
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}

function sendPage(exchange: Exchange): boolean {
  const page = pageFor(exchange.path) ?? (exchange.path.startsWith('/assets/') && !exchange.path.includes('..') ? exchange.path : undefined);
  const file = page === undefined ? undefined : join(pagesFolder, page);
  if (file === undefined || !existsSync(file) || !statSync(file).isFile()) return false;
  const cache = exchange.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  exchange.response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': cache }).end(readFileSync(file));
  return true;
}
