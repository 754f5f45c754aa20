import { isAtLeast, type LevelOfAssurance } from '#minutes';
import * as client from 'openid-client';
import type { IdentityAssertion } from '../identity-assertion.js';
import { IdentityError } from '../identity-error.js';
import { makePseudonym, makeSubjectReference } from '../person/pseudonym.js';
import { readClaims } from './claims.js';
import { discoverProvider } from './discover.js';
import type { OpenIdConnectConfig } from './open-id-connect-config.js';
import { answerError } from './provider-error.js';

/** What was kept since `startOpenIdConnect`, and what the case asks for. */
export interface SavedOpenIdConnect {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** When the question was asked: an authentication before that was not made for this signature. */
  readonly startedAt: Date;
  readonly bodyId: string;
  readonly requiredLevel: LevelOfAssurance;
}

/**
 * Redeems the provider's answer. Verified here: state, issuer (RFC 9207), PKCE, the ID token's signature, issuer,
 * audience, nonce and lifetime, that the person was authenticated after the question was asked, and the level.
 * Not verified here: whether the person is the signatory (`nameMatches`), and that the saved values are used once.
 *
 * @param callbackUrl the whole address that the browser came back to, with its query
 * @throws IdentityError any code
 */
export async function finishOpenIdConnect(
  config: OpenIdConnectConfig,
  callbackUrl: string | URL,
  saved: SavedOpenIdConnect,
): Promise<IdentityAssertion> {
  const provider = await discoverProvider(config);
  const { idToken, userInfo } = await redeem(provider, config, callbackUrl, saved);
  const authenticatedAt = checkFreshness(idToken, saved.startedAt, config.maximumClockSkewSeconds ?? 30);
  const levelOfAssurance = checkLevel(idToken, config, saved.requiredLevel);
  const person = readClaims(idToken, userInfo, config.claims ?? {});
  const source = { key: config.pseudonymKey, bodyId: saved.bodyId, provider: config.provider, subject: person.subject };
  return {
    method: 'openIdConnect',
    provider: config.provider,
    levelOfAssurance,
    name: person.name,
    givenName: person.givenName,
    surname: person.surname,
    pseudonym: makePseudonym(source),
    subjectReference: makeSubjectReference(source),
    assertedAt: authenticatedAt,
  };
}

type Claims = Readonly<Record<string, unknown>>;

async function redeem(
  provider: client.Configuration,
  config: OpenIdConnectConfig,
  callbackUrl: string | URL,
  saved: SavedOpenIdConnect,
): Promise<{ idToken: Claims; userInfo: Claims }> {
  try {
    // Path and host are ours to say: what a proxy made of them must not reach the redirect_uri comparison.
    const answer = new URL(config.redirectUri);
    answer.search = new URL(callbackUrl, config.redirectUri).search;
    const tokens = await client.authorizationCodeGrant(provider, answer, {
      pkceCodeVerifier: saved.codeVerifier,
      expectedState: saved.state,
      expectedNonce: saved.nonce,
      idTokenExpected: true,
    });
    const idToken = tokens.claims();
    if (idToken === undefined) throw new IdentityError('answer-invalid', 'no ID token');
    const hasName = idToken[config.claims?.name ?? 'name'] !== undefined;
    const askMore = !hasName && provider.serverMetadata().userinfo_endpoint !== undefined;
    const userInfo = askMore ? await client.fetchUserInfo(provider, tokens.access_token, idToken.sub) : {};
    return { idToken, userInfo };
  } catch (error) {
    throw error instanceof IdentityError ? error : answerError(error);
  }
}

/** OpenID Connect Core §2: with max_age asked for, auth_time is REQUIRED in the ID token. */
function checkFreshness(idToken: Claims, startedAt: Date, skewSeconds: number): Date {
  const authTime = idToken['auth_time'];
  const issuedAt = idToken['iat'];
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) throw new IdentityError('authentication-not-fresh', 'no auth_time');
  if (authTime < startedAt.getTime() / 1000 - skewSeconds) throw new IdentityError('authentication-not-fresh', 'before the question');
  if (typeof issuedAt !== 'number' || authTime > issuedAt + skewSeconds) throw new IdentityError('answer-invalid', 'auth_time after iat');
  return new Date(authTime * 1000);
}

function checkLevel(idToken: Claims, config: OpenIdConnectConfig, required: LevelOfAssurance): LevelOfAssurance {
  const acr = idToken['acr'];
  const level = typeof acr === 'string' && Object.hasOwn(config.acrLevels, acr) ? config.acrLevels[acr] : undefined;
  if (level === undefined) throw new IdentityError('level-of-assurance-unknown');
  if (!isAtLeast(level, required)) throw new IdentityError('level-of-assurance-too-low');
  return level;
}
