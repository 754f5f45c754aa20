import type { NewFact } from '#evidence';
import type { Database } from '#persistence';
import { randomIds, silentLogger, type Clock } from '#platform';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { createCase, createTestDatabase, type TestCase, type TestDatabase } from '../../../persistence/src/testing/test-database.js';
import { recordEvidence } from '../case/record-evidence.js';
import type { SigningCore } from '../dependencies.js';
import type { LogSeal } from '../trail/seal-log.js';

/** A real database with the roles that the trail needs, and a key and a time-stamping authority that live for one test. */
export interface TrailWorld {
  readonly database: TestDatabase;
  readonly api: SigningCore;
  readonly signer: SigningCore;
  readonly worker: SigningCore;
  readonly reader: Database;
  readonly pki: TestPki;
  readonly key: TestCertificate;
  readonly seal: LogSeal;
  /** A new case with so many entries. */
  newCase(entries: number, bodyId?: string): Promise<TestCase>;
  addEntries(ref: TestCase, count: number, fact?: Partial<NewFact>): Promise<void>;
  close(): Promise<void>;
}

export async function createTrailWorld(): Promise<TrailWorld> {
  const [database, pki] = await Promise.all([createTestDatabase(), createTestPki()]);
  const clock: Clock = { now: () => pki.now };
  const core = async (role: 'api' | 'signer' | 'worker'): Promise<SigningCore> => ({ database: await database.open(role), clock, ids: randomIds, logger: silentLogger });
  const [api, signer, worker, reader, key] = await Promise.all([core('api'), core('signer'), core('worker'), database.open('reader'), pki.issue({ subject: 'Evidence log' })]);
  const timestamps: LogSeal['timestamps'] = {
    tokenReserve: 8192,
    timestamp: async (digest) => ({ token: await pki.timestamp(digest), genTime: pki.now, authority: 'test' }),
  };
  const world: TrailWorld = {
    database, api, signer, worker, reader, pki, key,
    seal: { key, timestamps, origin: 'justera.exempel.example/evidence-log', intervalMilliseconds: 0 },
    newCase: async (entries, bodyId) => {
      const ref = await createCase(api.database, bodyId);
      await world.addEntries(ref, entries);
      return ref;
    },
    addEntries: ({ bodyId, signRequestId }, count, fact = {}) =>
      api.database.inBody(bodyId, async (tx) => {
        await tx.signRequests.lock(signRequestId);
        const facts = Array.from({ length: count }, (_, i): NewFact => ({ at: new Date(pki.now.getTime() + i), type: 'LinkOpened', actor: { kind: 'component', id: 'api' }, data: { n: i }, ...fact }));
        await recordEvidence(api, tx, signRequestId, facts);
      }),
    close: () => database.close(),
  };
  return world;
}
