import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { demoEvidenceLogKey, startDemoOpenIdProvider, startDemoTrustService, startMailCatcher, type DemoOpenIdProvider, type DemoPerson, type DemoTrustService, type MailCatcher } from '#demo';
import { setUpExternalDatabase, setUpOwnServer, startEmbeddedPostgres, type DatabaseAccess } from '#persistence';
import { toPem } from '#pki/parse';
import { systemClock } from '#platform';
import { demoSecrets, type DemoSecrets } from './secrets.js';

/** Everything that is not Justera itself: database, trust service, identity provider, mail. All on loopback. */
export interface Surroundings {
  /** The database in words, for whoever watches. */
  readonly database: string;
  readonly access: DatabaseAccess;
  readonly trust: DemoTrustService;
  readonly provider: DemoOpenIdProvider;
  readonly mail: MailCatcher;
  readonly secrets: DemoSecrets;
  /** DER of the certificate that seals the evidence log. */
  readonly logCertificateDer: Uint8Array;
  /** Where checkpoints are left; on a real installation, elsewhere. */
  readonly checkpointFolder: string;
  readonly apiPort: number;
  readonly signerPort: number;
  /** Environment variables of a process, as production would set them, but for MODE=demo. */
  environment(process: 'api' | 'signer' | 'worker'): Record<string, string>;
  stop(): Promise<void>;
}

/**
 * A loopback port that nobody listens on. Below the range that the system gives out by itself, so that nobody is given it before we listen.
 */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port between 20000 and 30000');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

export interface SurroundingsOptions {
  dataFolder: string;
  persons: readonly DemoPerson[];
  /** A TSA address other than the demo's own, e.g. one in front of it that tests can hold up. */
  tsaUrl?: (own: string) => string;
  /** A PostgreSQL that others run, instead of the embedded one. */
  databaseUrl?: string | undefined;
  /** `redis://…` for the queue, instead of PostgreSQL. */
  queueUrl?: string | undefined;
}

interface DemoDatabase {
  readonly words: string;
  readonly access: DatabaseAccess;
  stop(): Promise<void>;
}

async function startDatabase(folder: string, url: string | undefined): Promise<DemoDatabase> {
  if (url !== undefined) return { words: `PostgreSQL at ${new URL(url).host}`, access: await setUpExternalDatabase(url), stop: () => Promise.resolve() };
  const postgres = await startEmbeddedPostgres({ dataFolder: folder });
  const access = await setUpOwnServer(postgres.adminUrl, folder);
  return { words: `PostgreSQL ${postgres.adopted ? 'taken over' : 'started'} on port ${postgres.port}`, access, stop: () => postgres.stop() };
}

/** Starts the surroundings; what takes long, at the same time. */
export async function startSurroundings(options: SurroundingsOptions): Promise<Surroundings> {
  const folder = path.resolve(options.dataFolder);
  mkdirSync(folder, { recursive: true });
  const secrets = demoSecrets(folder);
  const [apiPort, signerPort] = [await freePort(), await freePort()];
  const publicUrl = `http://127.0.0.1:${apiPort}`;
  const checkpointFolder = path.join(folder, 'checkpoints');
  mkdirSync(path.join(folder, 'log-key'), { recursive: true, mode: 0o700 });
  const [database, trust, provider, mail, logKey] = await Promise.all([
    startDatabase(folder, options.databaseUrl),
    startDemoTrustService({ folder: path.join(folder, 'demo'), clock: systemClock }),
    startDemoOpenIdProvider({ redirectUris: [`${publicUrl}/api/v1/ceremony/callback`], persons: options.persons }),
    startMailCatcher(),
    demoEvidenceLogKey(path.join(folder, 'log-key'), systemClock.now()),
  ]);
  const anchors = path.join(folder, 'demo', 'anchors.pem');
  writeFileSync(anchors, [...new Set([toPem(trust.rootDer), toPem(trust.tsaRootDer)])].join(''));
  const common = { MODE: 'demo', DATA_FOLDER: folder, PUBLIC_URL: publicUrl, HOST: '127.0.0.1', LOG_LEVEL: 'warn', TRUST_SIGNATURE_ANCHORS: anchors, TRUST_TIMESTAMP_ANCHORS: anchors, MAIL_FROM: 'justera@exempel.example', ...(options.queueUrl === undefined ? {} : { QUEUE_URL: options.queueUrl }) };
  const url = (role: Parameters<DatabaseAccess['urlOf']>[0]): string => database.access.urlOf(role);
  const environments: Record<'api' | 'signer' | 'worker', Record<string, string>> = {
    api: { PORT: String(apiPort), DATABASE_URL_API: url('api'), SIGNER_URL: `http://127.0.0.1:${signerPort}`, SERVICE_SECRET: secrets.serviceSecret },
    signer: {
      PORT: String(signerPort), DATABASE_URL_SIGNER: url('signer'), DATABASE_URL_QUEUE: url('queue'), SERVICE_SECRET: secrets.serviceSecret, CODE_PEPPER: secrets.codePepper,
      PSEUDONYM_KEY: secrets.pseudonymKey, SMTP_URL: mail.smtpUrl, TSA_URLS: options.tsaUrl?.(trust.tsaUrl) ?? trust.tsaUrl, REVOCATION_HOSTS: new URL(trust.url).host,
      ISSUING_KEY_FILE: trust.issuingKeyFile, ISSUING_KEY_PASSPHRASE: trust.issuingKeyPassphrase, OIDC_ISSUER_URL: provider.issuer, OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret, OIDC_PROVIDER_NAME: 'demo-legitimation', OIDC_ACR_LEVELS: `${provider.acrValue}=substantial`, LOG_SEAL_FILE: logKey.logSealFile, CHECKPOINT_MINUTES: '0',
    },
    worker: { DATABASE_URL_WORKER: url('worker'), DATABASE_URL_RELAY: url('relay'), DATABASE_URL_QUEUE: url('queue'), SMTP_URL: mail.smtpUrl, LINK_KEY: secrets.linkKey, CHECKPOINT_FOLDER: checkpointFolder },
  };
  return {
    database: database.words, access: database.access, trust, provider, mail, secrets, logCertificateDer: logKey.certificateDer, checkpointFolder, apiPort, signerPort,
    environment: (process) => ({ ...common, ...environments[process] }),
    stop: async () => {
      await Promise.all([provider.stop(), mail.stop(), trust.stop()]);
      await database.stop();
    },
  };
}
