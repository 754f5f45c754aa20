import type { Database, Transaction } from '#persistence';
import { randomIds } from '#platform';
import { fillCase, sha256, type FilledCase } from '../testing/fill-case.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';

let world: TestDatabase;
let api: Database;
let signer: Database;
let worker: Database;
let c: FilledCase;

beforeAll(async () => {
  world = await createTestDatabase();
  [api, signer, worker] = [await world.open('api'), await world.open('signer', 8), await world.open('worker')];
}, 60_000);
beforeEach(async () => {
  c = await fillCase({ api, signer, worker });
});
afterAll(() => world.close());

const now = new Date('2026-04-01T10:00:00Z');
const later = new Date('2026-04-01T10:05:00Z');
const tooLate = new Date('2026-04-01T10:05:01Z');
const asSigner = <T>(work: (tx: Transaction) => Promise<T>) => signer.inBody(c.bodyId, work);

test('guesses made at once are counted each: never more than five, whatever the number of connections', async () => {
  await asSigner((tx) => tx.emailCodes.insert({ id: randomIds.id(), taskId: c.taskId, codeHmac: 'h', createdAt: now, expiresAt: later }));
  const tries = await Promise.all(Array.from({ length: 30 }, () => asSigner((tx) => tx.emailCodes.countTry(c.taskId, 5, now))));
  const counted = tries.filter((one) => one !== undefined);
  expect(counted.map((one) => one.tries).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(await asSigner((tx) => tx.emailCodes.latestOf(c.taskId))).toMatchObject({ tries: 5, usedAt: null });
});

test('a new code ends the one before; an expired or used one cannot be tried; one is used once', async () => {
  const [first, second] = [randomIds.id(), randomIds.id()];
  await asSigner((tx) => tx.emailCodes.insert({ id: first, taskId: c.taskId, codeHmac: 'first', createdAt: now, expiresAt: later }));
  await asSigner((tx) => tx.emailCodes.insert({ id: second, taskId: c.taskId, codeHmac: 'second', createdAt: now, expiresAt: later }));
  expect(await asSigner((tx) => tx.emailCodes.countTry(c.taskId, 5, now))).toEqual({ id: second, codeHmac: 'second', tries: 1 });
  expect(await asSigner((tx) => tx.emailCodes.countTry(c.taskId, 5, tooLate))).toBeUndefined();
  expect(await asSigner((tx) => tx.emailCodes.use(first, now))).toBe(false);
  const used = await Promise.all([1, 2, 3].map(() => asSigner((tx) => tx.emailCodes.use(second, now))));
  expect(used.filter(Boolean)).toHaveLength(1);
  expect(await asSigner((tx) => tx.emailCodes.countTry(c.taskId, 5, now))).toBeUndefined();
});

test('an OpenID callback is taken once, and not when it comes late', async () => {
  const stateSha256 = sha256(randomIds.token());
  await asSigner((tx) => tx.openIdTransactions.insert({ id: randomIds.id(), taskId: c.taskId, stateSha256, nonce: 'n', codeVerifier: 'v', remark: 'Deltog från § 4.', createdAt: now, expiresAt: later }));
  expect(await asSigner((tx) => tx.openIdTransactions.take(stateSha256, tooLate))).toBeUndefined();
  const taken = await Promise.all([1, 2, 3].map(() => asSigner((tx) => tx.openIdTransactions.take(stateSha256, now))));
  expect(taken.filter((one) => one !== undefined)).toEqual([expect.objectContaining({ nonce: 'n', codeVerifier: 'v', remark: 'Deltog från § 4.' })]);
  expect((await world.admin.query('SELECT remark FROM justera.openid_transaction WHERE state_sha256 = $1', [stateSha256])).rows).toEqual([{ remark: null }]);
});

test('a remark stays as it was given or is erased, both halves at once, whoever asks', async () => {
  const salt = 'a'.repeat(64);
  const id = randomIds.id();
  const token = await asSigner((tx) => tx.activationTokens.find(c.activationSha256));
  const another = (changes: { id: string; tokenSha256: string; remark: string; remarkSalt: string }) => asSigner((tx) => tx.activationTokens.insert({ ...token!, ...changes }));
  await another({ id, tokenSha256: sha256(id), remark: 'Deltog från § 4.', remarkSalt: salt });
  const change = (sql: string): Promise<number> => asSigner((tx) => tx.execute(`UPDATE justera.activation_token SET ${sql} WHERE id = $1`, [id]));
  await expect(change("remark = 'Deltog från § 5.'")).rejects.toMatchObject({ code: '42501' });
  await expect(change(`remark_salt = repeat('b', 64)`)).rejects.toMatchObject({ code: '42501' });
  await expect(change('remark = NULL')).rejects.toMatchObject({ code: '23514' });
  expect(await change('remark = NULL, remark_salt = NULL')).toBe(1);
  await expect(change(`remark = 'x', remark_salt = '${salt}'`)).rejects.toMatchObject({ code: '42501' });
  await expect(another({ id: randomIds.id(), tokenSha256: sha256('y'), remark: 'x', remarkSalt: 'short' })).rejects.toMatchObject({ code: '23514' });
});

test('an activation token is redeemed once; two at once give one authorisation', async () => {
  const redeemed = await Promise.all([1, 2, 3, 4].map(() => asSigner((tx) => tx.activationTokens.redeem(c.activationSha256, now))));
  expect(redeemed.filter((one) => one !== undefined)).toHaveLength(1);
  expect(await asSigner((tx) => tx.activationTokens.find(c.activationSha256))).toMatchObject({ redeemedAt: now });
});

test('a rolled back redemption leaves the token as it was', async () => {
  await expect(
    asSigner(async (tx) => {
      await tx.activationTokens.redeem(c.activationSha256, now);
      throw new Error('consent was refused');
    }),
  ).rejects.toThrow('refused');
  expect(await asSigner((tx) => tx.activationTokens.redeem(c.activationSha256, now))).toBeDefined();
});

test('at most one open authorisation for a task, and only an open one is spent or voided, once', async () => {
  const open = await asSigner((tx) => tx.authorisations.get(c.authorisationId));
  expect(open).toMatchObject({ state: 'open', closedAt: null });
  const second = { id: randomIds.id(), signRequestId: c.signRequestId, taskId: c.taskId, assertionId: c.assertionId, activationTokenId: c.activationTokenId, consentTextSha256: 'x', preparedSha256: 'x', createdAt: now };
  await expect(asSigner((tx) => tx.authorisations.insert(second))).rejects.toMatchObject({ code: '23505' });
  const [spent, voided] = await Promise.all([
    asSigner((tx) => tx.authorisations.spend(c.authorisationId, now)),
    api.inBody(c.bodyId, (tx) => tx.authorisations.voidOpen(c.signRequestId, now)),
  ]);
  expect([spent, voided.length === 1].filter(Boolean)).toHaveLength(1);
  expect(await asSigner((tx) => tx.authorisations.spend(c.authorisationId, now))).toBe(false);
  expect(await worker.inBody(c.bodyId, (tx) => tx.authorisations.voidOpen(c.signRequestId, now))).toEqual([]);
});

test('voiding for one task leaves the others', async () => {
  expect(await api.inBody(c.bodyId, (tx) => tx.authorisations.voidOpen(c.signRequestId, now, randomIds.id()))).toEqual([]);
  expect(await api.inBody(c.bodyId, (tx) => tx.authorisations.voidOpen(c.signRequestId, now, c.taskId))).toEqual([c.authorisationId]);
});

test('attempts are numbered, and one ends once', async () => {
  const next = randomIds.id();
  expect(await asSigner((tx) => tx.attempts.start({ id: next, authorisationId: c.authorisationId, startedAt: now }))).toBe(2);
  expect(await asSigner((tx) => tx.attempts.end(next, { outcome: 'failed', errorCode: 'tsa-down', endedAt: now }))).toBe(true);
  expect(await asSigner((tx) => tx.attempts.end(next, { outcome: 'signed', endedAt: now }))).toBe(false);
  expect((await asSigner((tx) => tx.attempts.listOf(c.authorisationId))).map((one) => [one.number, one.outcome, one.errorCode])).toEqual([
    [1, 'started', null],
    [2, 'failed', 'tsa-down'],
  ]);
});

test('a retried mail registers its link and its Message-ID once; older links are revoked by rotation, newer ones stay', async () => {
  const asWorker = <T>(work: (tx: Transaction) => Promise<T>) => worker.inBody(c.bodyId, work);
  const link = { id: randomIds.id(), signRequestId: c.signRequestId, taskId: c.taskId, purpose: 'sign' as const, rotation: 1, tokenSha256: sha256(randomIds.token()), createdAt: now };
  await asWorker((tx) => tx.links.register(link));
  await asWorker((tx) => tx.links.register({ ...link, id: randomIds.id() }));
  expect(await asWorker((tx) => tx.links.revokeBefore(c.taskId, 'sign', 1, now))).toBe(1);
  expect((await asWorker((tx) => tx.links.listOf(c.signRequestId))).map((one) => [one.rotation, one.revokedAt])).toEqual([
    [0, now],
    [1, null],
  ]);
  const mail = { id: randomIds.id(), signRequestId: c.signRequestId, taskId: c.taskId, kind: 'invitation', toAddress: 'a@exempel.example', messageId: '<m@x>', createdAt: now };
  await asWorker((tx) => tx.mails.begin(mail));
  await asWorker((tx) => tx.mails.failed('<m@x>', 'ECONNREFUSED'));
  await asWorker((tx) => tx.mails.begin({ ...mail, id: randomIds.id() }));
  await asWorker((tx) => tx.mails.sent('<m@x>', now));
  expect((await asWorker((tx) => tx.mails.listOf(c.signRequestId))).filter((one) => one.messageId === '<m@x>')).toEqual([expect.objectContaining({ sentAt: now, error: null })]);
  expect(await asWorker((tx) => tx.effects.record('k', now))).toBe(true);
  expect(await asWorker((tx) => tx.effects.record('k', now))).toBe(false);
  expect(await asWorker((tx) => tx.effects.has('k'))).toBe(true);
});

test('sessions end: one task’s all at once, the desk’s when asked, the expired ones by sweep', async () => {
  expect(await api.inBody(c.bodyId, (tx) => tx.taskSessions.find(c.sessionSha256))).toMatchObject({ taskId: c.taskId });
  expect(await api.inBody(c.bodyId, (tx) => tx.taskSessions.deleteExpired(now))).toBe(0);
  expect(await api.inBody(c.bodyId, (tx) => tx.taskSessions.endAllOf(c.taskId))).toBe(1);
  const staff = { id: randomIds.id(), bodyId: null, sessionSha256: sha256('staff'), createdAt: now, expiresAt: later };
  await api.withoutBody((l) => l.staffSessions.insert(staff));
  expect(await api.withoutBody((l) => l.staffSessions.find(staff.sessionSha256))).toEqual(staff);
  await api.withoutBody((l) => l.staffSessions.delete(staff.sessionSha256));
  expect(await api.withoutBody((l) => l.staffSessions.find(staff.sessionSha256))).toBeUndefined();
});

test('a fact of the installation is set once: of two first starts, one wins and both read the same', async () => {
  const key = randomIds.id();
  const set = await Promise.all(['one', 'two'].map((value) => api.withoutBody((l) => l.installation.setOnce(key, { value }))));
  expect(set.filter(Boolean)).toHaveLength(1);
  expect(await api.withoutBody((l) => l.installation.get(key))).toEqual({ value: set[0] ? 'one' : 'two' });
  expect(await api.withoutBody((l) => l.installation.get('unknown'))).toBeUndefined();
});
