import type { OpenIdConnectConfig } from '#identity';
import type { OpenedKey } from '#issuance';
import { createMailSender } from '#notifications';
import { createRevocationSource, createTimeStampClient, type TimeStampClient } from '#pades';
import type { Database } from '#persistence';
import { ConfigError, randomIds, type AppConfig, type Clock, type Logger, type Secret, type TrustAnchors } from '#platform';
import { createSignatureEngine, ProvenHeads, type LogSeal, type SealKeys, type SignerDependencies } from '#signing';
import { openIssuingAuthority, type IssuingAuthorityAtWork } from './open-issuing-authority.js';
import { openLogSeal, openReportSeal, openSealKeys } from './seal-keys.js';

function needed<Value>(value: Value | undefined, variable: string): Value {
  if (value === undefined) throw new ConfigError('config-invalid', [{ variable, problem: 'is required for the signer' }]);
  return value;
}

const bytesOf = (secret: Secret | undefined, variable: string): Buffer => Buffer.from(needed(secret, variable).reveal(), 'utf8');

export interface SignerParts {
  readonly config: AppConfig;
  readonly database: Database;
  readonly trust: TrustAnchors;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface OpenedSigner {
  readonly dependencies: SignerDependencies;
  /** Seals PDF reports of the public validation, and nothing else. */
  readonly reportSeal: OpenedKey | undefined;
  /** Seals checkpoints of the evidence log. */
  readonly logSeal: LogSeal | undefined;
  /** Lets all keys go: sessions with tokens end. */
  close(): void;
}

/**
 * What the signing component works with. The issuing key and the seals are opened here and live in this process alone.
 * @throws ConfigError; no key stays open then
 */
export async function signerDependencies(parts: SignerParts): Promise<OpenedSigner> {
  const { config, trust, clock, logger } = parts;
  const issuing = await openIssuingAuthority(config, trust, clock, logger);
  const open: { close(): void }[] = [issuing.authority];
  const close = (): void => open.forEach((key) => key.close());
  try {
    const seals = await openSealKeys(config.sealKeysFile, { mode: config.mode, trust, clock, logger });
    open.push(...seals.values());
    const reportSeal = await openReportSeal(config.reportSealFile, { mode: config.mode, clock, logger });
    if (reportSeal !== undefined) open.push(reportSeal);
    const logKey = await openLogSeal(config.logSealFile, { mode: config.mode, clock, logger });
    if (logKey !== undefined) open.push(logKey);
    const timestamps = timestampsOf(parts);
    return { dependencies: dependenciesOf(parts, issuing, seals, timestamps), reportSeal, logSeal: logSealOf(parts, logKey, timestamps), close };
  } catch (error) {
    close();
    throw error;
  }
}

function timestampsOf({ config, trust }: SignerParts): TimeStampClient {
  const allowedHosts = config.tsaUrls.map((url) => new URL(url).host);
  return createTimeStampClient({ authorities: config.tsaUrls.map((url) => ({ url })), allowedHosts, anchors: trust.timestampAnchors, timeoutMilliseconds: 5_000 });
}

function logSealOf({ config, logger }: SignerParts, key: OpenedKey | undefined, timestamps: TimeStampClient): LogSeal | undefined {
  if (key === undefined) {
    logger.warn({ variable: 'LOG_SEAL_FILE' }, 'there is no key for the evidence log: no checkpoint is made, and nothing in it is anchored outside');
    return undefined;
  }
  const origin = `${new URL(needed(config.publicUrl, 'PUBLIC_URL')).host}/evidence-log`;
  return { key, timestamps, origin, intervalMilliseconds: config.checkpoints.minutes * 60_000 };
}

function dependenciesOf({ config, database, trust, clock, logger }: SignerParts, { authority, issuance }: IssuingAuthorityAtWork, seals: SealKeys, timestamps: TimeStampClient): SignerDependencies {
  const tsaHosts = config.tsaUrls.map((url) => new URL(url).host);
  const pseudonymKey = bytesOf(config.pseudonymKey, 'PSEUDONYM_KEY');
  const openIdConnect = openIdConnectOf(config, pseudonymKey);
  return {
    database,
    clock,
    ids: randomIds,
    logger,
    engine: createSignatureEngine({
      authority,
      issuance,
      timestamps,
      revocation: createRevocationSource({ allowedHosts: [...config.revocationHosts, ...tsaHosts] }),
      trust,
      seals,
      clock,
    }),
    provenHeads: new ProvenHeads(clock),
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
