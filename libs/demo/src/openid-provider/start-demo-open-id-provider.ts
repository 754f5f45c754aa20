import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../http/listen.js';
import { handleInteraction } from './interaction.js';
import { loadOidcProvider, type OidcProvider } from './oidc-provider-library.js';
import { Persons, type DemoPerson } from './persons.js';
import { DEMO_ACR, providerConfiguration } from './provider-configuration.js';

export interface DemoOpenIdProvider {
  /** `http://127.0.0.1:port`: an OpenID provider that believes everybody. */
  readonly issuer: string;
  readonly clientId: string;
  /** New at every start. */
  readonly clientSecret: string;
  /** The one acr that it gives; to be mapped to `substantial`. */
  readonly acrValue: string;
  stop(): Promise<void>;
}

/**
 * Starts the demo's OpenID provider. Its login page says in so many words that it is a demo.
 *
 * @param options.redirectUris exactly the addresses that answers may be sent to
 * @param options.persons who is offered on the login page; any other name can be typed
 */
export async function startDemoOpenIdProvider(options: {
  port?: number;
  redirectUris: readonly string[];
  persons: readonly DemoPerson[];
}): Promise<DemoOpenIdProvider> {
  const Provider = await loadOidcProvider();
  const persons = new Persons(options.persons);
  const client = { id: 'justera-demo', secret: randomBytes(32).toString('base64url'), redirectUris: options.redirectUris };
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end();
  };
  const listening = await listenOnLoopback(
    createServer((request, response) => answer(request, response)),
    options.port ?? 0,
  );
  const provider: OidcProvider = new Provider(
    listening.url,
    providerConfiguration({ client, persons, provider: () => provider, now: () => new Date().getTime() }),
  );
  const handle = provider.callback();
  answer = (request, response) => {
    forgetSession(request);
    if (!/^\/interaction\/[\w-]+$/.test(request.url ?? '')) {
      handle(request, response);
      return;
    }
    handleInteraction(provider, persons, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  return { issuer: listening.url, clientId: client.id, clientSecret: client.secret, acrValue: DEMO_ACR, stop: listening.stop };
}

/**
 * No session counts for a signature, so none is looked at. (The library would also ask a second person in the same
 * browser to log the first one out, on a page that needs JavaScript.)
 */
function forgetSession(request: IncomingMessage): void {
  const cookies = (request.headers.cookie ?? '').split(';').filter((cookie) => !/^\s*_session(\.sig|\.legacy)*=/.test(cookie));
  request.headers.cookie = cookies.join(';');
}
