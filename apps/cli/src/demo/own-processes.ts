import { loadConfig } from '#platform';
import { startApi, type RunningApi } from '../../../api/src/start-api.js';
import { startSigner } from '../../../signer/src/start-signer.js';
import { startWorkerProcess } from '../../../worker/src/start-worker-process.js';
import type { Surroundings } from './surroundings.js';

export interface OwnProcesses {
  readonly url: string;
  close(): Promise<void>;
}

/** Whoever watches a demo does not wait a minute for a checkpoint. */
const evidenceMilliseconds = 2_000;

/** The three processes of Justera in this one: the same code, roles and queues as apart. */
export async function startOwnProcesses(surroundings: Surroundings): Promise<OwnProcesses> {
  const { access, mail, secrets } = surroundings;
  const config = (process: 'api' | 'signer' | 'worker') => loadConfig(surroundings.environment(process), process);
  const queueDatabaseUrl = access.urlOf('queue');
  // The signer first: it brings the queue's tables up to date.
  const signer = await startSigner({ config: config('signer'), databaseUrl: access.urlOf('signer'), queueDatabaseUrl, sealMilliseconds: evidenceMilliseconds });
  const [worker, api]: [Awaited<ReturnType<typeof startWorkerProcess>>, RunningApi] = await Promise.all([
    startWorkerProcess({ config: config('worker'), databaseUrl: access.urlOf('worker'), relayDatabaseUrl: access.urlOf('relay'), queueDatabaseUrl, evidenceMilliseconds }),
    startApi({ config: config('api'), databaseUrl: access.urlOf('api'), caughtMails: mail, staffSecret: secrets.staffSecret }),
  ]);
  return {
    url: api.url,
    close: async () => {
      await api.close();
      await worker.close();
      await signer.close();
    },
  };
}
