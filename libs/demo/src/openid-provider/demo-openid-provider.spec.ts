import { DEMO_ACR, startDemoOpenIdProvider, type DemoOpenIdProvider } from '#demo';
import { finishOpenIdConnect, startOpenIdConnect, type IdentityAssertion, type OpenIdConnectConfig } from '#identity';

const redirectUri = 'http://127.0.0.1:4999/api/v1/ceremony/callback';
const said: string[] = [];
let provider: DemoOpenIdProvider;
let config: OpenIdConnectConfig;

beforeAll(async () => {
  for (const method of ['info', 'warn', 'log', 'error'] as const) jest.spyOn(console, method).mockImplementation((...words: unknown[]) => void said.push(words.join(' ')));
  provider = await startDemoOpenIdProvider({ redirectUris: [redirectUri], persons: [{ name: 'Anna Ek' }, { name: 'Bo <Lind>' }] });
  config = {
    provider: 'Justera demo',
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    redirectUri,
    acrValues: [provider.acrValue],
    acrLevels: { [DEMO_ACR]: 'substantial' },
    pseudonymKey: Buffer.alloc(32, 1),
    allowInsecureHttp: true,
  };
});
afterAll(async () => {
  await provider.stop();
  jest.restoreAllMocks();
});

/** A browser without JavaScript: cookies and redirects. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<{ url: string; status: number; html: string }> {
    let next = url;
    let body = form;
    for (let hop = 0; hop < 10; hop += 1) {
      if (next.startsWith(redirectUri)) return { url: next, status: 0, html: '' };
      const response = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body === undefined ? {} : { method: 'POST', body: new URLSearchParams(body) }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name, value] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
        this.#cookies.set(name ?? '', value ?? '');
      }
      const location = response.headers.get('location');
      if (location === null) return { url: next, status: response.status, html: await response.text() };
      next = new URL(location, next).href;
      body = undefined;
    }
    throw new Error('too many redirects');
  }

  async logIn(redirectUrl: string, form: Record<string, string>): Promise<{ url: string; status: number; html: string }> {
    const page = await this.open(redirectUrl);
    const action = /action="([^"]+)"/.exec(page.html)?.[1] ?? '';
    return this.open(new URL(action, page.url).href, form);
  }
}

async function identify(browser: Browser, form: Record<string, string>): Promise<IdentityAssertion> {
  const startedAt = new Date();
  const { redirectUrl, ...kept } = await startOpenIdConnect(config, { language: 'sv' });
  const { url } = await browser.logIn(redirectUrl, form);
  return finishOpenIdConnect(config, url, { ...kept, startedAt, bodyId: 'body', requiredLevel: 'substantial' });
}

test('a person offered on the page is identified, at level substantial, without JavaScript', async () => {
  expect(await identify(new Browser(), { person: 'Anna Ek' })).toMatchObject({
    method: 'openIdConnect',
    provider: 'Justera demo',
    levelOfAssurance: 'substantial',
    name: 'Anna Ek',
    givenName: 'Anna',
    surname: 'Ek',
  });
});

test('a typed name goes before a chosen one', async () => {
  expect(await identify(new Browser(), { person: 'Anna Ek', name: 'Żofia Łęcka' })).toMatchObject({ name: 'Żofia Łęcka' });
});

test('several persons after one another in the same browser, each asked anew', async () => {
  const browser = new Browser();
  const first = await identify(browser, { person: 'Anna Ek' });
  const second = await identify(browser, { person: 'Bo <Lind>' });
  const again = await identify(browser, { person: 'Anna Ek' });
  expect([first.name, second.name, again.name]).toEqual(['Anna Ek', 'Bo <Lind>', 'Anna Ek']);
  expect(again.pseudonym).toBe(first.pseudonym);
});

test('the page says that it is a demo, in the language asked for, and is a form that anybody can use', async () => {
  const swedish = (await new Browser().open((await startOpenIdConnect(config, { language: 'sv' })).redirectUrl)).html;
  const english = (await new Browser().open((await startOpenIdConnect(config, { language: 'en' })).redirectUrl)).html;
  expect(swedish).toContain('<html lang="sv">');
  expect(swedish).toContain('Det här är en demo. Ingen legitimeras på riktigt');
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('Nobody is really identified');
  expect(english).toContain('Bo &#60;Lind&#62;');
  expect(english).not.toMatch(/<script|https?:\/\/(?!127)/);
  for (const [, id] of english.matchAll(/<input[^>]* id="([^"]+)"/g)) expect(english).toContain(`<label for="${id}">`);
});

test('nobody chosen: the page says so and waits', async () => {
  const browser = new Browser();
  const { status, html } = await browser.logIn((await startOpenIdConnect(config, { language: 'sv' })).redirectUrl, {});
  expect(status).toBe(422);
  expect(html).toContain('role="alert"');
});

test('cancelled is told apart from failed', async () => {
  const { redirectUrl, ...kept } = await startOpenIdConnect(config);
  const { url } = await new Browser().logIn(redirectUrl, { cancel: 'yes' });
  const saved = { ...kept, startedAt: new Date(), bodyId: 'body', requiredLevel: 'substantial' } as const;
  await expect(finishOpenIdConnect(config, url, saved)).rejects.toMatchObject({ code: 'authentication-cancelled' });
});

test('an answer is never sent to another address', async () => {
  const { redirectUrl } = await startOpenIdConnect({ ...config, redirectUri: 'http://127.0.0.1:4998/evil' });
  const { status, url } = await new Browser().open(redirectUrl);
  expect(status).toBe(400);
  expect(url).toContain(provider.issuer);
});

test('the login of one browser cannot be answered from another', async () => {
  const page = await new Browser().open((await startOpenIdConnect(config)).redirectUrl);
  const { status, html } = await new Browser().open(page.url, { person: 'Anna Ek' });
  expect(status).toBe(400);
  expect(html).toContain('Inget har skrivits under.');
});

test('starts without a word on the console', () => expect(said).toEqual([]));
