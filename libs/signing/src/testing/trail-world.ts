import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { NewFact } from '#evidence';
import { openDatabase, setUpOwnServer, startEmbeddedPostgres, type Database } from '#persistence';
import { randomIds, silentLogger, type Clock } from '#platform';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { recordEvidence } from '../case/record-evidence.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import type { LogSeal } from '../trail/seal-log.js';

/** A real database with the roles that the trail needs, and a key and a time-stamping authority that live for one test. */
export interface TrailWorld {
  /** As the superuser: sees everything, and can take the walls down. */
  readonly admin: pg.Pool;
  readonly api: SigningCore;
  readonly signer: SigningCore;
  readonly worker: SigningCore;
  readonly reader: Database;
  readonly pki: TestPki;
  readonly key: TestCertificate;
  readonly seal: LogSeal;
  /** A new case with so many entries. */
  newCase(entries: number): Promise<CaseRef>;
  addEntries(ref: CaseRef, count: number, fact?: Partial<NewFact>): Promise<void>;
  /** Another process’s view of the database. */
  open(role: 'worker' | 'signer'): Promise<Database>;
  close(): Promise<void>;
}

export async function createTrailWorld(): Promise<TrailWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'justera-trail-'));
  const [server, pki] = await Promise.all([startEmbeddedPostgres({ dataFolder: folder }), createTestPki()]);
  const access = await setUpOwnServer(server.adminUrl, folder);
  const adminUrl = new URL(server.adminUrl);
  adminUrl.pathname = new URL(access.urlOf('api')).pathname;
  const admin = new pg.Pool({ connectionString: adminUrl.href, max: 2 });
  admin.on('error', () => undefined);
  const opened: Database[] = [];
  const open = async (role: 'api' | 'signer' | 'worker' | 'reader'): Promise<Database> => {
    const database = await openDatabase({ url: access.urlOf(role), role, poolSize: 2 });
    opened.push(database);
    return database;
  };
  const clock: Clock = { now: () => pki.now };
  const core = async (role: 'api' | 'signer' | 'worker'): Promise<SigningCore> => ({ database: await open(role), clock, ids: randomIds, logger: silentLogger });
  const [api, signer, worker, reader, key] = await Promise.all([core('api'), core('signer'), core('worker'), open('reader'), pki.issue({ subject: 'Evidence log' })]);
  const timestamps: LogSeal['timestamps'] = {
    tokenReserve: 8192,
    timestamp: async (digest) => ({ token: await pki.timestamp(digest), genTime: pki.now, authority: 'test' }),
  };
  const world: TrailWorld = {
    admin, open, api, signer, worker, reader, pki, key,
    seal: { key, timestamps, origin: 'justera.exempel.example/evidence-log', intervalMilliseconds: 0 },
    newCase: async (entries) => {
      const ref = await insertCase(admin);
      await world.addEntries(ref, entries);
      return ref;
    },
    addEntries: ({ bodyId, signRequestId }, count, fact = {}) =>
      api.database.inBody(bodyId, async (tx) => {
        await tx.signRequests.lock(signRequestId);
        const facts = Array.from({ length: count }, (_, i): NewFact => ({ at: new Date(pki.now.getTime() + i), type: 'LinkOpened', actor: { kind: 'component', id: 'api' }, data: { n: i }, ...fact }));
        await recordEvidence(api, tx, signRequestId, facts);
      }),
    close: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** A body with one case in preparation: just what entries can be about. */
async function insertCase(admin: pg.Pool): Promise<CaseRef> {
  const [bodyId, meetingId, signRequestId] = [randomIds.id(), randomIds.id(), randomIds.id()];
  await admin.query("INSERT INTO justera.body (body_id, slug, display_name, default_language, time_zone, profile, created_at) VALUES ($1, $2, 'Kommunstyrelsen', 'sv', 'Europe/Stockholm', '{}', now())", [bodyId, `body-${bodyId.slice(-12)}`]);
  await admin.query("INSERT INTO justera.meeting (id, body_id, meeting_date, title) VALUES ($1, $2, '2026-03-27', 'Kommunstyrelsen')", [meetingId, bodyId]);
  await admin.query(
    `INSERT INTO justera.sign_request (id, body_id, meeting_id, title, registration_number, language, required_level_of_assurance, authentication_method, sender_name, state, version,
       created_at, original_sha256, original_length, warnings, page_count, state_json)
     VALUES ($1, $2, $3, 'Protokoll', 'KS 2026/114', 'sv', 'substantial', 'openIdConnect', 'Bo Lind', 'preparing', 0, now(), repeat('a', 64), 10, '[]', 1, '{}')`,
    [signRequestId, bodyId, meetingId],
  );
  return { bodyId, signRequestId };
}
