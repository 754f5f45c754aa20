import { randomBytes as secureRandomBytes } from 'node:crypto';
import { buildAndValidatePath, parseCertificate, parseTimeStampResponse, parseTimeStampToken, verifyTimeStampToken, type TimeStampToken } from '#pki/parse';
import { buildTimeStampRequest } from '#pki/build';
import { PadesError } from '../pades-error.js';
import { fetchBytes, requireAllowed } from './fetch-bytes.js';

export interface TimeStampResult {
  /** DER TimeStampToken. */
  readonly token: Uint8Array;
  readonly genTime: Date;
  /** Address of the authority that answered. */
  readonly authority: string;
}

export interface TimeStampClient {
  /** Bytes to reserve in /Contents for a token. */
  readonly tokenReserve: number;
  /** @throws PadesError `timestamp-unavailable` | `timestamp-rejected` | `timestamp-invalid` | `timestamp-clock-skew` */
  timestamp(digest: Uint8Array, hash: 'sha256'): Promise<TimeStampResult>;
}

export interface TimeStampClientOptions {
  /** Tried in this order; one token never mixes two of them. */
  readonly authorities: readonly { readonly url: string; readonly policy?: string; readonly authorization?: string }[];
  readonly allowedHosts: readonly string[];
  /** DER roots a token's chain must end in. `unchecked`: whoever chose the authority vouches for it, and only the chain is not looked at. */
  readonly anchors: readonly Uint8Array[] | 'unchecked';
  /** DER, for authorities that send their chain only in part. */
  readonly intermediates?: readonly Uint8Array[];
  readonly timeoutMilliseconds?: number;
  /** 30 s when not given (spec/minutes.md, Certificate profile). */
  readonly clockToleranceSeconds?: number;
  readonly now?: () => Date;
  readonly randomBytes?: (length: number) => Uint8Array;
}

const maxTokenBytes = 64 * 1024;

/** RFC 3161 over HTTP (§3.4), with everything checked that a token can be checked for, and fallback from one authority to the next. */
export function createTimeStampClient(options: TimeStampClientOptions): TimeStampClient {
  const { authorities, allowedHosts, timeoutMilliseconds = 10_000, clockToleranceSeconds = 30, now = () => new Date(), randomBytes = secureRandomBytes } = options;
  const anchors = options.anchors === 'unchecked' ? undefined : options.anchors.map((der) => parseCertificate(der));
  const intermediates = (options.intermediates ?? []).map((der) => parseCertificate(der));
  for (const { url } of authorities) requireAllowed(url, allowedHosts);
  const ask = async ({ url, policy, authorization }: TimeStampClientOptions['authorities'][number], digest: Uint8Array): Promise<TimeStampResult> => {
    const request = buildTimeStampRequest({ hash: 'sha256', imprint: digest, nonce: randomBytes(16), certReq: true, ...(policy === undefined ? {} : { policy }) });
    const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply', ...(authorization === undefined ? {} : { authorization }) };
    const answer = await fetchBytes(url, { method: 'POST', headers, body: request.der }, { allowedHosts, timeoutMilliseconds, maxBytes: maxTokenBytes, mayBeInternal: true });
    const response = parseTimeStampResponse(answer);
    if (!response.granted || response.token === undefined) {
      throw new PadesError('timestamp-rejected', 'the time-stamping authority refused', { failures: response.failures.join(' ') || String(response.status) });
    }
    const token = parseTimeStampToken(response.token);
    requireGood(token, { digest, nonce: request.nonce, policy });
    if (Math.abs(token.genTime.getTime() - now().getTime()) > clockToleranceSeconds * 1000) {
      throw new PadesError('timestamp-clock-skew', 'our clock and the authority\'s differ too much', { seconds: Math.round((token.genTime.getTime() - now().getTime()) / 1000) });
    }
    return { token: response.token, genTime: token.genTime, authority: url };
  };
  const requireGood = (token: TimeStampToken, asked: { digest: Uint8Array; nonce: string | undefined; policy: string | undefined }): void => {
    const fail = (why: string): never => {
      throw new PadesError('timestamp-invalid', `the token is not an answer to our question: ${why}`, { why });
    };
    if (token.nonce !== asked.nonce) fail('nonce');
    if (asked.policy !== undefined && token.policy !== asked.policy) fail('policy');
    const check = verifyTimeStampToken(token, asked.digest, []);
    if (!check.imprintMatches) fail('imprint');
    if (check.signer === undefined) return fail('certificate');
    if (!check.extendedKeyUsageRight) fail('key purpose');
    if (!check.valid) fail('signature');
    if (anchors === undefined) return;
    const path = buildAndValidatePath(check.signer, { anchors, intermediates: [...token.signedData.certificates, ...intermediates], at: token.genTime, purpose: 'timestamping', revocation: 'skip' });
    if (path.status !== 'valid') fail(`chain (${path.code})`);
  };
  return {
    tokenReserve: 8 * 1024,
    timestamp: async (digest) => {
      let last: unknown;
      for (const authority of authorities) {
        try {
          return await ask(authority, digest);
        } catch (error) {
          last = error;
        }
      }
      if (last instanceof PadesError) throw last;
      throw new PadesError('timestamp-unavailable', 'no time-stamping authority answers', { authorities: authorities.length }, last);
    },
  };
}
