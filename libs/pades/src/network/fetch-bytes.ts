import { lookup as resolve, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { PadesError } from '../pades-error.js';
import { isInternalAddress, isInternalName } from './internal-address.js';

export interface FetchLimits {
  /** 'host' or 'host:port'; nothing else is ever called, whatever a certificate says. */
  readonly allowedHosts: readonly string[];
  readonly timeoutMilliseconds: number;
  readonly maxBytes: number;
  /**
   * Whether an allowed public name may lead to an internal address. Only for addresses that the operator wrote down as a whole: whoever has the
   * name of a responder could else make us call our own network. Addresses in figures, and names that only an inner network knows, mean what they say.
   */
  readonly mayBeInternal?: boolean;
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
  const signal = AbortSignal.timeout(limits.timeoutMilliseconds);
  const options: RequestOptions = {
    method: question.method,
    headers: { ...question.headers, 'accept-encoding': 'identity', ...(question.body === undefined ? {} : { 'content-length': question.body.byteLength }) },
    signal,
    // One question, one connection: nothing stays open behind a command that is done.
    agent: false,
    lookup: limits.mayBeInternal === true || isInternalName(allowed.hostname) ? undefined : lookupPublic,
  };
  return new Promise((fulfil, reject) => {
    const asked = (allowed.protocol === 'https:' ? requestHttps : requestHttp)(allowed, options, (response) => {
      readBounded(response, allowed.host, limits.maxBytes).then(fulfil, reject);
    });
    asked.on('error', (error) => reject(signal.aborted ? new Error(`${allowed.host} did not answer within ${String(limits.timeoutMilliseconds)} ms`) : error));
    asked.end(question.body === undefined ? undefined : Buffer.from(question.body));
  });
}

async function readBounded(response: IncomingMessage, host: string, maxBytes: number): Promise<Uint8Array> {
  const { statusCode = 0 } = response;
  if (statusCode < 200 || statusCode > 299) {
    response.destroy();
    throw new Error(`${host} answered ${String(statusCode)}`);
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = part as Buffer;
    length += bytes.byteLength;
    if (length > maxBytes) {
      response.destroy();
      throw new Error(`${host} answered with more than ${String(maxBytes)} bytes`);
    }
    parts.push(bytes);
  }
  if (!response.complete) throw new Error(`${host} broke off its answer`);
  return Buffer.concat(parts);
}

type Resolved = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** The connection goes to the very address that was looked at: no second answer of a name server can come between. */
function lookupPublic(hostname: string, options: { readonly all?: boolean | undefined }, done: Resolved): void {
  const all: LookupAllOptions = { ...options, all: true };
  resolve(hostname, all, (error, addresses) => {
    if (error !== null) return done(error, []);
    const internal = addresses.find(({ address }) => isInternalAddress(address));
    if (internal !== undefined) return done(new PadesError('host-not-allowed', 'a public name leads to an internal address', { host: hostname, address: internal.address }), []);
    const [first] = addresses;
    if (first === undefined) return done(new Error(`${hostname} has no address`), []);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
}

