import { addDays } from '#minutes';
import { declineTask } from './ceremony/decline-task.js';
import { reportError } from './ceremony/report-error.js';
import { extendRequest } from './desk/extend-request.js';
import { readTrail } from './desk/read-trail.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { openLink } from './links/open-link.js';
import { resendLink } from './links/resend-link.js';
import { planReminders } from './sweep/plan-reminders.js';
import { reconcile } from './sweep/reconcile.js';
import { setBodyProfile } from './time/body-profile.js';
import { codeOf } from './testing/bench.js';
import { clerk, linkTo, openCase, people, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();
beforeAll(() => {
  // A year without a holiday in the weeks that the specs walk through, whenever they are run.
  goTo('2031-09-01');
});
beforeEach(async () => {
  await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: {} });
  // Each spec has its cases and persons to itself.
  await bench.admin.query("UPDATE justera.sign_task SET email = 'gone.' || email WHERE email NOT LIKE 'gone.%'");
  await bench.admin.query('UPDATE justera.sign_request SET due_date = NULL');
  bench.mail.mails.length = 0;
});

/** Ten o'clock in Stockholm, in summer. */
function goTo(day: string, hour = 10): void {
  bench.clock.advance(new Date(`${day}T${String(hour - 2).padStart(2, '0')}:00:00Z`).getTime() - bench.clock.now().getTime());
}
async function run(): Promise<Awaited<ReturnType<typeof planReminders>>> {
  const planned = await planReminders(bench.worker);
  await pump(bench);
  return planned;
}
const remindersTo = (name: string) => bench.mail.mails.filter((mail) => mail.effectKey.startsWith('reminder:') && mail.to.name === name);
const escalations = (): string[] => bench.mail.mails.filter((mail) => mail.effectKey.startsWith('escalation:')).map(({ subject, to }) => `${to.address}: ${subject}`);
/** Every working day at ten, from one day to another. */
async function through(from: string, until: string): Promise<void> {
  for (let day = from; day <= until; day = addDays(day, 1)) {
    goTo(day);
    await run();
  }
}
const anna = [{ name: 'Anna Ek' }];

describe('reminders', () => {
  it('sent: before, on and after the due date, with the link that the person has, and evidence of each; capped', async () => {
    goTo('2031-09-01');
    const ref = await openCase(bench, anna, { dueDate: '2031-09-12' });
    const invitation = linkTo(bench, 's', 'Anna Ek');
    await through('2031-09-05', '2031-10-02');
    const mails = remindersTo('Anna Ek');
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Påminnelse: protokoll att skriva under, kommunstyrelsen i Exempel 27 mars, senast 12 september',
      'Påminnelse: protokoll att skriva under, kommunstyrelsen i Exempel 27 mars, senast 12 september',
      'Försenat: protokoll att skriva under, kommunstyrelsen i Exempel 27 mars',
      'Försenat: protokoll att skriva under, kommunstyrelsen i Exempel 27 mars',
      'Försenat: protokoll att skriva under, kommunstyrelsen i Exempel 27 mars',
    ]);
    const { tasks: [task], overdue } = await view(bench, ref);
    expect(mails.map(({ effectKey }) => effectKey)).toEqual(['2031-09-09', '2031-09-12', '2031-09-17', '2031-09-22', '2031-09-25'].map((day) => `reminder:${task?.id ?? ''}:${day}`));
    for (const { text } of mails) expect(text).toContain(`/s/${invitation}`);
    expect(overdue).toBe(true);
    // Overdue but signable.
    expect((await openLink(bench.api, { token: invitation })).view).toMatchObject({ state: 'open', overdue: true, dueDate: '2031-09-12' });
    await sign(bench, ref, 'Anna Ek');
    const done = await view(bench, ref);
    expect(done.state).toBe('completed');
    expect(done).not.toHaveProperty('overdue');
    const trail = (await readTrail(bench.api, ref)).entries;
    expect(trail.filter(({ type }) => type === 'SignatoryReminded').map(({ summary }) => summary.en)).toEqual([1, 2, 3, 4, 5].map((number) => `Reminder ${number} to Anna Ek, of 2031-09-12.`));
    await expectInvariants(bench, ref);
  }, 60_000);

  it('once, however many workers look and however often', async () => {
    goTo('2031-09-01');
    const ref = await openCase(bench, people, { dueDate: '2031-09-12' });
    await sign(bench, ref, 'Bo Lind');
    goTo('2031-09-09');
    const runs = await Promise.all([planReminders(bench.worker), planReminders(bench.worker), planReminders(bench.worker)]);
    expect(runs.reduce((sum, { reminders }) => sum + reminders, 0)).toBe(2);
    expect(runs.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    await pump(bench, { parallel: true });
    await run();
    await reconcile(bench.worker);
    await pump(bench);
    // Whoever has signed is left alone, whoever is at turn in parallel is not.
    expect(['Bo Lind', 'Åsa Łukasiewicz', 'Per Öst'].map((name) => remindersTo(name).length)).toEqual([0, 1, 1]);
    await expectInvariants(bench, ref);
  });

  it('not to whom it is not the turn of yet', async () => {
    goTo('2031-09-01');
    await openCase(bench, people, { dueDate: '2031-09-12' });
    goTo('2031-09-09');
    await run();
    expect(['Bo Lind', 'Åsa Łukasiewicz', 'Per Öst'].map((name) => remindersTo(name).length)).toEqual([1, 0, 0]);
  });

  it.each([
    ['at night', '2031-09-09', 7],
    ['in the evening', '2031-09-09', 17],
    ['on a Saturday', '2031-09-13', 10],
    ['on a Sunday', '2031-09-14', 10],
  ])('none %s: it waits for the next working hour', async (_name, day, hour) => {
    goTo('2031-09-01');
    await openCase(bench, anna, { dueDate: '2031-09-12' });
    goTo(day, hour);
    expect(await run()).toEqual({ reminders: 0, escalations: 0, failed: 0 });
    goTo('2031-09-15');
    expect((await run()).reminders).toBe(1);
  });

  it('one a day to a person with two cases, the more urgent first; the other gets its turn the day after', async () => {
    goTo('2031-09-01');
    const later = await openCase(bench, anna, { dueDate: '2031-09-12', registrationNumber: 'KS 2' });
    const sooner = await openCase(bench, anna, { dueDate: '2031-09-11', registrationNumber: 'KS 1' });
    goTo('2031-09-09');
    await Promise.all([planReminders(bench.worker), planReminders(bench.worker)]);
    await pump(bench);
    expect(remindersTo('Anna Ek')).toHaveLength(1);
    await run();
    expect(remindersTo('Anna Ek')).toHaveLength(1);
    goTo('2031-09-10');
    await run();
    const [first, second] = remindersTo('Anna Ek').map(({ text }) => text);
    expect(remindersTo('Anna Ek')).toHaveLength(2);
    expect([first, second].map((text) => /KS \d/.exec(text ?? '')?.[0])).toEqual(['KS 1', 'KS 2']);
    for (const ref of [later, sooner]) await expectInvariants(bench, ref);
  });

  it('stopped by signing, declining and withdrawing, also of one that is already on its way', async () => {
    goTo('2031-09-01');
    const [signed, declined, withdrawn] = [
      await openCase(bench, [{ name: 'Signe' }], { dueDate: '2031-09-12' }),
      await openCase(bench, [{ name: 'Denise' }], { dueDate: '2031-09-12', signatories: [{ name: 'Denise', email: 'd@exempel.example', role: 'adjuster', step: 1 }] }),
      await openCase(bench, [{ name: 'Wilma' }], { dueDate: '2031-09-12', signatories: [{ name: 'Wilma', email: 'w@exempel.example', role: 'adjuster', step: 1 }] }),
    ];
    goTo('2031-09-09');
    // Decided on, and not sent before things changed.
    expect((await planReminders(bench.worker)).reminders).toBe(3);
    await declineTask(bench.api, { ...(await taskRef(bench, declined, 'Denise')), reason: 'Fel.' });
    await withdrawRequest(bench.api, { ...withdrawn, reason: 'Ny fil.' }, clerk);
    await sign(bench, signed, 'Signe');
    bench.mail.mails.length = 0;
    await through('2031-09-10', '2031-09-18');
    expect(bench.mail.mails.filter(({ effectKey }) => effectKey.startsWith('reminder:'))).toEqual([]);
  });

  it('stale job ignored: the date it was made for is no longer the date', async () => {
    goTo('2031-09-01');
    const ref = await openCase(bench, anna, { dueDate: '2031-09-12' });
    goTo('2031-09-09');
    expect((await planReminders(bench.worker)).reminders).toBe(1);
    await extendRequest(bench.api, { ...ref, dueDate: '2031-10-10' }, clerk);
    await pump(bench);
    expect(remindersTo('Anna Ek')).toEqual([]);
    // The new date begins anew: three working days before, and on it.
    await through('2031-10-06', '2031-10-10');
    expect(remindersTo('Anna Ek').map(({ effectKey }) => effectKey.slice(-10))).toEqual(['2031-10-07', '2031-10-10']);
  });

  it('none to whoever has just got a new link, nor to whoever waits for an answer of ours', async () => {
    goTo('2031-09-01');
    const ref = await openCase(bench, anna, { dueDate: '2031-09-12' });
    goTo('2031-09-09');
    await resendLink(bench.api, await taskRef(bench, ref, 'Anna Ek'), clerk);
    expect((await planReminders(bench.worker)).reminders).toBe(0);
    await pump(bench);
    await reportError(bench.api, { ...(await taskRef(bench, ref, 'Anna Ek')), text: '§ 7' });
    await through('2031-09-10', '2031-09-12');
    expect(remindersTo('Anna Ek')).toEqual([]);
  });

  it('carry the link that the person has now, and leave it working', async () => {
    goTo('2031-09-01');
    const ref = await openCase(bench, anna, { dueDate: '2031-09-12' });
    await resendLink(bench.api, await taskRef(bench, ref, 'Anna Ek'), clerk);
    await pump(bench);
    const link = linkTo(bench, 's', 'Anna Ek');
    goTo('2031-09-09');
    await run();
    expect(remindersTo('Anna Ek')[0]?.text).toContain(`/s/${link}`);
    expect((await openLink(bench.api, { token: link })).view.state).toBe('open');
  });

  it('none without a due date, and none where the body wants none', async () => {
    goTo('2031-09-01');
    await openCase(bench, anna);
    await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: { reminders: 'off' } });
    await openCase(bench, anna, { dueDate: '2031-09-12' });
    await through('2031-09-08', '2031-09-17');
    expect(remindersTo('Anna Ek')).toEqual([]);
  });

  it('a mail server that is down for a while delays them, and doubles none', async () => {
    goTo('2031-09-01');
    await openCase(bench, anna, { dueDate: '2031-09-12' });
    goTo('2031-09-09');
    bench.mail.failure = { code: 'mail-unreachable', retryable: true };
    await run();
    bench.mail.failure = undefined;
    await pump(bench);
    await run();
    expect(remindersTo('Anna Ek')).toHaveLength(1);
  });
});

describe('escalation', () => {
  const office = { office: { name: 'Kansliet', email: 'kansli@exempel.example' } };
  const sender = { name: 'Bo Lind', email: 'bo.lind@exempel.example' };

  it('tells the sender and the chair’s office before the clock breaks, and when it has, once each', async () => {
    await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: office });
    goTo('2031-09-01');
    const ref = await openCase(bench, people, { dueDate: '2031-09-12', sender });
    await sign(bench, ref, 'Bo Lind');
    await through('2031-09-09', '2031-09-19');
    const soon = 'Snart sista dagen: kommunstyrelsen i Exempel 27 mars, senast 12 september';
    const late = 'Försenat: kommunstyrelsen i Exempel 27 mars, skulle ha varit klart 12 september';
    expect(escalations()).toEqual([`bo.lind@exempel.example: ${soon}`, `kansli@exempel.example: ${soon}`, `bo.lind@exempel.example: ${late}`, `kansli@exempel.example: ${late}`]);
    const [first] = bench.mail.mails.filter(({ effectKey }) => effectKey.startsWith('escalation:'));
    expect(first?.text).toContain('- Åsa Łukasiewicz, ordförande\n- Per Öst, justerare');
    expect(first?.text).not.toContain('- Bo Lind');
    expect(first?.text).toContain(`https://justera.example/admin/cases/${ref.signRequestId}`);
    const trail = (await readTrail(bench.api, ref)).entries.filter(({ type }) => type === 'DueDateEscalated');
    expect(trail.map(({ summary }) => summary.en)).toEqual(['Soon due, on 2031-09-12. The sender or the office is told.', 'Overdue: the last day was 2031-09-12. The sender or the office is told.']);
    await expectInvariants(bench, ref);
  }, 60_000);

  it('to one address once, and to nobody where there is none', async () => {
    await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: { office: { name: 'Kansliet', email: 'Bo.Lind@exempel.example' } } });
    goTo('2031-09-01');
    await openCase(bench, anna, { dueDate: '2031-09-12', sender });
    await through('2031-09-10', '2031-09-11');
    expect(escalations()).toHaveLength(1);
    await setBodyProfile(bench.api, { bodyId: bench.bodyId, profile: {} });
    const alone = await openCase(bench, anna, { dueDate: '2031-09-15' });
    await through('2031-09-12', '2031-09-12');
    expect(escalations()).toHaveLength(1);
    expect((await readTrail(bench.api, alone)).entries.filter(({ type }) => type === 'DueDateEscalated')).toEqual([]);
  });

  it('not of minutes that were late when they were sent, on the day they were sent', async () => {
    goTo('2031-09-15');
    await openCase(bench, anna, { dueDate: '2031-09-12', sender });
    await run();
    expect(escalations()).toEqual([]);
    goTo('2031-09-16');
    await run();
    expect(escalations()).toEqual(['bo.lind@exempel.example: Försenat: kommunstyrelsen i Exempel 27 mars, skulle ha varit klart 12 september']);
  });
});

it('a profile that cannot be used stops the planning of that body, and of no other', async () => {
  goTo('2031-09-01');
  await openCase(bench, anna, { dueDate: '2031-09-12' });
  const other = bench.api.ids.id();
  await bench.api.database.inBody(other, (tx) => tx.bodies.insert({ slug: 'trasig', displayName: 'Trasig', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm', profile: { clock: 1 }, createdAt: bench.clock.now() }));
  goTo('2031-09-09');
  expect(await run()).toEqual({ reminders: 1, escalations: 0, failed: 1 });
  expect(await codeOf(setBodyProfile(bench.api, { bodyId: other, profile: { clock: 1 } }))).toBe('body-profile-invalid');
  expect(await codeOf(setBodyProfile(bench.api, { bodyId: other, profile: { office: { name: 'K', email: 'k' } } }))).toBe('body-profile-invalid');
  await setBodyProfile(bench.api, { bodyId: other, profile: {} });
});
