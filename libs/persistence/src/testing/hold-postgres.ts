import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.js';

// A process that starts PostgreSQL, says where it is, and then lives until it is killed. Closed input means: stop it in order.
const dataFolder = process.argv[2] ?? '';
startEmbeddedPostgres({ dataFolder }).then(
  (server) => {
    process.stdout.write(`${JSON.stringify({ pid: server.pid, adminUrl: server.adminUrl })}\n`);
    process.stdin.resume();
    process.stdin.once('end', () => void server.stop().then(() => process.exit(0)));
  },
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exit(1);
  },
);
