import { createHash } from 'node:crypto';
import { randomIds } from '#platform';
import type { Database } from '../database/open-database.js';
import { createCase, type TestCase } from './test-database.js';

export interface Roles {
  api: Database;
  signer: Database;
  worker: Database;
}

export interface FilledCase extends TestCase {
  assertionId: string;
  activationTokenId: string;
  authorisationId: string;
  attemptId: string;
  linkSha256: string;
  sessionSha256: string;
  openIdStateSha256: string;
  activationSha256: string;
  original: Uint8Array;
  prepared: Uint8Array;
}

const AT = new Date('2026-03-27T12:00:00Z');
const LATER = new Date('2027-03-27T12:00:00Z');

export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const secretHash = (): string => sha256(randomIds.token());

/** A body whose case has a row in every table, each written by the process whose it is to write. */
export async function fillCase({ api, signer, worker }: Roles, bodyId?: string): Promise<FilledCase> {
  const ids = await createCase(api, bodyId);
  const filled: FilledCase = {
    ...ids,
    assertionId: randomIds.id(),
    activationTokenId: randomIds.id(),
    authorisationId: randomIds.id(),
    attemptId: randomIds.id(),
    linkSha256: secretHash(),
    sessionSha256: secretHash(),
    openIdStateSha256: secretHash(),
    activationSha256: secretHash(),
    original: Buffer.from(`original of ${ids.signRequestId}`),
    prepared: Buffer.from(`original of ${ids.signRequestId}, prepared`),
  };
  await fillAsApi(api, filled);
  await fillAsSigner(signer, filled);
  await fillAsWorker(worker, filled);
  await fillLog(worker, filled);
  return filled;
}

function fillAsApi(api: Database, c: FilledCase): Promise<void> {
  return api.inBody(c.bodyId, async (tx) => {
    await tx.blobs.put(c.original, AT);
    await tx.events.append({ id: randomIds.id(), signRequestId: c.signRequestId, version: 1, type: 'SignRequestSubmitted', payload: {}, at: AT });
    await tx.taskSessions.insert({
      id: randomIds.id(),
      signRequestId: c.signRequestId,
      taskId: c.taskId,
      purpose: 'sign',
      sessionSha256: c.sessionSha256,
      createdAt: AT,
      expiresAt: LATER,
    });
    const entry = { type: 'SignRequestSubmitted' };
    await tx.evidence.append({
      id: randomIds.id(),
      signRequestId: c.signRequestId,
      sequence: 1,
      previousHash: (await tx.evidence.tip(c.signRequestId)).entryHash,
      entryHash: sha256('one'),
      entry,
      canonical: JSON.stringify(entry),
      at: AT,
    });
    await tx.execute('INSERT INTO justera.evidence_opening (body_id, sign_request_id, sequence, name, salt, value) VALUES ($1, $2, 1, $3, $4, $5::jsonb)', [
      c.bodyId,
      c.signRequestId,
      'name',
      'salt',
      '"Anna Ek"',
    ]);
    // Another address, and with it the row of the one before.
    await tx.tasks.update(c.taskId, { email: 'anna.ek@exempel.example', linkRotation: 1 });
    await tx.outbox.insert({
      id: randomIds.id(),
      queue: 'prepare',
      name: 'prepare',
      payload: { bodyId: c.bodyId, signRequestId: c.signRequestId },
      effectKey: `prepare:${c.signRequestId}`,
      notBefore: AT,
      createdAt: AT,
    });
  });
}

function fillAsSigner(signer: Database, c: FilledCase): Promise<void> {
  const { signRequestId, taskId } = c;
  const update = c.prepared.subarray(c.original.byteLength);
  return signer.inBody(c.bodyId, async (tx) => {
    const blob = await tx.blobs.put(update, AT);
    const [originalSha256, preparedSha256] = [sha256(c.original), sha256(c.prepared)];
    await tx.revisions.insert(
      { signRequestId, number: 0, kind: 'original', updateSha256: originalSha256, startOffset: 0, length: c.original.byteLength, wholeSha256: originalSha256, taskId: null, at: AT },
      { signRequestId, number: 1, kind: 'prepared', updateSha256: blob.sha256, startOffset: c.original.byteLength, length: c.prepared.byteLength, wholeSha256: preparedSha256, taskId: null, at: AT },
    );
    await tx.heads.create(signRequestId, { revisionNumber: 1, wholeSha256: preparedSha256, length: c.prepared.byteLength });
    await tx.emailCodes.insert({ id: randomIds.id(), taskId, codeHmac: 'hmac', createdAt: AT, expiresAt: LATER });
    await tx.openIdTransactions.insert({ id: randomIds.id(), taskId, stateSha256: c.openIdStateSha256, nonce: 'n', codeVerifier: 'v', createdAt: AT, expiresAt: LATER });
    await tx.assertions.insert({
      id: c.assertionId,
      taskId,
      method: 'openIdConnect',
      provider: 'demo',
      levelOfAssurance: 'substantial',
      name: 'Anna Ek',
      givenName: 'Anna',
      surname: 'Ek',
      pseudonym: 'p',
      subjectReference: 's',
      assertedAt: AT,
    });
    await tx.activationTokens.insert({
      id: c.activationTokenId,
      signRequestId,
      taskId,
      assertionId: c.assertionId,
      tokenSha256: c.activationSha256,
      preparedSha256,
      preparedLength: c.prepared.byteLength,
      requestVersion: 1,
      fieldName: 'f',
      role: 'adjuster',
      consentText: 'Jag har läst',
      consentTextSha256: sha256('Jag har läst'),
      nonce: 'n',
      createdAt: AT,
      expiresAt: LATER,
    });
    await tx.authorisations.insert({
      id: c.authorisationId,
      signRequestId,
      taskId,
      assertionId: c.assertionId,
      activationTokenId: c.activationTokenId,
      consentTextSha256: sha256('Jag har läst'),
      preparedSha256,
      createdAt: AT,
    });
    await tx.attempts.start({ id: c.attemptId, authorisationId: c.authorisationId, startedAt: AT });
  });
}

async function fillLog(worker: Database, { bodyId, signRequestId }: FilledCase): Promise<void> {
  await worker.inLog(async (log) => log.append([{ leafIndex: await log.size(), bodyId, signRequestId, sequence: 1, entryHash: sha256('one') }], []));
}

function fillAsWorker(worker: Database, c: FilledCase): Promise<void> {
  const { signRequestId, taskId } = c;
  return worker.inBody(c.bodyId, async (tx) => {
    await tx.links.register({ id: randomIds.id(), signRequestId, taskId, purpose: 'sign', rotation: 0, tokenSha256: c.linkSha256, createdAt: AT });
    await tx.mails.begin({ id: randomIds.id(), signRequestId, taskId, kind: 'invitation', toAddress: 'anna@exempel.example', messageId: `<${taskId}@x>`, createdAt: AT });
    await tx.effects.record(`invitation:${taskId}:0`, AT);
  });
}
