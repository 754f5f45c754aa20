// `node scripts/run.mjs <what> [args]`: sets up what is missing, then runs it. Behind `npm run demo`, `npm test`, `npm run justera`.
import { spawn } from 'node:child_process';
import { build, install, requireNode, root } from './set-up.mjs';

const commands = {
  demo: { build: true, args: ['--enable-source-maps', 'dist/apps/cli/src/main.js', 'demo'] },
  justera: { build: true, quiet: true, args: ['dist/apps/cli/src/main.js'] },
  test: { build: true, args: ['node_modules/jest/bin/jest.js'] },
  build: { build: true, args: ['-e', ''] },
};

const [what = '', ...rest] = process.argv.slice(2);
const command = commands[what];
if (!command) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(commands).join('|')} [arguments]`);
  process.exit(2);
}
requireNode();
// Nothing but the result may reach stdout of `justera`: set-up lines go to stderr.
if (command.quiet) console.log = console.error;
install();
if (command.build) build();
/** Runs Node on `args` in the foreground; resolves to its exit code. */
function node(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: process.env });
  // Ctrl-C reaches the child by itself (same process group); we only wait for it to finish in order.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1))));
}

if (what === 'test' && rest.every((argument) => argument.startsWith('-'))) {
  // Browsers and whole processes come last, two files at a time: they wait more than they work (281 s on two cores instead of 385 one by one).
  const apart = rest.map((argument) => (argument.startsWith('--outputFile=') ? `${argument}.apart` : argument));
  const first = await node([...command.args, ...rest, '--testPathIgnorePatterns', '/node_modules/', '/dist/', '<rootDir>/test/']);
  const second = await node([...command.args, ...apart, '--maxWorkers=2', '--testPathPatterns', 'test/(e2e|integration|resilience)/']);
  process.exit(first || second);
}
process.exit(await node([...command.args, ...rest]));
