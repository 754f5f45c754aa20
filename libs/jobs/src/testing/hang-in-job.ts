import { silentLogger } from '#platform';
import { openQueueBackend, startWorker } from '../index.js';

// A process that takes one job, says so, and never finishes it: to be killed by a test.
const [, , databaseUrl = '', queueUrl] = process.argv;
const run = async (): Promise<void> => {
  const backend = await openQueueBackend({ databaseUrl, queueUrl: queueUrl === '' ? undefined : queueUrl, logger: silentLogger });
  await startWorker(
    backend,
    'append',
    (payload) => {
      process.stdout.write(`${JSON.stringify(payload)}\n`);
      return new Promise(() => undefined);
    },
    { concurrency: 1, logger: silentLogger },
  );
};
run().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
