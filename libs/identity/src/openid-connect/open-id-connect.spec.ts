import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdentityError, finishOpenIdConnect, startOpenIdConnect, type IdentityErrorCode, type OpenIdConnectConfig, type SavedOpenIdConnect } from '#identity';
import { startLyingProvider, type Lies, type LyingProvider } from '../testing/lying-provider.js';

const redirectUri = 'http://127.0.0.1:4000/api/v1/ceremony/callback';
let provider: LyingProvider;
let config: OpenIdConnectConfig;

beforeEach(async () => {
  provider = await startLyingProvider(redirectUri);
  config = {
    provider: 'Prov',
    issuer: provider.issuer,
    clientId: 'justera',
    clientSecret: 'secret',
    redirectUri,
    acrValues: ['loa3'],
    acrLevels: { loa2: 'low', loa3: 'substantial' },
    pseudonymKey: Buffer.alloc(32, 7),
    allowInsecureHttp: true,
    timeoutMilliseconds: 2000,
  };
});
afterEach(() => provider.stop());

async function start(): Promise<{ redirectUrl: string; saved: SavedOpenIdConnect }> {
  const startedAt = new Date();
  const { redirectUrl, ...kept } = await startOpenIdConnect(config, { language: 'sv' });
  return { redirectUrl, saved: { ...kept, startedAt, bodyId: 'body-1', requiredLevel: 'substantial' } };
}

async function refusalOf(work: Promise<unknown>): Promise<IdentityErrorCode | 'accepted'> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof IdentityError) return error.code;
    throw error;
  }
}

async function refusalWhen(lies: Lies): Promise<IdentityErrorCode | 'accepted'> {
  const { redirectUrl, saved } = await start();
  provider.lies = lies;
  return refusalOf(finishOpenIdConnect(config, provider.answerTo(redirectUrl), saved));
}

const now = (): number => Math.floor(Date.now() / 1000);

describe('asking', () => {
  test('asks for a fresh login, at the level wanted, with PKCE, state and nonce', async () => {
    const { redirectUrl, saved } = await start();
    const asked = Object.fromEntries(new URL(redirectUrl).searchParams);
    expect(asked).toMatchObject({
      client_id: 'justera',
      response_type: 'code',
      prompt: 'login',
      max_age: '0',
      acr_values: 'loa3',
      ui_locales: 'sv',
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
      state: saved.state,
      nonce: saved.nonce,
    });
    expect(redirectUrl).not.toContain(saved.codeVerifier);
    expect(redirectUrl).not.toContain('secret');
  });

  test('two questions never share state, nonce or verifier', async () => {
    const [one, two] = [(await start()).saved, (await start()).saved];
    expect(new Set([one.state, two.state, one.nonce, two.nonce, one.codeVerifier, two.codeVerifier]).size).toBe(6);
  });

  test.each([
    ['http without being allowed', { allowInsecureHttp: false }, 'insecure-provider'],
    ['http to another machine, even when allowed', { issuer: 'http://idp.example.org' }, 'insecure-provider'],
    ['http that only looks like loopback', { issuer: 'http://127.0.0.1.example.org' }, 'insecure-provider'],
    ['an issuer that is no URL', { issuer: 'idp' }, 'provider-misconfigured'],
    ['a provider that does not answer', { issuer: 'http://127.0.0.1:1' }, 'provider-unreachable'],
  ])('%s', async (_name, change, code) => {
    expect(await refusalOf(startOpenIdConnect({ ...config, ...change }))).toBe(code);
  });

  test('metadata that send us to plain http elsewhere are refused', async () => {
    provider.lies = { metadata: { token_endpoint: 'http://evil.example.org/token' } };
    expect(await refusalOf(startOpenIdConnect(config))).toBe('insecure-provider');
  });

  test('metadata of another issuer are refused', async () => {
    provider.lies = { metadata: { issuer: 'https://other.example.org' } };
    expect(await refusalOf(startOpenIdConnect(config))).toBe('provider-misconfigured');
  });

  test('a provider that is silent is given up in time', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await refusalOf(startOpenIdConnect({ ...config, issuer, timeoutMilliseconds: 100 }))).toBe('provider-unreachable');
    await new Promise((resolve) => void silent.close(resolve).closeAllConnections());
  });

  test('a provider without PKCE is refused', async () => {
    provider.lies = { metadata: { code_challenge_methods_supported: ['plain'] } };
    expect(await refusalOf(startOpenIdConnect(config))).toBe('provider-misconfigured');
  });

  test('a provider that was down is found once it is up', async () => {
    provider.lies = { metadata: { issuer: 'https://other.example.org' } };
    await refusalOf(startOpenIdConnect(config));
    provider.lies = {};
    expect(await refusalOf(startOpenIdConnect(config))).toBe('accepted');
  });
});

describe('the answer', () => {
  test('becomes an assertion without the personal identity number', async () => {
    const { redirectUrl, saved } = await start();
    const assertion = await finishOpenIdConnect(config, provider.answerTo(redirectUrl), saved);
    expect(assertion).toMatchObject({
      method: 'openIdConnect',
      provider: 'Prov',
      levelOfAssurance: 'substantial',
      name: 'Anna Maria Ek',
      givenName: 'Anna Maria',
      surname: 'Ek',
    });
    expect(assertion.pseudonym).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(assertion)).not.toContain('198001011234');
    expect(Math.abs(assertion.assertedAt.getTime() - Date.now())).toBeLessThan(5000);
  });

  test('gives the same pseudonym again, and another one at another body', async () => {
    const at = async (bodyId: string): Promise<string> => {
      const { redirectUrl, saved } = await start();
      return (await finishOpenIdConnect(config, provider.answerTo(redirectUrl), { ...saved, bodyId })).pseudonym;
    };
    expect(await at('body-1')).toBe(await at('body-1'));
    expect(await at('body-1')).not.toBe(await at('body-2'));
  });

  test.each<[string, Lies, IdentityErrorCode]>([
    ['an old session passed off as a login', { claims: { auth_time: now() - 3600 } }, 'authentication-not-fresh'],
    ['no auth_time', { withoutClaims: ['auth_time'] }, 'authentication-not-fresh'],
    ['auth_time as text', { claims: { auth_time: String(now()) } }, 'answer-invalid'],
    ['auth_time in the future', { claims: { auth_time: now() + 3600 } }, 'answer-invalid'],
    ['the nonce of another question', { claims: { nonce: 'another' } }, 'answer-invalid'],
    ['no nonce', { withoutClaims: ['nonce'] }, 'answer-invalid'],
    ['a token for another client', { claims: { aud: 'other' } }, 'answer-invalid'],
    ['a token from another issuer', { claims: { iss: 'https://other.example.org' } }, 'answer-invalid'],
    ['an expired token', { claims: { iat: now() - 7200, exp: now() - 3600, auth_time: now() } }, 'answer-invalid'],
    ['a token signed by a stranger', { foreignKey: true }, 'answer-invalid'],
    ['a level below the required one', { claims: { acr: 'loa2' } }, 'level-of-assurance-too-low'],
    ['a level that nobody mapped', { claims: { acr: 'loa99' } }, 'level-of-assurance-unknown'],
    ['a level named like a property of every object', { claims: { acr: 'constructor' } }, 'level-of-assurance-unknown'],
    ['no level', { withoutClaims: ['acr'] }, 'level-of-assurance-unknown'],
    ['no name at all', { withoutClaims: ['name', 'given_name', 'family_name'] }, 'claims-missing'],
    ['a name of control characters', { claims: { name: '\u202e\u0007 ' }, withoutClaims: ['given_name'] }, 'claims-missing'],
    ['a code that the provider does not take', { tokenStatus: 400, tokenError: 'invalid_grant' }, 'answer-invalid'],
    ['our client refused', { tokenStatus: 400, tokenError: 'invalid_client' }, 'provider-misconfigured'],
    ['a provider in trouble', { tokenStatus: 503 }, 'provider-unreachable'],
  ])('%s is refused', async (_name, lies, code) => {
    expect(await refusalWhen(lies)).toBe(code);
  });

  test('without a full name is put together from its parts', async () => {
    expect(await refusalWhen({ withoutClaims: ['name'] })).toBe('accepted');
  });

  test('with the state of another question is refused (login CSRF)', async () => {
    const [mine, theirs] = [await start(), await start()];
    expect(await refusalOf(finishOpenIdConnect(config, provider.answerTo(theirs.redirectUrl), mine.saved))).toBe('answer-invalid');
  });

  test('with a code stolen from another question fails at PKCE', async () => {
    const [mine, theirs] = [await start(), await start()];
    const stolen = new URL(provider.answerTo(theirs.redirectUrl));
    stolen.searchParams.set('state', mine.saved.state);
    expect(await refusalOf(finishOpenIdConnect(config, stolen, mine.saved))).toBe('answer-invalid');
  });

  test('from another issuer is refused before the code is shown to anybody (mix-up, RFC 9207)', async () => {
    const { redirectUrl, saved } = await start();
    const mixed = new URL(provider.answerTo(redirectUrl));
    mixed.searchParams.set('iss', 'https://other.example.org');
    expect(await refusalOf(finishOpenIdConnect(config, mixed, saved))).toBe('answer-invalid');
  });

  test('redeemed twice is refused by the provider', async () => {
    const { redirectUrl, saved } = await start();
    const answer = provider.answerTo(redirectUrl);
    await finishOpenIdConnect(config, answer, saved);
    expect(await refusalOf(finishOpenIdConnect(config, answer, saved))).toBe('answer-invalid');
  });

  test.each([
    ['access_denied', 'authentication-cancelled'],
    ['temporarily_unavailable', 'provider-unreachable'],
    ['login_required', 'authentication-failed'],
    ['constructor', 'authentication-failed'],
  ])('error=%s means %s', async (error, code) => {
    const { saved } = await start();
    const query = new URLSearchParams({ error, state: saved.state, iss: provider.issuer }).toString();
    expect(await refusalOf(finishOpenIdConnect(config, `${redirectUri}?${query}`, saved))).toBe(code);
  });

  test('a forged error with a wrong state is not believed', async () => {
    const { saved } = await start();
    const forged = `${redirectUri}?error=access_denied&state=x&iss=${encodeURIComponent(provider.issuer)}`;
    expect(await refusalOf(finishOpenIdConnect(config, forged, saved))).toBe('answer-invalid');
  });

  test('no error carries a code, a token or a name', async () => {
    const { redirectUrl, saved } = await start();
    provider.lies = { claims: { nonce: 'another' } };
    const answer = provider.answerTo(redirectUrl);
    const error: unknown = await finishOpenIdConnect(config, answer, saved).catch((e: unknown) => e);
    const said = `${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
    expect(said).not.toContain(new URL(answer).searchParams.get('code'));
    expect(said).not.toContain('Anna');
    expect(said).not.toContain('198001011234');
  });
});
