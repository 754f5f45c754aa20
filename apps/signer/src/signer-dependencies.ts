import type { OpenIdConnectConfig } from '#identity';
import { createMailSender } from '#notifications';
import { createRevocationSource, createTimeStampClient } from '#pades';
import type { Database } from '#persistence';
import { ConfigError, randomIds, systemClock, type AppConfig, type Logger, type Secret, type TrustAnchors } from '#platform';
import { createSignatureEngine, type SignerDependencies } from '#signing';
import { openIssuingAuthority } from './open-issuing-authority.js';
import { openSealKeys } from './seal-keys.js';

function needed<Value>(value: Value | undefined, variable: string): Value {
  if (value === undefined) throw new ConfigError('config-invalid', [{ variable, problem: 'is required for the signer' }]);
  return value;
}

const bytesOf = (secret: Secret | undefined, variable: string): Buffer => Buffer.from(needed(secret, variable).reveal(), 'utf8');

/** What the signing component works with. The issuing key is opened here and lives in this process alone. */
export async function signerDependencies(config: AppConfig, database: Database, trust: TrustAnchors, logger: Logger): Promise<SignerDependencies> {
  const { authority, issuance } = await openIssuingAuthority(config, trust, systemClock, logger);
  const tsaHosts = config.tsaUrls.map((url) => new URL(url).host);
  const pseudonymKey = bytesOf(config.pseudonymKey, 'PSEUDONYM_KEY');
  const openIdConnect = openIdConnectOf(config, pseudonymKey);
  return {
    database,
    clock: systemClock,
    ids: randomIds,
    logger,
    engine: createSignatureEngine({
      authority,
      issuance,
      timestamps: createTimeStampClient({ authorities: config.tsaUrls.map((url) => ({ url })), allowedHosts: tsaHosts, anchors: trust.timestampAnchors, timeoutMilliseconds: 5_000 }),
      revocation: createRevocationSource({ allowedHosts: [...config.revocationHosts, ...tsaHosts] }),
      trust,
      seals: await openSealKeys(config.sealKeysFile),
      clock: systemClock,
    }),
    validationAddress: needed(config.validationUrl, 'VALIDATION_URL'),
    codePepper: bytesOf(config.codePepper, 'CODE_PEPPER'),
    pseudonymKey,
    // Longer than an append takes with a slow TSA; when a signer dies, another begins after this.
    leaseMilliseconds: 15_000,
    mailSender: createMailSender({ smtpUrl: needed(config.smtpUrl, 'SMTP_URL'), fromAddress: needed(config.mailFrom, 'MAIL_FROM') }),
    ...(openIdConnect === undefined ? {} : { openIdConnect }),
  };
}

function openIdConnectOf(config: AppConfig, pseudonymKey: Uint8Array): OpenIdConnectConfig | undefined {
  const { issuerUrl, clientId, clientSecret, providerName, acrLevels } = config.openIdConnect;
  if (issuerUrl === undefined) return undefined;
  return {
    provider: providerName,
    issuer: issuerUrl,
    clientId: needed(clientId, 'OIDC_CLIENT_ID'),
    clientSecret: needed(clientSecret, 'OIDC_CLIENT_SECRET').reveal(),
    redirectUri: new URL('/api/v1/ceremony/callback', needed(config.publicUrl, 'PUBLIC_URL')).href,
    acrValues: Object.keys(acrLevels),
    acrLevels,
    pseudonymKey,
    allowInsecureHttp: config.mode === 'demo',
  };
}
