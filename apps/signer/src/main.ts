import { ConfigError, loadConfig } from '#platform';
import { startSigner } from './start-signer.js';

async function main(): Promise<void> {
  const config = loadConfig(process.env, 'signer');
  const databaseUrl = config.databaseRoleUrls.signer ?? config.databaseUrl;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed; "npm run demo" starts everything by itself');
  const signer = await startSigner({ config, databaseUrl, queueDatabaseUrl: config.databaseRoleUrls.queue ?? databaseUrl });
  process.stdout.write(`signer ready at ${signer.url}\n`);
  const stop = (): void => void signer.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(78);
});
