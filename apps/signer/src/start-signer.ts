import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openQueueBackend, startWorker } from '#jobs';
import { openDatabase } from '#persistence';
import { ConfigError, createLogger, loadTrustAnchors, systemClock, type AppConfig, type Clock, type Logger } from '#platform';
import { appendSignatures, completeRequest, prepareSignRequest, rehearseSigning, SignerModule, type SignerDependencies } from '#signing';
import { CeremonyController, ServiceGuard } from './ceremony.controller.js';
import { maxReportBytes, REPORT_SEALER, ReportSealController, ReportSealer } from './report-seal.controller.js';
import { RefusalFilter } from './refusal.filter.js';
import { hardenProcess, requireHardened } from './hardening.js';
import { startSealing } from './start-sealing.js';
import { signerDependencies } from './signer-dependencies.js';

export interface SignerOptions {
  config: AppConfig;
  /** As the role `signer`. */
  databaseUrl: string;
  /** As the role `queue`, unless the queue is elsewhere. */
  queueDatabaseUrl: string;
  logger?: Logger;
  /** The system's unless a test holds it still. */
  clock?: Clock;
  /** How often it is looked whether the evidence log has grown; a minute when not given. */
  sealMilliseconds?: number;
}

export interface RunningSigner {
  url: string;
  close(): Promise<void>;
}

/** Enough for the first person's signature to take what the hundredth's takes; with 600 the first ones took 30 ms longer (`npm run bench -- people-wait`). */
const rehearsalMilliseconds = 1000;

@Module({})
class SignerApp {
  static register(dependencies: SignerDependencies, sealer: ReportSealer): DynamicModule {
    return { module: SignerApp, imports: [SignerModule.register(dependencies)], controllers: [CeremonyController, ReportSealController], providers: [{ provide: REPORT_SEALER, useValue: sealer }] };
  }
}

/** Starts the signing component: its internal address for the API, and the jobs that prepare, append and complete. */
export async function startSigner(options: SignerOptions): Promise<RunningSigner> {
  const { config } = options;
  if (config.serviceSecret === undefined) throw new ConfigError('config-invalid', [{ variable: 'SERVICE_SECRET', problem: 'is required for the signer' }]);
  const logger = options.logger ?? createLogger({ name: 'signer', level: config.logLevel });
  requireHardened(config.mode, hardenProcess(), logger);
  const { signatures, milliseconds } = await rehearseSigning(options.clock ?? systemClock, rehearsalMilliseconds);
  logger.info({ signatures, milliseconds }, 'rehearsed: what this component makes passes our own validator');
  const trust = loadTrustAnchors(config, (file) => readFileSync(file, 'utf8'));
  const database = await openDatabase({ url: options.databaseUrl, role: 'signer', poolSize: 10, logger });
  const { dependencies, reportSeal, logSeal, close: closeKeys } = await signerDependencies({ config, database, trust, logger, clock: options.clock ?? systemClock });
  const backend = await openQueueBackend({ queueUrl: config.queueUrl, databaseUrl: options.queueDatabaseUrl, logger });
  const workers = await Promise.all([
    startWorker(backend, 'prepare', (ref) => prepareSignRequest(dependencies, ref), { concurrency: 2, logger }),
    startWorker(backend, 'append', (ref) => appendSignatures(dependencies, ref), { concurrency: 4, logger }),
    startWorker(backend, 'complete', (ref) => completeRequest(dependencies, ref), { concurrency: 2, logger }),
  ]);
  const sealing = startSealing(dependencies, logSeal, options.sealMilliseconds);
  const app = await NestFactory.create<NestExpressApplication>(SignerApp.register(dependencies, new ReportSealer(reportSeal, dependencies.clock)), { logger: ['error', 'fatal'], abortOnError: false });
  app.disable('x-powered-by');
  app.useBodyParser('raw', { type: 'application/pdf', limit: maxReportBytes });
  app.useGlobalGuards(new ServiceGuard(config.serviceSecret));
  app.useGlobalFilters(new RefusalFilter(logger));
  await app.listen(config.port ?? 8090, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://${config.host}:${port}`,
    close: async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
      await sealing.close();
      await Promise.all(workers.map((worker) => worker.close()));
      dependencies.mailSender.close();
      closeKeys();
      await database.close();
    },
  };
}
