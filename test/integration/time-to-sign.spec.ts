import { once } from 'node:events';
import path from 'node:path';
import { createSampleMinutes } from '#demo';
import { addDays, calendarDayIn, startOfDay, workingDayUntil } from '#minutes';
import { mailsFromNow, Signatory, signLink, type Answer } from '../support/signatory.js';
import { startSystem, type System } from '../support/system.js';

// Days pass for the worker alone: it is started in the past, and again some days later. Everything else, the database and the time-stamping service included, lives now.

const zone = 'Europe/Stockholm';
const hour = 3_600_000;
let system: System;
let minutes: Uint8Array;
let bodyId: string;

beforeAll(async () => {
  system = await startSystem();
  await Promise.all([system.start('signer'), system.start('api')]);
  minutes = await createSampleMinutes();
  bodyId = (await system.desk.json<{ id: string }>('bodies', { slug: 'test', displayName: 'Testkommun', defaultLanguage: 'sv', timeZone: zone })).id;
}, 180_000);
afterAll(() => system.stop(), 60_000);

const anna = { name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'adjuster', step: 1 };

interface CaseView {
  readonly id: string;
  readonly state: string;
  readonly dueDate?: string;
  readonly overdue?: boolean;
  readonly expiresAt?: string;
  readonly tasks: readonly { readonly id: string; readonly state: string; readonly remindedOn?: string; readonly reminderCount?: number }[];
}
const view = (id: string): Promise<CaseView> => system.desk.json<CaseView>(`sign-requests/${id}`);

async function send(changes: object): Promise<CaseView> {
  const form = new FormData();
  const request = { bodyId, title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'KS 1', language: 'sv', authentication: 'emailCode', requiredLevelOfAssurance: 'low', sender: { name: 'Bo Lind', email: 'bo.lind@exempel.example' }, signatories: [anna], ...changes };
  form.append('request', JSON.stringify(request));
  form.append('file', new Blob([Buffer.from(minutes)]), 'protokoll.pdf');
  return system.desk.json<CaseView>('sign-requests', form);
}

/** A worker for which it is ten o'clock on that day. */
async function workerOn(day: string): Promise<() => Promise<void>> {
  const shift = startOfDay(day, zone).getTime() + 10 * hour - Date.now();
  const child = await system.start('worker', { NODE_OPTIONS: `--require=${path.join(__dirname, '..', 'support', 'other-clock.cjs')}`, JUSTERA_TEST_CLOCK_SHIFT: String(shift) });
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 90_000; !(await condition()); await new Promise((resolve) => setTimeout(resolve, 100))) if (Date.now() > end) throw new Error('waited 90 s in vain');
}

it('a due date through three processes: from the body’s clock, reminded on its day with the link that was mailed, once', async () => {
  const today = calendarDayIn(new Date(), zone);
  const due = workingDayUntil(addDays(today, -3));
  const mail = mailsFromNow(system);
  const reminders = (): number => system.surroundings.mail.mails().filter(({ subject }) => subject.startsWith('Påminnelse')).length;
  // Fourteen days after its meeting.
  const { id, dueDate } = await send({ meetingDate: addDays(due, -14), registrationNumber: 'KS 2' });
  expect(dueDate).toBe(due);

  const stop = await workerOn(addDays(due, -1));
  const link = await mail(anna.email, signLink);
  await until(async () => (await view(id)).tasks[0]?.state === 'open');
  await stop();
  expect(reminders()).toBe(0);

  const stopAgain = await workerOn(due);
  const text = await mail(anna.email, ({ subject, text: words }) => (subject.startsWith('Påminnelse') ? words : undefined));
  expect(text).toContain(`/s/${link}`);
  await stopAgain();
  // Another worker looks when it starts, as does every one each minute.
  const stopThird = await workerOn(due);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await stopThird();
  expect(reminders()).toBe(1);
  const now = await view(id);
  expect(now).toMatchObject({ overdue: true, tasks: [{ state: 'open', remindedOn: due, reminderCount: 1 }] });
  const signatory = new Signatory(system.url);
  const opened = await signatory.ask('ceremony/session', { token: link });
  expect(opened).toMatchObject({ status: 200 });
  expect((await signatory.ask('ceremony')).body).toMatchObject({ state: 'open', overdue: true, dueDate: due });
}, 240_000);

it('a case that ran out is opened again: a new link, the old one explains itself, and it runs out a second time', async () => {
  await system.start('worker');
  const mail = mailsFromNow(system);
  const { id } = await send({ dueDate: null, registrationNumber: 'KS 3' });
  const old = await mail(anna.email, (one) => (one.text.includes('KS 3') ? signLink(one) : undefined));
  await runOut(id);
  expect(await mail('bo.lind@exempel.example', ({ subject, text }) => (subject.startsWith('Tiden har gått ut') && text.includes('KS 3') ? subject : undefined))).toBeDefined();

  const again = mailsFromNow(system);
  const reopened = await system.desk.json<CaseView>(`sign-requests/${id}/extend`, { dueDate: addDays(calendarDayIn(new Date(), zone), 7) });
  expect(reopened).toMatchObject({ state: 'awaitingSignatures', dueDate: addDays(calendarDayIn(new Date(), zone), 7) });
  const fresh = await again(anna.email, (one) => (one.text.includes('Ärendet är öppet igen') ? signLink(one) : undefined));
  expect(fresh).not.toBe(old);
  const signatory = new Signatory(system.url);
  expect(await signatory.ask('ceremony/session', { token: old })).toMatchObject({ status: 410, body: { code: 'link-replaced' } });
  expect(await signatory.ask('ceremony/session', { token: fresh })).toMatchObject({ status: 200 });
  expect((await signatory.ask('ceremony')).body).toMatchObject({ state: 'open' });
  const twice = mailsFromNow(system);
  await runOut(id);
  expect(await twice(anna.email, ({ subject, text }) => (subject.startsWith('Tiden har gått ut') && text.includes('KS 3') ? subject : undefined))).toBeDefined();
}, 240_000);

/** Gives a case seconds only. Every worker looks when it starts; the one that runs would come by within a minute. */
async function runOut(id: string): Promise<void> {
  const { expiresAt = '' } = await system.desk.json<CaseView>(`sign-requests/${id}/extend`, { expiresAt: new Date(Date.now() + 3_000).toISOString() });
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, new Date(expiresAt).getTime() - Date.now())));
  const worker = await system.start('worker');
  await until(async () => (await view(id)).state === 'expired');
  worker.kill('SIGTERM');
  await once(worker, 'exit');
}

describe('what is wrong is refused over HTTP, in both languages, and changes nothing', () => {
  const post = async (path_: string, body: unknown, method = 'POST'): Promise<Answer> => {
    const response = await fetch(`${system.url}/api/v1/${path_}`, { method, headers: { authorization: `Bearer ${system.secret}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, mediaType: response.headers.get('content-type') ?? '', body: (await response.json()) as Answer['body'] };
  };

  it.each([
    ['request-invalid', {}],
    ['request-invalid', { dueDate: '2026-02-30' }],
    ['request-invalid', { dueDate: '2099-01-01', more: true }],
    ['request-invalid', { expiresAt: null, expiresOn: '2099-01-01' }],
    ['request-invalid', []],
    ['due-date-in-the-past', { dueDate: '2020-01-01' }],
    ['expiry-in-the-past', { expiresOn: '2020-01-01' }],
  ])('new dates: %s', async (code, body) => {
    const { id } = await send({ dueDate: null });
    const before = await view(id);
    const answer = await post(`sign-requests/${id}/extend`, body);
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 422, code });
    expect(answer.body['detailSv']).not.toBe(answer.body['detailEn']);
    expect({ ...(await view(id)), tasks: [] }).toMatchObject({ id, state: before.state === 'preparing' ? expect.any(String) : before.state });
    expect(await view(id)).not.toHaveProperty('dueDate');
  }, 60_000);

  it('new dates of a case that was withdrawn: wrong-state', async () => {
    const { id } = await send({});
    await system.desk.json(`sign-requests/${id}/withdraw`, { reason: 'Fel fil' });
    expect(await post(`sign-requests/${id}/extend`, { dueDate: '2099-01-01' })).toMatchObject({ status: 409, body: { code: 'wrong-state', state: 'withdrawn', command: 'ExtendSignRequest' } });
  });

  it('the profile of a body: named member, and what was stays', async () => {
    const before = await system.desk.json<object>(`bodies/${bodyId}/profile`);
    expect(before).toEqual({ clock: { adjustWithinDays: 14, noticeWithinDays: 2, appealDays: 21 } });
    expect(await post(`bodies/${bodyId}/profile`, { reminders: { atMost: 'many' } }, 'PUT')).toMatchObject({ status: 422, body: { code: 'body-profile-invalid', member: 'reminders.atMost' } });
    expect(await post('bodies', { slug: 'x', displayName: 'X', defaultLanguage: 'sv', timeZone: zone, profile: { clock: 'on' } })).toMatchObject({ status: 422, body: { code: 'body-profile-invalid', member: 'clock' } });
    expect(await post('bodies/nobody/profile', {}, 'PUT')).toMatchObject({ status: 404 });
    expect(await system.desk.json(`bodies/${bodyId}/profile`)).toEqual(before);
    expect(await post(`bodies/${bodyId}/profile`, { clock: 'off' }, 'PUT')).toMatchObject({ status: 200, body: { clock: 'off' } });
    expect(await send({})).not.toHaveProperty('dueDate');
  });
});
