import { signingBundle } from './signing/signing-bundle.js';
import { UsageError } from './usage.js';

type Command = (args: readonly string[]) => Promise<number>;

/** Each command lives in a file of its own and is loaded only when asked for: `validate` must not pay for a database driver. */
const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  demo: { summary: 'run the whole life of a case on the sample minutes, or on the PDF given', load: async () => (await withDecorators(), await import('./commands/demo.js')).demo },
  validate: { summary: 'validate signed PDF files', load: async () => (await import('./commands/validate.js')).validateFiles },
  prepare: { summary: 'add a signature page and signature fields to a PDF', load: async () => (await import('./commands/prepare.js')).prepare },
  sign: { summary: 'fill one signature field', load: async () => (await bundledSigning() ?? await import('./commands/sign.js')).sign },
  extend: { summary: 'raise a signed PDF to B-T, B-LT or B-LTA, or prolong it', load: async () => (await import('./commands/extend.js')).extend },
  keys: { summary: 'key ceremony: root, issuing authority, revocation lists', load: async () => (await import('./commands/keys.js')).keys },
  evidence: { summary: 'verify evidence offline: package, case, log or checkpoint; export the log', load: async () => (await import('./commands/evidence.js')).evidence },
  migrate: { summary: 'bring the database of DATABASE_URL up to date', load: async () => (await withDecorators(), await import('./commands/migrate.js')).migrate },
};

async function bundledSigning(): Promise<typeof import('./commands/sign.js') | undefined> {
  const bundle = signingBundle(new URL('../../../', import.meta.url));
  return bundle === undefined ? undefined : ((await import(bundle.href)) as typeof import('./commands/sign.js'));
}

/** Nest and TypeORM need it first; the other commands need neither. */
async function withDecorators(): Promise<void> {
  await import('reflect-metadata');
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `usage: justera <command> [arguments]\n\n${lines.join('\n')}\n\n"justera <command> --help" says more.`;
}

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    console.error(usage());
    return name === '' || name === '--help' ? 0 : 64;
  }
  return (await command.load())(args);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = error instanceof UsageError ? 64 : 70;
    // Output may still be on its way, so no exit at once; but what a failed command left open must not keep the process.
    setTimeout(() => process.exit(), 3000).unref();
  },
);
