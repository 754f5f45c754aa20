import type { LevelOfAssurance } from '#minutes';

/** One OpenID provider as a body trusts it. Held by the signing component, which alone talks to the provider. */
export interface OpenIdConnectConfig {
  /** Short name, shown to people, recorded as evidence and written into certificates. */
  readonly provider: string;
  /** Exactly as the provider publishes it (OpenID Connect Discovery 1.0 §4.3). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Default `client_secret_basic` (OpenID Connect Core §9). */
  readonly clientAuthentication?: 'client_secret_basic' | 'client_secret_post';
  /** Default `openid profile`. */
  readonly scope?: string;
  /** Asked for, in order of preference (OpenID Connect Core §3.1.2.1). */
  readonly acrValues: readonly string[];
  /** What an acr in the answer is worth. An acr that is not listed is refused: unknown is not low. */
  readonly acrLevels: Readonly<Record<string, LevelOfAssurance>>;
  readonly claims?: ClaimNames;
  /** At least 32 bytes; see `PseudonymSource`. */
  readonly pseudonymKey: Uint8Array;
  /** Demo only: plain http, and then only to loopback hosts. */
  readonly allowInsecureHttp?: boolean;
  /** Each request to the provider; default 10,000. */
  readonly timeoutMilliseconds?: number;
  /** Default 30. */
  readonly maximumClockSkewSeconds?: number;
}

/** Where this provider puts what we need; defaults are the standard claims (OpenID Connect Core §5.1). */
export interface ClaimNames {
  readonly subject?: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly surname?: string;
}
