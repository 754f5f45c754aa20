import { ConfigError, loadConfig } from '#platform';
import { startApi } from './start-api.js';

async function main(): Promise<void> {
  const config = loadConfig(process.env, 'api');
  const databaseUrl = config.databaseRoleUrls.api ?? config.databaseUrl;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed; "npm run demo" starts everything by itself');
  const api = await startApi({
    config,
    databaseUrl,
    onFirstSecret: (secret) => process.stdout.write(`The desk's secret, shown this once: ${secret}\n`),
  });
  process.stdout.write(`api ready at ${api.url}\n`);
  const stop = (): void => void api.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(78);
});
