import { openQueueBackend, startRelay, startRounds, startWorker } from '#jobs';
import { createMailSender } from '#notifications';
import { openDatabase } from '#persistence';
import { ConfigError, createLogger, randomIds, systemClock, type AppConfig, type Logger } from '#platform';
import { carryCheckpoints, expireRequests, integrateEntries, planReminders, reconcile, sendMail, type OutsidePlace, type WorkerDependencies } from '#signing';
import { folderPlace } from './checkpoint-folder.js';
import { mailPlace } from './checkpoint-mail.js';

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
  roundMilliseconds?: number;
  /** How often entries are put into the evidence log and checkpoints carried outside; a minute when not given. */
  evidenceMilliseconds?: number;
}

export interface RunningWorkerProcess {
  close(): Promise<void>;
}

function needed<Value>(value: Value | undefined, variable: string): Value {
  if (value === undefined) throw new ConfigError('config-invalid', [{ variable, problem: 'is required for the worker' }]);
  return value;
}

/** Starts everything that happens beside people: the relay from outbox to queue, mails, and the rounds that find what is due: what ran out, what is missing, whom to remind. */
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
  const places: OutsidePlace[] = [
    ...(config.checkpoints.folder === undefined ? [] : [folderPlace(config.checkpoints.folder)]),
    ...config.checkpoints.mail.map((address) => mailPlace(mailSender, address)),
  ];
  const workers = [
    await startWorker(backend, 'mail', (mail) => sendMail(dependencies, mail as Parameters<typeof sendMail>[1]), { concurrency: 4, logger }),
    await startWorker(backend, 'sweep', () => sweep(dependencies), { concurrency: 1, logger }),
    await startWorker(backend, 'remind', () => remind(dependencies), { concurrency: 1, logger }),
    await startWorker(backend, 'evidence', () => growLog(dependencies, places), { concurrency: 1, logger }),
  ];
  const relay = startRelay({ url: options.relayDatabaseUrl, backend, logger });
  const rounds = startRounds({ backend, queues: ['sweep', 'remind'], everyMilliseconds: options.roundMilliseconds ?? 60_000, clock: systemClock, ids: randomIds, logger });
  const evidenceRounds = startRounds({ backend, queues: ['evidence'], everyMilliseconds: options.evidenceMilliseconds ?? 60_000, clock: systemClock, ids: randomIds, logger });
  return {
    close: async () => {
      await Promise.all([rounds.close(), evidenceRounds.close()]);
      await relay.close();
      await Promise.all(workers.map((worker) => worker.close()));
      mailSender.close();
      await database.close();
    },
  };
}

/** Job `sweep`: what has run out and what is missing have nothing to do with each other, so neither waits for the other to work; a failure of either is the job's. */
async function sweep(worker: WorkerDependencies): Promise<void> {
  const [expired, reconciled] = [await settled(expireRequests(worker)), await settled(reconcile(worker))];
  worker.logger.debug({ expired: expired.value, reconciled: reconciled.value }, 'swept');
  for (const { error } of [expired, reconciled]) if (error !== undefined) throw error;
}

/** Job `remind`. */
async function remind(worker: WorkerDependencies): Promise<void> {
  const { reminders, escalations, failed } = await planReminders(worker);
  worker.logger.debug({ reminders, escalations, failed }, 'looked whom to remind');
}

/** Job `evidence`: entries into the log of all cases, and the newest checkpoint to every place outside. */
async function growLog(worker: WorkerDependencies, places: readonly OutsidePlace[]): Promise<void> {
  const [integrated, carried] = [await settled(integrateEntries(worker)), await settled(carryCheckpoints(worker, places))];
  worker.logger.debug({ integrated: integrated.value, carried: carried.value }, 'looked after the evidence log');
  for (const { error } of [integrated, carried]) if (error !== undefined) throw error;
}

async function settled<T>(work: Promise<T>): Promise<{ readonly value?: T; readonly error?: unknown }> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}
