import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '#persistence';
import { randomIds, systemClock } from '#platform';
import { StaffSecret } from '../../apps/api/src/staff/staff-secret.js';
import { DeskClient } from '../../apps/cli/src/demo/desk-client.js';
import { startSurroundings, type Surroundings, type SurroundingsOptions } from '../../apps/cli/src/demo/surroundings.js';

const root = path.resolve(__dirname, '..', '..');

export type OwnProcess = 'api' | 'signer' | 'worker';

/** Justera as in production: three processes of their own, built, on a real database, queue, TSA, identity provider and mail server. */
export interface System {
  readonly folder: string;
  readonly surroundings: Surroundings;
  readonly url: string;
  readonly desk: DeskClient;
  /** The desk's secret, as a bearer token. */
  readonly secret: string;
  /** Where the caught mails can be read by a process that plays people (the API of separate processes cannot show them). */
  readonly mailbox: string;
  /** Starts one process and waits until it says that it is ready; `environment`: of this one, beside that of all. */
  start(name: OwnProcess, environment?: Readonly<Record<string, string>>): Promise<ChildProcess>;
  stop(): Promise<void>;
}

async function mailbox({ mail }: Surroundings): Promise<Server> {
  const server = createServer((request, response) => {
    const mails = mail.mails();
    const id = /^\/mails\/(.+)$/.exec(request.url ?? '')?.[1];
    const answer = id === undefined ? { items: mails } : mails.find((one) => one.id === decodeURIComponent(id));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function firstSecret({ access }: Surroundings): Promise<string> {
  const database = await openDatabase({ url: access.urlOf('api'), role: 'api' });
  const secret = (await new StaffSecret(database, systemClock, randomIds).ensure()) ?? '';
  await database.close();
  return secret;
}

export interface SystemOptions extends Partial<SurroundingsOptions> {
  /** Variables beside those of the surroundings, for every process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the surroundings only; the caller starts the processes it needs. */
export async function startSystem({ environment = {}, ...options }: SystemOptions = {}): Promise<System> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'justera-system-'));
  const surroundings = await startSurroundings({ dataFolder: folder, persons: [], ...options });
  const secret = await firstSecret(surroundings);
  const mails = await mailbox(surroundings);
  const children: ChildProcess[] = [];
  const url = `http://127.0.0.1:${surroundings.apiPort}`;
  return {
    folder, surroundings, url, secret,
    desk: new DeskClient(url, secret),
    mailbox: `http://127.0.0.1:${(mails.address() as AddressInfo).port}/mails`,
    start: async (name, own = {}) => {
      const main = path.join(root, 'dist', 'apps', name, 'src', 'main.js');
      if (!existsSync(main)) throw new Error(`${main} is not built: run "npm test", which builds first`);
      const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'] ?? '', ...surroundings.environment(name), ...environment, ...own }, stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      await new Promise<void>((resolve, reject) => {
        child.stdout?.on('data', (data: Buffer) => data.includes('ready') && resolve());
        child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
      });
      return child;
    },
    stop: async () => {
      for (const child of children) child.kill('SIGKILL');
      mails.closeAllConnections();
      mails.close();
      await surroundings.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
