// Justera as in production, built: three processes on the demo's surroundings, with variables of the suite's own. All on loopback.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/set-up.mjs';

const built = (file) => import(pathToFileURL(path.join(root, 'dist', file)).href);

/** @returns once the process says that it is ready; else `{ code, stderr }` of a process that ended */
function startProcess(name, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'dist', 'apps', name, 'src', 'main.js')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (part) => (stderr += part));
    child.stdout.on('data', (part) => part.includes('ready') && resolve({ child }));
    child.once('exit', (code) => resolve({ code, stderr }));
  });
}

async function mailbox({ mail }) {
  const server = createServer((request, response) => {
    const mails = mail.mails();
    const id = /^\/mails\/(.+)$/.exec(request.url ?? '')?.[1];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(id === undefined ? { items: mails } : mails.find((one) => one.id === decodeURIComponent(id))));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** @param persons whom the identity provider knows */
export async function startProduct(folder, persons) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [{ startSurroundings }, { DeskClient }, { runCase }, { createSampleMinutes }, { StaffSecret }, { openDatabase }, platform] = await Promise.all(
    ['apps/cli/src/demo/surroundings.js', 'apps/cli/src/demo/desk-client.js', 'apps/cli/src/demo/run-case.js', 'libs/demo/src/index.js', 'apps/api/src/staff/staff-secret.js', 'libs/persistence/src/index.js', 'libs/platform/src/index.js'].map(built),
  );
  const surroundings = await startSurroundings({ dataFolder: folder, persons });
  const database = await openDatabase({ url: surroundings.access.urlOf('api'), role: 'api' });
  const secret = await new StaffSecret(database, platform.systemClock, platform.randomIds).ensure();
  await database.close();
  const mails = await mailbox(surroundings);
  const desk = new DeskClient(`http://127.0.0.1:${surroundings.apiPort}`, secret);
  const children = [];
  return {
    surroundings, desk, sampleMinutes: createSampleMinutes,
    /** @returns undefined when it runs, else what it said before it ended */
    start: async (name, variables = {}) => {
      const started = await startProcess(name, { ...process.env, ...surroundings.environment(name), ...variables });
      if (started.child !== undefined) children.push(started.child);
      return started.child === undefined ? started : undefined;
    },
    runCase: (bodyId, demo) => runCase(desk, bodyId, demo, folder, () => undefined, `http://127.0.0.1:${mails.address().port}/mails`),
    stop: async () => {
      for (const child of children) child.kill('SIGTERM');
      mails.closeAllConnections();
      mails.close();
      await surroundings.stop();
    },
  };
}
