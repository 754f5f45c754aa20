import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { MailSender, OutgoingMail } from '#notifications';
import { openDatabase, setUpOwnServer, startEmbeddedPostgres, type Database } from '#persistence';
import { createIds, errorCode, randomIds, silentLogger, type Clock, type Ids } from '#platform';
import { ProvenHeads } from '../append/proven-heads.js';
import type { ApiDependencies, SignerDependencies, WorkerDependencies } from '../dependencies.js';
import { examineUpload } from '../intake/examine-upload.js';
import type { SignatureEngine } from '../engine/signature-engine.js';

/** A clock that stands still until it is moved; by default it starts at the real time, for what the database stamps itself. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

export interface Outbox extends MailSender {
  readonly mails: OutgoingMail[];
  /** While set, every mail fails with it. */
  failure: { readonly code: string; readonly retryable: boolean } | undefined;
}

/** A real PostgreSQL with the real roles, and the three processes' dependencies around a given engine. */
export interface Bench {
  readonly bodyId: string;
  readonly clock: TestClock;
  readonly mail: Outbox;
  readonly api: ApiDependencies;
  readonly apiUrl: string;
  readonly signer: SignerDependencies;
  readonly worker: WorkerDependencies;
  /** Sees everything: row-level security does not bind a superuser. */
  readonly admin: pg.Pool;
  /** Prints what jobs failed of: for whoever looks for a fault in a spec. */
  readonly showErrors: boolean;
  /** Another signer on the same database, with its own engine. */
  signerWith(engine: SignatureEngine, changes?: Partial<SignerDependencies>): SignerDependencies;
  stop(): Promise<void>;
}

export async function startBench(engine: SignatureEngine): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'justera-signing-'));
  const postgres = await startEmbeddedPostgres({ dataFolder: folder });
  const access = await setUpOwnServer(postgres.adminUrl, folder);
  const open = (role: 'api' | 'signer' | 'worker'): Promise<Database> => openDatabase({ url: access.urlOf(role), role, poolSize: 8 });
  const [apiDatabase, signerDatabase, workerDatabase] = [await open('api'), await open('signer'), await open('worker')];
  const adminUrl = new URL(postgres.adminUrl);
  adminUrl.pathname = new URL(access.urlOf('api')).pathname;
  const admin = new pg.Pool({ connectionString: adminUrl.href, max: 3 });
  admin.on('error', () => undefined);

  const clock = testClock();
  const ids: Ids = createIds(() => clock.now().getTime(), (count) => Buffer.from(randomIds.token(Math.max(count, 16)), 'base64url').subarray(0, count));
  const mail = testMail();
  const core = { clock, ids, logger: silentLogger };
  const bodyId = ids.id();
  await apiDatabase.inBody(bodyId, (tx) =>
    tx.bodies.insert({ slug: 'exempel', displayName: 'kommunstyrelsen i Exempel', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm', profile: {}, createdAt: clock.now() }),
  );
  const signer: SignerDependencies = {
    ...core,
    database: signerDatabase,
    engine,
    provenHeads: new ProvenHeads(clock),
    validationAddress: 'https://justera.example/validate',
    codePepper: Buffer.alloc(32, 1),
    pseudonymKey: Buffer.alloc(32, 2),
    mailSender: mail,
    // Long enough for a busy machine; specs about leases shorten it.
    leaseMilliseconds: 20_000,
    laneWaitMilliseconds: 60_000,
  };
  return {
    bodyId,
    clock,
    mail,
    admin,
    showErrors: process.env['SHOW_ERRORS'] === '1',
    apiUrl: access.urlOf('api'),
    api: { ...core, database: apiDatabase, maximumFileBytes: 10_000_000, examineUpload: (file, options) => Promise.resolve().then(() => examineUpload(file, options)) },
    signer,
    worker: {
      ...core,
      database: workerDatabase,
      mailSender: mail,
      messageIdDomain: 'exempel.example',
      linkKey: Buffer.alloc(32, 3),
      publicUrl: 'https://justera.example',
      validationAddress: 'https://justera.example/validate',
      reconcileAfterMilliseconds: 0,
    },
    signerWith: (other, changes = {}) => ({ ...signer, engine: other, provenHeads: new ProvenHeads(clock), ...changes }),
    stop: async () => {
      await Promise.all([apiDatabase.close(), signerDatabase.close(), workerDatabase.close(), admin.end()]);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function testClock(): TestClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

function testMail(): Outbox {
  const outbox: Outbox = {
    mails: [],
    failure: undefined,
    send: async (mail) => {
      if (outbox.failure !== undefined) throw Object.assign(new Error('mail server'), outbox.failure);
      outbox.mails.push(mail);
      return { messageId: `<${mail.effectKey}@exempel.example>` };
    },
    probe: async () => undefined,
    close: () => undefined,
  };
  return outbox;
}

export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
};
