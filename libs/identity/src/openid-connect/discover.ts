import { isLoopbackUrl } from '#platform';
import * as client from 'openid-client';
import { IdentityError } from '../identity-error.js';
import { discoveryError } from './provider-error.js';
import type { OpenIdConnectConfig } from './open-id-connect-config.js';

const known = new WeakMap<OpenIdConnectConfig, Promise<client.Configuration>>();

/**
 * The provider's metadata and keys, fetched once per configuration object. A failed attempt is forgotten, so that a
 * provider that was down at start is found later; changed keys are fetched again by the library itself.
 */
export function discoverProvider(config: OpenIdConnectConfig): Promise<client.Configuration> {
  const earlier = known.get(config);
  if (earlier !== undefined) return earlier;
  const discovery = discover(config).catch((error: unknown) => {
    known.delete(config);
    throw error instanceof IdentityError ? error : discoveryError(error);
  });
  known.set(config, discovery);
  return discovery;
}

async function discover(config: OpenIdConnectConfig): Promise<client.Configuration> {
  const insecure = config.allowInsecureHttp === true;
  assertSecure(config.issuer, insecure);
  assertSecure(config.redirectUri, insecure);
  const authentication = config.clientAuthentication === 'client_secret_post' ? client.ClientSecretPost : client.ClientSecretBasic;
  const found = await client.discovery(
    new URL(config.issuer),
    config.clientId,
    { [client.clockTolerance]: config.maximumClockSkewSeconds ?? 30 },
    authentication(config.clientSecret),
    {
      timeout: (config.timeoutMilliseconds ?? 10_000) / 1000,
      // TLS may vouch for the token endpoint (OpenID Connect Core §3.1.3.7 item 6), but the assertion is evidence:
      // its signature is always verified.
      execute: [client.enableNonRepudiationChecks, ...(insecure ? [client.allowInsecureRequests] : [])],
    },
  );
  const metadata = found.serverMetadata();
  for (const endpoint of [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri]) {
    if (endpoint === undefined) throw new IdentityError('provider-misconfigured', 'an endpoint is missing from the metadata');
    assertSecure(endpoint, insecure);
  }
  if (!found.serverMetadata().supportsPKCE()) throw new IdentityError('provider-misconfigured', 'no PKCE with S256');
  return found;
}

function assertSecure(address: string, insecureAllowed: boolean): void {
  if (!URL.canParse(address)) throw new IdentityError('provider-misconfigured', 'an address is not a URL');
  const { protocol } = new URL(address);
  if (protocol === 'https:') return;
  if (protocol !== 'http:' || !insecureAllowed || !isLoopbackUrl(address)) throw new IdentityError('insecure-provider');
}
