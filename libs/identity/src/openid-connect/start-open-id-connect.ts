import * as client from 'openid-client';
import { discoverProvider } from './discover.js';
import type { OpenIdConnectConfig } from './open-id-connect-config.js';

export interface StartedOpenIdConnect {
  /** Where the person goes next. Holds state, nonce and the PKCE challenge, but no secret. */
  readonly redirectUrl: string;
  /** The three that the answer is bound to: store them for one use, the state as a hash. */
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * Asks for a fresh authentication, for this signature alone: `prompt=login` and `max_age=0`, so that no session at the
 * provider counts (eIDAS art. 26(c); OpenID Connect Core §3.1.2.1). Authorization code with PKCE (RFC 7636, S256).
 *
 * @throws IdentityError `provider-unreachable`, `provider-misconfigured`, `insecure-provider`
 */
export async function startOpenIdConnect(
  config: OpenIdConnectConfig,
  question: { readonly language?: 'sv' | 'en' } = {},
): Promise<StartedOpenIdConnect> {
  const provider = await discoverProvider(config);
  const state = client.randomState();
  const nonce = client.randomNonce();
  const codeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri: config.redirectUri,
    scope: config.scope ?? 'openid profile',
    response_type: 'code',
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    prompt: 'login',
    max_age: '0',
    ...(config.acrValues.length > 0 ? { acr_values: config.acrValues.join(' ') } : {}),
    ...(question.language === undefined ? {} : { ui_locales: question.language }),
  });
  return { redirectUrl: url.href, state, nonce, codeVerifier };
}
