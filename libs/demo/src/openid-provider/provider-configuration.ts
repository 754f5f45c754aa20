import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createMemoryAdapter } from './memory-adapter.js';
import { lostPage } from './login-page.js';
import type { OidcProvider, RequestContext } from './oidc-provider-library.js';
import type { Persons } from './persons.js';

/** The level that the demo claims, so that a demo case can be one of advanced signatures. It proves nothing. */
export const DEMO_ACR = 'urn:justera:demo:loa:substantial';

const minutes = (count: number): number => count * 60;

/**
 * Everything that the library would else complain about is set. Keys and secrets are made here, at every start, and
 * never written down.
 */
export function providerConfiguration(options: {
  client: { id: string; secret: string; redirectUris: readonly string[] };
  persons: Persons;
  provider: () => OidcProvider;
  now: () => number;
}): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    adapter: createMemoryAdapter(options.now),
    clients: [
      {
        client_id: options.client.id,
        client_secret: options.client.secret,
        redirect_uris: options.client.redirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'demo' }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    acrValues: [DEMO_ACR],
    claims: { openid: ['sub'], profile: ['name', 'given_name', 'family_name'] },
    // Names in the ID token itself, whose signature is verified and which can be kept as evidence.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: minutes(5),
      AuthorizationCode: minutes(1),
      Grant: minutes(10),
      IdToken: minutes(5),
      Interaction: minutes(15),
      Session: minutes(10),
    },
    findAccount: (_context: unknown, subject: string) => {
      const claims = options.persons.claimsOf(subject);
      return claims === undefined ? undefined : { accountId: subject, claims: () => claims };
    },
    // No consent page: who logs in here, for a signature, has agreed to tell their name.
    loadExistingGrant: async ({ oidc }: RequestContext) => {
      const grant = new (options.provider().Grant)({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    renderError: (context: RequestContext) => {
      context.type = 'html';
      context.body = lostPage('sv');
    },
  };
}
