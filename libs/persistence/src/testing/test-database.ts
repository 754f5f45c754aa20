import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { randomIds } from '#platform';
import { openDatabase, type Database } from '../database/open-database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded/start-embedded-postgres.js';
import type { DatabaseRole } from '../roles/role-names.js';
import { setUpOwnServer, type DatabaseAccess } from '../set-up-database.js';

/** A migrated database of its own for one test file. */
export interface TestDatabase {
  folder: string;
  server: EmbeddedPostgres;
  access: DatabaseAccess;
  /** As the superuser, on our database: sees everything, for looking behind the walls. */
  admin: pg.Pool;
  open(role: DatabaseRole, poolSize?: number): Promise<Database>;
  close(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'justera-test-'));
  const server = await startEmbeddedPostgres({ dataFolder: folder });
  const access = await setUpOwnServer(server.adminUrl, folder);
  const url = new URL(server.adminUrl);
  url.pathname = '/justera';
  const admin = new pg.Pool({ connectionString: url.href, max: 2 });
  admin.on('error', () => undefined);
  const opened: Database[] = [];
  const world: TestDatabase = {
    folder,
    server,
    access,
    admin,
    open: async (role, poolSize = 2) => {
      const database = await openDatabase({ url: access.urlOf(role), role, poolSize });
      opened.push(database);
      return database;
    },
    close: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await admin.end();
      await world.server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** What a sign request with one task has for ids. */
export interface TestCase {
  bodyId: string;
  signRequestId: string;
  taskId: string;
}

const AT = new Date('2026-03-27T12:00:00Z');
export const SOME_SHA256 = 'ab'.repeat(32);

/** A body with one meeting, one request in `preparing` and one task, written by the API as it would. */
export async function createCase(api: Database, bodyId = randomIds.id()): Promise<TestCase> {
  const [meetingId, signRequestId, taskId] = [randomIds.id(), randomIds.id(), randomIds.id()];
  await api.inBody(bodyId, async (tx) => {
    if ((await tx.bodies.get()) === undefined) {
      await tx.bodies.insert({
        slug: `body-${bodyId.slice(-12)}`,
        displayName: 'Kommunstyrelsen',
        defaultLanguage: 'sv',
        timeZone: 'Europe/Stockholm',
        profile: {},
        createdAt: AT,
      });
    }
    await tx.meetings.insert({ id: meetingId, meetingDate: '2026-03-27', title: 'Kommunstyrelsen' });
    await tx.signRequests.insert({
      id: signRequestId,
      meetingId,
      title: 'Protokoll',
      registrationNumber: 'KS 2026/114',
      language: 'sv',
      requiredLevelOfAssurance: 'substantial',
      authenticationMethod: 'openIdConnect',
      senderName: 'Bo Lind',
      senderEmail: null,
      state: 'preparing',
      version: 0,
      attention: null,
      createdAt: AT,
      dueDate: '2026-04-10',
      originalSha256: SOME_SHA256,
      originalLength: 10,
      rewrittenSha256: null,
      rewrittenLength: null,
      pdfaClaim: null,
      warnings: [],
      preparedSha256: null,
      preparedLength: null,
      pageCount: 1,
      stateJson: {},
      completedAt: null,
      notice: null,
    });
    await tx.tasks.insert({
      id: taskId,
      signRequestId,
      step: 1,
      position: 0,
      name: 'Anna Ek',
      email: 'anna@exempel.example',
      role: 'adjuster',
      roleTitle: 'justerare',
      fieldName: null,
      state: 'waiting',
      linkRotation: 0,
      invitedAt: null,
      consentedAt: null,
      signedAt: null,
      declineReason: null,
      remindedOn: null,
      remindedFor: null,
      reminderCount: 0,
    });
  });
  return { bodyId, signRequestId, taskId };
}
