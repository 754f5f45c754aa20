import { ConfigError, loadConfig } from '#platform';
import { startWorkerProcess } from './start-worker-process.js';

async function main(): Promise<void> {
  const config = loadConfig(process.env, 'worker');
  const databaseUrl = config.databaseRoleUrls.worker ?? config.databaseUrl;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed; "npm run demo" starts everything by itself');
  const { relay = databaseUrl, queue = databaseUrl } = config.databaseRoleUrls;
  const worker = await startWorkerProcess({ config, databaseUrl, relayDatabaseUrl: relay, queueDatabaseUrl: queue });
  process.stdout.write('worker ready\n');
  const stop = (): void => void worker.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(78);
});
