import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RevocationSource } from '#pades';
import { openChangeFeed, openDatabase } from '#persistence';
import { nameToString, parseCertificate, toPem } from '#pki/parse';
import { createLogger, loadTrustAnchors, randomIds, systemClock, type AppConfig, type Logger } from '#platform';
import { ExaminationPool } from '#signing';
import { defaultPolicy } from '#validation';
import { rememberAnswers, ValidationPool } from '#validator';
import type { CaughtMails, PublishedAnchor } from './api-context.js';
import { ApiModule } from './api.module.js';
import { SignerClient } from './ceremony/signer-client.js';
import { securityHeaders } from './http/security-headers.js';
import { WaitingRoom } from './http/waiting-room.js';
import { servePages } from './pages/serve-pages.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { StaffSecret } from './staff/staff-secret.js';
import { keepTrustedLists } from './validation/keep-trusted-lists.js';

export interface ApiOptions {
  config: AppConfig;
  /** As the role `api`. */
  databaseUrl: string;
  logger?: Logger;
  caughtMails?: CaughtMails;
  /** Taken as the desk's secret when there is none yet; otherwise one is made. */
  staffSecret?: string;
  /** Told the desk's secret, once in the life of the installation. */
  onFirstSecret?: (secret: string) => void;
}

export interface RunningApi {
  url: string;
  close(): Promise<void>;
}

function published(ders: readonly Uint8Array[], purpose: PublishedAnchor['purpose']): PublishedAnchor[] {
  return ders.map((der) => {
    const certificate = parseCertificate(der);
    return { name: nameToString(certificate.subject), purpose, sha256: certificate.sha256, notAfter: certificate.notAfter.toISOString(), pem: toPem(der) };
  });
}

/** Strangers send files: an answer is given again for some minutes, and few are asked at once. */
async function revocationSource({ revocationHosts: allowedHosts }: AppConfig): Promise<RevocationSource | undefined> {
  if (allowedHosts.length === 0) return undefined;
  const { createRevocationSource } = await import('#pades');
  const source = createRevocationSource({ allowedHosts, timeoutMilliseconds: 5_000, maxBytes: 4 * 1024 * 1024 });
  return rememberAnswers(source, { clock: systemClock, milliseconds: 5 * 60_000, most: 1_000, atOnce: 16 });
}

/** Starts the HTTP process. It holds no rule and no signing secret. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { config } = options;
  const logger = options.logger ?? createLogger({ name: 'api', level: config.logLevel });
  if (config.signerUrl === undefined || config.serviceSecret === undefined) throw new Error('SIGNER_URL and SERVICE_SECRET are needed');
  const trust = loadTrustAnchors(config, (file) => readFileSync(file, 'utf8'));
  const database = await openDatabase({ url: options.databaseUrl, role: 'api', poolSize: 10, logger });
  const changes = await openChangeFeed({ url: options.databaseUrl, role: 'api', logger });
  const staffSecret = new StaffSecret(database, systemClock, randomIds);
  const first = await staffSecret.ensure(options.staffSecret);
  if (first !== undefined) options.onFirstSecret?.(first);
  const validation = new ValidationPool(trust, defaultPolicy, { workers: 2, waiting: 50, milliseconds: 20_000, megabytes: 1024 });
  const lists = keepTrustedLists({ config, anchors: trust, pool: validation, clock: systemClock, logger });
  const intake = new ExaminationPool({ workers: 2, waiting: 20, milliseconds: 30_000, megabytes: 1024 });
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const context = {
    config,
    dependencies: { database, clock: systemClock, ids: randomIds, logger, maximumFileBytes: config.maxFileBytes, examineUpload: intake.examine },
    signer: new SignerClient(config.signerUrl, config.serviceSecret.reveal(), logger),
    changes,
    // A page waits once; a person may have it open twice, and reload it.
    waitingRoom: new WaitingRoom(4, 2_000),
    validation,
    revocation: await revocationSource(config),
    anchors: [...published(trust.signatureAnchors, 'signature'), ...published(trust.sealAnchors, 'seal'), ...published(trust.timestampAnchors, 'timestamp')],
    trustedLists: () => lists.used(),
    staffSecret,
    caughtMails: options.caughtMails,
    secure,
  };
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.register(context), { logger: ['error', 'fatal'], abortOnError: false });
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(securityHeaders(secure));
  servePages(app, fileURLToPath(new URL('../../../web', import.meta.url)));
  app.useGlobalFilters(new ProblemFilter(logger, randomIds));
  await app.listen(config.port ?? 8080, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://${config.host}:${port}`,
    close: async () => {
      await changes.close();
      app.getHttpServer().closeAllConnections();
      await app.close();
      await lists.close();
      await Promise.all([validation.close(), intake.close()]);
      await database.close();
    },
  };
}
