import { addDays, calendarDayIn } from '#minutes';
import { readTrail } from './desk/read-trail.js';
import { exportEvidence } from './desk/export-evidence.js';
import { noticeDocument } from './notice/notice-document.js';
import { postNotice } from './notice/post-notice.js';
import { viewNotice } from './notice/view-notice.js';
import { planReminders } from './sweep/plan-reminders.js';
import { setBodyProfile } from './time/body-profile.js';
import { codeOf } from './testing/bench.js';
import { clerk, openCase, sign } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';
import type { CaseRef } from './dependencies.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();
beforeAll(() => {
  // Half past eleven in the evening of Thursday 10 December 2026 in Stockholm: in UTC as well, but an hour later it is another day there.
  goTo('2026-12-10T22:30:00Z');
});
beforeEach(async () => {
  await bench.admin.query('UPDATE justera.sign_request SET completed_at = NULL');
  await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: { clock: {}, minutesKeptAt: 'kommunkansliet' } });
});

const goTo = (instant: string): void => bench.clock.advance(new Date(instant).getTime() - bench.clock.now().getTime());
const anna = [{ name: 'Anna Ek' }];
const given = { postedOn: '2026-12-11', keptAt: 'kommunkansliet', official: 'Bo <Lind>' };

async function adjusted(at: string): Promise<CaseRef> {
  goTo(at);
  const ref = await openCase(bench, anna, { title: 'Protokoll §§ 1–2 <KS>' });
  await sign(bench, ref, 'Anna Ek');
  return ref;
}

it('the notice is ready as soon as the minutes are adjusted: on the day of the last signature by the body’s clocks', async () => {
  const ref = await adjusted('2026-12-10T23:30:00Z');
  expect(await viewNotice(bench.api, ref)).toEqual({ adjustedOn: '2026-12-11', postBy: '2026-12-13', proposal: { postedOn: '2026-12-11', keptAt: 'kommunkansliet', official: 'Bo Lind' } });
  const { fileName, html } = await noticeDocument(bench.api, ref, 'notice');
  expect(fileName).toBe('2026-03-27 anslag.html');
  expect(html).toContain('<html lang="sv">');
  expect(html).toContain('<dt>Protokollet justerat</dt><dd>11 december 2026</dd>');
  // Three weeks end on New Year's Day, a Friday.
  expect(html).toContain('till och med 4 januari 2027.');
  expect(html).toContain('Om ingen överklagar får besluten laga kraft 5 januari 2027.');
  expect(html).not.toMatch(/<KS>|<script|https?:/u);
  expect((await noticeDocument(bench.api, ref, 'notice', '2026-12-12')).html).toContain('<dd>12 december 2026</dd>');
  expect(await codeOf(noticeDocument(bench.api, ref, 'proof'))).toBe('notice-not-posted');
  expect(await codeOf(noticeDocument(bench.api, ref, 'notice', '2026-02-30'))).toBe('request-invalid');
});

it('posted: the proof names who did, evidence has it, and the case shows when the time to appeal ends', async () => {
  const ref = await adjusted('2026-12-11T08:00:00Z');
  await postNotice(bench.api, ref, given, clerk);
  expect((await viewNotice(bench.api, ref)).posted).toEqual({ ...given, lastDay: '2027-01-04', takeDownOn: '2027-01-05', legalForceOn: '2027-01-05' });
  const { html, fileName } = await noticeDocument(bench.api, ref, 'proof');
  expect(fileName).toBe('2026-03-27 anslagsbevis.html');
  expect(html).toContain('Bo &#60;Lind&#62; har satt upp anslaget 11 december 2026.');
  // What is posted is what the notice says from then on, whatever is asked for.
  expect((await noticeDocument(bench.api, ref, 'notice', '2026-12-20')).html).toContain('<dt>Anslaget sätts upp</dt><dd>11 december 2026</dd>');
  expect((await readTrail(bench.api, ref)).entries.map(({ summary }) => summary.sv)).toContain('Anslaget sattes upp 2026-12-11.');
  const entry = (await exportEvidence(bench.api, ref)).entries.find(({ entry: { type } }) => type === 'NoticePosted')?.entry;
  // The official's name can be erased from evidence: the entry holds a commitment of it.
  expect(JSON.stringify(entry)).not.toContain('Lind');
  expect(entry?.data).toEqual({ adjustedOn: '2026-12-11', postedOn: '2026-12-11', keptAt: 'kommunkansliet' });
  await expectInvariants(bench, ref);

  // A slip of the pen is corrected, and both are in evidence.
  goTo('2026-12-12T08:00:00Z');
  await postNotice(bench.api, ref, { ...given, postedOn: '2026-12-12' }, clerk);
  expect((await viewNotice(bench.api, ref)).posted?.postedOn).toBe('2026-12-12');
  expect((await readTrail(bench.api, ref)).entries.filter(({ type }) => type === 'NoticePosted')).toHaveLength(2);
});

it('is late when the second day has passed and nothing was posted', async () => {
  const ref = await adjusted('2026-12-11T08:00:00Z');
  goTo('2026-12-13T22:59:00Z');
  expect(await viewNotice(bench.api, ref)).not.toHaveProperty('late');
  goTo('2026-12-13T23:00:00Z');
  expect(await viewNotice(bench.api, ref)).toMatchObject({ late: true, postBy: '2026-12-13' });
  await postNotice(bench.api, ref, { ...given, postedOn: '2026-12-14' }, clerk);
  expect(await viewNotice(bench.api, ref)).not.toHaveProperty('late');
});

it('the sender and the office are told at once that there is a notice to post, and again when nobody has said that it was; once each', async () => {
  const sender = { name: 'Bo Lind', email: 'bo.lind@exempel.example' };
  await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: { clock: {}, office: { name: 'Kansliet', email: 'kansli@exempel.example' } } });
  // Monday, so that the second day is a Wednesday.
  goTo('2026-12-14T08:00:00Z');
  const [forgotten, posted] = [await openCase(bench, anna, { sender, registrationNumber: 'KS 1' }), await openCase(bench, anna, { sender, registrationNumber: 'KS 2' })];
  await sign(bench, forgotten, 'Anna Ek');
  await sign(bench, posted, 'Anna Ek');
  const told = (): string[] => bench.mail.mails.splice(0).filter(({ effectKey }) => effectKey.startsWith('notice:')).map(({ to, subject, text }) => `${to.name}: ${subject} (${/KS \d/u.exec(text)?.[0] ?? ''})`).sort();
  const first = 'Justerat: kommunstyrelsen i Exempel 27 mars, anslå senast 16 december';
  expect(told()).toEqual([`Bo Lind: ${first} (KS 1)`, `Bo Lind: ${first} (KS 2)`, `Kansliet: ${first} (KS 1)`, `Kansliet: ${first} (KS 2)`]);
  await postNotice(bench.api, posted, { ...given, postedOn: '2026-12-14' }, clerk);
  const look = async (at: string): Promise<string[]> => {
    goTo(at);
    await Promise.all([planReminders(bench.worker), planReminders(bench.worker)]);
    await pump(bench);
    return told();
  };
  expect(await look('2026-12-15T08:00:00Z')).toEqual([]);
  expect(await look('2026-12-16T06:59:00Z')).toEqual([]);
  const again = 'Anslag saknas: kommunstyrelsen i Exempel 27 mars, senast 16 december';
  expect(await look('2026-12-16T07:00:00Z')).toEqual([`Bo Lind: ${again} (KS 1)`, `Kansliet: ${again} (KS 1)`]);
  expect(await look('2026-12-17T08:00:00Z')).toEqual([]);
  expect((await readTrail(bench.api, forgotten)).entries.filter(({ type }) => type === 'DueDateEscalated')).toHaveLength(1);
  await expectInvariants(bench, forgotten);
});

it('where the body keeps no clock nobody is told of a notice', async () => {
  await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: {} });
  goTo('2026-12-14T08:00:00Z');
  const ref = await openCase(bench, anna, { sender: { name: 'Bo Lind', email: 'bo.lind@exempel.example' } });
  bench.mail.mails.length = 0;
  await sign(bench, ref, 'Anna Ek');
  goTo('2026-12-16T08:00:00Z');
  await planReminders(bench.worker);
  await pump(bench);
  expect(bench.mail.mails.filter(({ effectKey }) => effectKey.startsWith('notice:'))).toEqual([]);
});

it('not before completion, and not where the body keeps no clock', async () => {
  goTo('2026-12-11T08:00:00Z');
  const open = await openCase(bench, anna);
  const everything = (of: CaseRef): (() => Promise<unknown>)[] => [() => viewNotice(bench.api, of), () => noticeDocument(bench.api, of, 'notice'), () => postNotice(bench.api, of, given, clerk)];
  for (const work of everything(open)) expect(await codeOf(work())).toBe('notice-not-due');
  const ref = await adjusted('2026-12-11T09:00:00Z');
  await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: { clock: 'off' } });
  for (const work of everything(ref)) expect(await codeOf(work())).toBe('notice-not-due');
});

it.each([
  ['request-invalid', {}],
  ['request-invalid', { ...given, official: ' ' }],
  ['request-invalid', { ...given, official: 'Bo \u202e' }],
  ['request-invalid', { ...given, postedOn: '2026-12-32' }],
  ['request-invalid', { ...given, more: 1 }],
  ['notice-day-wrong', { ...given, postedOn: '2026-12-10' }],
  ['notice-day-wrong', { ...given, postedOn: '2026-12-12' }],
])('what is no posting is refused with %s, and nothing is recorded', async (code, body) => {
  const ref = await adjusted('2026-12-11T08:00:00Z');
  expect(calendarDayIn(bench.clock.now(), 'Europe/Stockholm')).toBe(addDays('2026-12-10', 1));
  expect(await codeOf(postNotice(bench.api, ref, body, clerk))).toBe(code);
  expect(await viewNotice(bench.api, ref)).not.toHaveProperty('posted');
});
