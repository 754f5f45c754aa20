import { PadesError } from '../pades-error.js';

export interface FetchLimits {
  /** 'host' or 'host:port'; nothing else is ever called, whatever a certificate says. */
  readonly allowedHosts: readonly string[];
  readonly timeoutMilliseconds: number;
  readonly maxBytes: number;
}

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** @throws PadesError `host-not-allowed` */
export function requireAllowed(url: string, allowedHosts: readonly string[]): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isHttp = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (parsed !== undefined && isHttp && (allowedHosts.includes(parsed.host) || allowedHosts.includes(parsed.hostname))) return parsed;
  throw new PadesError('host-not-allowed', 'this address may not be called', { host: parsed?.host ?? 'unreadable' });
}

/** Fetches a bounded answer from an allowed host; redirects are not followed. @throws PadesError `host-not-allowed`, or a plain Error about the network */
export async function fetchBytes(url: string, question: Question, limits: FetchLimits): Promise<Uint8Array> {
  const allowed = requireAllowed(url, limits.allowedHosts);
  const response = await fetch(allowed, {
    method: question.method,
    redirect: 'error',
    headers: question.headers ?? {},
    ...(question.body === undefined ? {} : { body: Buffer.from(question.body) }),
    signal: AbortSignal.timeout(limits.timeoutMilliseconds),
  });
  if (!response.ok) throw new Error(`${allowed.host} answered ${response.status}`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    length += bytes.byteLength;
    if (length > limits.maxBytes) throw new Error(`${allowed.host} answered with more than ${limits.maxBytes} bytes`);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
