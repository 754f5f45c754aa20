import { openQueueBackend, startRelay, startWorker } from '#jobs';
import { createMailSender } from '#notifications';
import { openDatabase } from '#persistence';
import { ConfigError, createLogger, describeError, randomIds, systemClock, type AppConfig, type Logger } from '#platform';
import { expireRequests, reconcile, sendMail, type WorkerDependencies } from '#signing';

export interface WorkerOptions {
  config: AppConfig;
  /** As the role `worker`. */
  databaseUrl: string;
  /** As the role `relay`. */
  relayDatabaseUrl: string;
  /** As the role `queue`, unless the queue is elsewhere. */
  queueDatabaseUrl: string;
  logger?: Logger;
  /** How often work is derived from state; a minute when not given. */
  reconcileMilliseconds?: number;
}

export interface RunningWorkerProcess {
  close(): Promise<void>;
}

function needed<Value>(value: Value | undefined, variable: string): Value {
  if (value === undefined) throw new ConfigError('config-invalid', [{ variable, problem: 'is required for the worker' }]);
  return value;
}

/** Starts everything that happens beside people: the relay from outbox to queue, mails, and the reconciler. */
export async function startWorkerProcess(options: WorkerOptions): Promise<RunningWorkerProcess> {
  const { config } = options;
  const logger = options.logger ?? createLogger({ name: 'worker', level: config.logLevel });
  const fromAddress = needed(config.mailFrom, 'MAIL_FROM');
  const publicUrl = needed(config.publicUrl, 'PUBLIC_URL').replace(/\/$/, '');
  const mailSender = createMailSender({ smtpUrl: needed(config.smtpUrl, 'SMTP_URL'), fromAddress });
  const linkKey = Buffer.from(needed(config.linkKey, 'LINK_KEY').reveal(), 'utf8');
  const database = await openDatabase({ url: options.databaseUrl, role: 'worker', poolSize: 6, logger });
  const messageIdDomain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1);
  const dependencies: WorkerDependencies = { database, clock: systemClock, ids: randomIds, logger, mailSender, messageIdDomain, linkKey, publicUrl, validationAddress: config.validationUrl ?? publicUrl };
  const backend = await openQueueBackend({ queueUrl: config.queueUrl, databaseUrl: options.queueDatabaseUrl, logger });
  const mails = await startWorker(backend, 'mail', (mail) => sendMail(dependencies, mail as Parameters<typeof sendMail>[1]), { concurrency: 4, logger });
  const relay = startRelay({ url: options.relayDatabaseUrl, backend, logger });
  let sweeping: Promise<void> = Promise.resolve();
  let busy = false;
  const sweep = (): void => {
    if (busy) return;
    busy = true;
    sweeping = expireRequests(dependencies)
      .then(({ expired, failed }) => logger.debug({ expired, failed }, 'looked for requests whose time has run out'))
      // What runs out and what is missing have nothing to do with each other: neither waits for the other to work.
      .catch((error: unknown) => logger.error({ error: describeError(error) }, 'the expiry sweep failed and will run again'))
      .then(() => reconcile(dependencies))
      .then(({ examined, enqueued }) => logger.debug({ examined, enqueued }, 'reconciled'))
      .catch((error: unknown) => logger.error({ error: describeError(error) }, 'the reconciler failed and will run again'))
      .finally(() => {
        busy = false;
      });
  };
  const timer = setInterval(sweep, options.reconcileMilliseconds ?? 60_000);
  sweep();
  return {
    close: async () => {
      clearInterval(timer);
      await sweeping;
      await relay.close();
      await mails.close();
      mailSender.close();
      await database.close();
    },
  };
}
