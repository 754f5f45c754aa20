import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test makes the provider say; anything left out is said honestly. */
export interface Lies {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly withoutClaims?: readonly string[];
  /** Signs with a key that the published key set does not hold. */
  readonly foreignKey?: boolean;
  readonly tokenStatus?: number;
  readonly tokenError?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface LyingProvider {
  readonly issuer: string;
  lies: Lies;
  /** What the browser would bring back after the person has logged in. */
  answerTo(redirectUrl: string): string;
  stop(): Promise<void>;
}

/** An OpenID provider that tests can make lie about anything. No login page: `answerTo` plays the browser. */
export async function startLyingProvider(redirectUri: string): Promise<LyingProvider> {
  const honest = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const questions = new Map<string, URLSearchParams>();
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: LyingProvider = {
    issuer,
    lies: {},
    answerTo(redirectUrl) {
      const question = new URL(redirectUrl).searchParams;
      const code = randomUUID();
      questions.set(code, question);
      return `${redirectUri}?${new URLSearchParams({ code, state: question.get('state') ?? '', iss: issuer }).toString()}`;
    },
    stop: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const { lies } = provider;
    if (request.url === '/jwks') return [200, { keys: [{ ...honest.publicKey.export({ format: 'jwk' }), kid: '1', alg: 'ES256', use: 'sig' }] }];
    if (request.url !== '/token') return [200, { ...metadataOf(issuer), ...lies.metadata }];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const question = questions.get(form.get('code') ?? '');
    questions.delete(form.get('code') ?? '');
    if (lies.tokenStatus !== undefined) return [lies.tokenStatus, { error: lies.tokenError ?? 'server_error' }];
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (question?.get('code_challenge') !== challenge) return [400, { error: 'invalid_grant' }];
    const idToken = makeIdToken(issuer, question, lies, lies.foreignKey === true ? foreign.privateKey : honest.privateKey);
    return [200, { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken }];
  }
  return provider;
}

function metadataOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
  };
}

function makeIdToken(issuer: string, question: URLSearchParams, lies: Lies, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const claims: Record<string, unknown> = {
    iss: issuer,
    aud: question.get('client_id'),
    sub: '198001011234',
    nonce: question.get('nonce'),
    iat: now,
    exp: now + 60,
    auth_time: now,
    acr: 'loa3',
    name: 'Anna Maria Ek',
    given_name: 'Anna Maria',
    family_name: 'Ek',
    ...lies.claims,
  };
  for (const claim of lies.withoutClaims ?? []) delete claims[claim];
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'ES256', kid: '1' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
