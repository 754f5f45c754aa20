import { answerErrorReport } from './desk/answer-error-report.js';
import { reportError } from './ceremony/report-error.js';
import { giveConsent } from './ceremony/give-consent.js';
import { extendRequest } from './desk/extend-request.js';
import { readTrail } from './desk/read-trail.js';
import { listSignRequests } from './desk/list-sign-requests.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { openLink } from './links/open-link.js';
import { expireRequests } from './sweep/expire-requests.js';
import { reconcile } from './sweep/reconcile.js';
import { parseNewDates } from './time/new-dates.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, consent, linkTo, openCase, people, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const hour = 3_600_000;
const bench = withBench();

const inHours = (hours: number): Date => new Date(bench.clock.now().getTime() + hours * hour);
const anna = [{ name: 'Anna Ek' }];
const sender = { name: 'Bo Lind', email: 'bo.lind@exempel.example' };
/** kind and name of the mails since the last look. */
function mailed(): string[] {
  return bench.mail.mails.splice(0).map(({ effectKey, to }) => `${effectKey.split(':')[0] ?? ''} ${to.name}`).filter((line) => !line.startsWith('code')).sort();
}
async function sweep(): Promise<void> {
  await expireRequests(bench.worker);
  await pump(bench);
  await reconcile(bench.worker);
  await pump(bench);
}

describe('expiry extended before', () => {
  it('binds at the new time; everybody who was asked is told once, whoever has signed too', async () => {
    const ref = await openCase(bench, people, { expiresAt: inHours(2).toISOString(), dueDate: '2026-04-10', sender });
    await sign(bench, ref, 'Bo Lind');
    await consent(bench, ref, 'Per Öst');
    mailed();
    await extendRequest(bench.api, { ...ref, expiresAt: inHours(50), dueDate: '2099-01-02' }, clerk);
    await pump(bench);
    expect(mailed()).toEqual(['extended Bo Lind', 'extended Per Öst', 'extended Åsa Łukasiewicz', 'signed Per Öst']);
    bench.clock.advance(3 * hour);
    await sweep();
    expect(await view(bench, ref)).toMatchObject({ state: 'awaitingSignatures', dueDate: '2099-01-02' });
    await sign(bench, ref, 'Åsa Łukasiewicz');
    expect((await view(bench, ref)).state).toBe('completed');
    const extended = (await readTrail(bench.api, ref)).entries.filter(({ type }) => type === 'SignRequestExtended');
    expect(extended).toHaveLength(1);
    expect(extended[0]?.summary.sv).toMatch(/^Ärendet fick nya datum: skrivs under senast 2099-01-02, går ut .*Z\.$/u);
    await expectInvariants(bench, ref);
  });

  it('the words fit what each has done; the link that was mailed still works', async () => {
    const ref = await openCase(bench, people, { expiresAt: inHours(2).toISOString() });
    await sign(bench, ref, 'Bo Lind');
    const link = linkTo(bench, 's', 'Per Öst');
    mailed();
    await extendRequest(bench.api, { ...ref, expiresOn: '2099-05-01' }, clerk);
    await pump(bench);
    const textTo = (name: string): string => bench.mail.mails.find((mail) => mail.to.name === name)?.text ?? '';
    expect(textTo('Bo Lind')).toContain('Du har redan skrivit under. Underskriften gäller');
    expect(textTo('Per Öst')).toContain('Länken i det tidigare mejlet gäller.');
    expect(textTo('Per Öst')).toContain('Det går att skriva under till och med 1 maj 2099.');
    expect((await view(bench, ref)).expiresAt).toBe('2099-05-01T22:00:00.000Z');
    expect((await openLink(bench.api, { token: link })).view.expiresAt).toBe('2099-05-01T22:00:00.000Z');
  });

  it('twice at once: the dates told are those that hold', async () => {
    const ref = await openCase(bench, anna);
    mailed();
    await extendRequest(bench.api, { ...ref, dueDate: '2099-01-02' }, clerk);
    await extendRequest(bench.api, { ...ref, dueDate: '2099-02-03' }, clerk);
    await pump(bench);
    expect(bench.mail.mails.map(({ text }) => /senast (.*?)\./.exec(text)?.[1])).toEqual(['tisdag 3 februari']);
  });

  it.each([
    ['expiry-in-the-past', { expiresAt: new Date('2020-01-01T00:00:00Z') }],
    ['due-date-in-the-past', { dueDate: '2020-01-01' }],
    ['request-invalid', {}],
    ['request-invalid', { expiresAt: null, expiresOn: '2099-01-01' }],
  ])('refused with %s, and nothing changes', async (code, dates) => {
    const ref = await openCase(bench, anna, { dueDate: '2099-01-02' });
    const before = await view(bench, ref);
    expect(await codeOf(extendRequest(bench.api, { ...ref, ...dates }, clerk))).toBe(code);
    expect(await view(bench, ref)).toEqual(before);
  });

  it('a due date can be taken away, and expiry switched off', async () => {
    const ref = await openCase(bench, anna, { dueDate: '2099-01-02', expiresOn: '2099-01-05' });
    await extendRequest(bench.api, { ...ref, dueDate: null, expiresAt: null }, clerk);
    const after = await view(bench, ref);
    expect(after).not.toHaveProperty('dueDate');
    expect(after).not.toHaveProperty('expiresAt');
    await expectInvariants(bench, ref);
  });

  it('not of a case that has ended otherwise', async () => {
    const withdrawn = await openCase(bench, anna);
    await withdrawRequest(bench.api, { ...withdrawn, reason: 'Ny fil.' }, clerk);
    expect(await codeOf(extendRequest(bench.api, { ...withdrawn, dueDate: '2099-01-02' }, clerk))).toBe('wrong-state');
    const done = await openCase(bench, anna);
    await sign(bench, done, 'Anna Ek');
    expect(await codeOf(extendRequest(bench.api, { ...done, dueDate: '2099-01-02' }, clerk))).toBe('wrong-state');
  });
});

describe('reopened', () => {
  it('goes on in the step where it stopped: new links to those who are still to sign, a word to the others, signatures kept', async () => {
    const ref = await openCase(bench, people, { expiresAt: inHours(1).toISOString(), sender });
    await sign(bench, ref, 'Bo Lind');
    await consent(bench, ref, 'Per Öst');
    const old = linkTo(bench, 's', 'Per Öst');
    bench.clock.advance(hour);
    mailed();
    await sweep();
    expect(mailed()).toEqual(['escalation Bo Lind', 'expired Bo Lind', 'expired Per Öst', 'expired Åsa Łukasiewicz']);

    await extendRequest(bench.api, { ...ref, expiresAt: inHours(5), dueDate: '2099-01-02' }, clerk);
    // At the desk nobody is at turn yet: that is the signer's to say.
    expect((await view(bench, ref)).tasks.map(({ state }) => state)).toEqual(['signed', 'waiting', 'waiting']);
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ state: 'awaitingSignatures', dueDate: '2099-01-02', tasks: [{ state: 'signed' }, { state: 'open' }, { state: 'open' }] });
    const invitation = bench.mail.mails.find((mail) => mail.to.name === 'Per Öst')?.text ?? '';
    expect(invitation).toContain('Ärendet är öppet igen. Här är din nya länk. Den förra fungerar inte längre.');
    expect(bench.mail.mails.find((mail) => mail.to.name === 'Bo Lind')?.text).toContain('Det går åter att skriva under');
    const fresh = linkTo(bench, 's', 'Per Öst');
    expect(mailed()).toEqual(['extended Bo Lind', 'invitation Per Öst', 'invitation Åsa Łukasiewicz']);
    expect(fresh).not.toBe(old);
    expect(await codeOf(openLink(bench.api, { token: old }))).toBe('link-replaced');
    await sign(bench, ref, 'Per Öst', 'Åsa Łukasiewicz');
    expect((await view(bench, ref)).state).toBe('completed');
    const { events } = await expectInvariants(bench, ref);
    expect(events.filter(({ type }) => type === 'SignTaskSigned')).toHaveLength(3);
  });

  it('and expired again: told again, once, with its own words; and reopened again', async () => {
    const ref = await openCase(bench, anna, { expiresAt: inHours(1).toISOString(), sender });
    await consent(bench, ref, 'Anna Ek');
    bench.clock.advance(hour);
    await sweep();
    expect(bench.mail.mails.find(({ effectKey }) => effectKey.startsWith('expired:'))?.text).toContain('Ditt godkännande gäller inte längre');
    await extendRequest(bench.api, { ...ref, expiresAt: inHours(1) }, clerk);
    await pump(bench);
    mailed();
    bench.clock.advance(hour);
    await sweep();
    await sweep();
    // No consent was given this time, and the second mail does not speak of one.
    expect(bench.mail.mails.find(({ effectKey }) => effectKey.startsWith('expired:'))?.text).not.toContain('godkännande');
    expect(mailed()).toEqual(['escalation Bo Lind', 'expired Anna Ek']);
    await extendRequest(bench.api, { ...ref }, clerk);
    await pump(bench);
    expect((await view(bench, ref)).tasks[0]?.state).toBe('open');
    expect(await view(bench, ref)).not.toHaveProperty('expiresAt');
    await sign(bench, ref, 'Anna Ek');
    expect((await view(bench, ref)).state).toBe('completed');
    await expectInvariants(bench, ref);
  });

  it('before the mails of its expiry could leave, those are not sent', async () => {
    const ref = await openCase(bench, anna, { expiresAt: inHours(1).toISOString(), sender });
    bench.clock.advance(hour);
    await expireRequests(bench.worker);
    mailed();
    await extendRequest(bench.api, { ...ref, expiresAt: inHours(1) }, clerk);
    await pump(bench);
    expect(mailed()).toEqual(['invitation Anna Ek']);
  });

  it('with its queue lost: the reconciler asks those whose turn it is', async () => {
    const ref = await openCase(bench, anna, { expiresAt: inHours(1).toISOString() });
    bench.clock.advance(hour);
    await sweep();
    await extendRequest(bench.api, { ...ref, expiresAt: inHours(1) }, clerk);
    await bench.admin.query('DELETE FROM justera.outbox WHERE dispatched_at IS NULL');
    await reconcile(bench.worker);
    await pump(bench);
    expect((await view(bench, ref)).tasks[0]?.state).toBe('open');
  });

  it('an approval from before does not count: the person is asked anew', async () => {
    const ref = await openCase(bench, anna, { expiresAt: inHours(1).toISOString() });
    bench.clock.advance(hour - 60_000);
    const task = await taskRef(bench, ref, 'Anna Ek');
    const { activationToken, consent: shown } = await authenticate(bench, task);
    await giveConsent(bench.signer, { ...task, activationToken, consentTextSha256: shown.textSha256 });
    bench.clock.advance(60_000);
    await expireRequests(bench.worker);
    await extendRequest(bench.api, { ...ref, expiresAt: inHours(1) }, clerk);
    await pump(bench);
    expect((await view(bench, ref)).tasks[0]?.state).toBe('open');
    expect(await codeOf(giveConsent(bench.signer, { ...task, activationToken, consentTextSha256: shown.textSha256 }))).toBe('activation-used');
    await expectInvariants(bench, ref);
  });

  it('the API cannot say whose turn it is, not even in a case that it has reopened', async () => {
    const ref = await openCase(bench, anna, { expiresAt: inHours(1).toISOString() });
    bench.clock.advance(hour);
    await sweep();
    const write = (type: string) =>
      bench.api.database.inBody(ref.bodyId, (tx) => tx.execute('INSERT INTO justera.sign_request_event (id, body_id, sign_request_id, version, type, payload, at) VALUES (gen_random_uuid(), $1, $2, 999, $3, $4::jsonb, now())', [ref.bodyId, ref.signRequestId, type, '{}']));
    for (const type of ['SignTaskOpened', 'SigningStepOpened', 'SigningOrderFulfilled']) await expect(write(type)).rejects.toMatchObject({ code: '42501' });
  });
});

it('a case that everybody has signed and only an unanswered report holds does not run out', async () => {
  const ref = await openCase(bench, anna, { expiresAt: inHours(1).toISOString() });
  await reportError(bench.api, { ...(await taskRef(bench, ref, 'Anna Ek')), text: '§ 7' });
  await sign(bench, ref, 'Anna Ek');
  bench.clock.advance(2 * hour);
  expect(await expireRequests(bench.worker)).toEqual({ expired: 0, failed: 0 });
  const [report] = (await view(bench, ref)).errorReports;
  await answerErrorReport(bench.api, { ...ref, reportId: report?.id ?? '', answer: 'Rätt.' }, clerk);
  await pump(bench);
  expect((await view(bench, ref)).state).toBe('completed');
});

describe('dates at intake', () => {
  const withProfile = (profile: object): Promise<number> => bench.api.database.inBody(bench.bodyId, (tx) => tx.execute('UPDATE justera.body SET profile = $1::jsonb WHERE body_id = $2', [JSON.stringify(profile), bench.bodyId]));
  afterEach(() => withProfile({}));

  it('come from the body: due within 14 days of the meeting, late where that has passed, and signable', async () => {
    await withProfile({ clock: {} });
    const ref = await openCase(bench, anna, { meetingDate: '2020-12-22' });
    expect(await view(bench, ref)).toMatchObject({ dueDate: '2021-01-05', overdue: true, state: 'awaitingSignatures' });
    const { items } = await listSignRequests(bench.api, { bodyIds: [bench.bodyId] });
    expect(items.find(({ id }) => id === ref.signRequestId)).toMatchObject({ dueDate: '2021-01-05', overdue: true });
    expect(bench.mail.mails.find(({ effectKey }) => effectKey.startsWith('invitation:'))?.subject).toMatch(/^Försenat: /);
    await sign(bench, ref, 'Anna Ek');
    expect((await view(bench, ref)).state).toBe('completed');
    expect((await openCase(bench, anna, { dueDate: null })).signRequestId).toBeDefined();
  });

  it('what is given goes before the body’s clock; null is none; a clock that is off gives none', async () => {
    await withProfile({ clock: { adjustWithinDays: 10 } });
    expect((await view(bench, await openCase(bench, anna))).dueDate).toBe('2026-04-06');
    expect((await view(bench, await openCase(bench, anna, { dueDate: '2026-04-30' }))).dueDate).toBe('2026-04-30');
    expect(await view(bench, await openCase(bench, anna, { dueDate: null }))).not.toHaveProperty('dueDate');
    await withProfile({ clock: 'off' });
    expect(await view(bench, await openCase(bench, anna))).not.toHaveProperty('dueDate');
  });

  it('of a second request of a meeting come from the day of that meeting', async () => {
    await withProfile({ clock: {} });
    const first = await view(bench, await openCase(bench, anna, { meetingDate: '2026-03-27' }));
    expect((await view(bench, await openCase(bench, anna, { meetingDate: '2026-05-05', meetingId: first.meeting.id }))).dueDate).toBe('2026-04-10');
  });

  it('default expiry of the body: the end of that day on its clocks, unless the request says otherwise', async () => {
    await withProfile({ expiresAfterDays: 30 });
    const { expiresAt = '' } = await view(bench, await openCase(bench, anna));
    const days = (new Date(expiresAt).getTime() - bench.clock.now().getTime()) / (24 * hour);
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(31.1);
    expect(new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium', timeZone: 'Europe/Stockholm' }).format(new Date(expiresAt))).toBe('00:00:00');
    expect((await view(bench, await openCase(bench, anna, { expiresOn: '2099-12-31' }))).expiresAt).toBe('2099-12-31T23:00:00.000Z');
    expect(await view(bench, await openCase(bench, anna, { expiresAt: null }))).not.toHaveProperty('expiresAt');
  });
});

describe('new dates of unknown origin', () => {
  it.each([
    [{ dueDate: '2026-02-30' }],
    [{ dueDate: 5 }],
    [{ expiresAt: '2026-04-10T12:00:00' }],
    [{ expiresOn: '9999-12-31' }],
    [{ expiresOn: null }],
    [{ dueDate: '2026-04-10', more: 1 }],
    ['2026-04-10'],
    [null],
  ])('%p is refused', (value) => {
    expect(() => parseNewDates(value)).toThrow(expect.objectContaining({ code: 'request-invalid' }));
  });

  it('are read', () => {
    expect(parseNewDates({ dueDate: '2026-04-10', expiresAt: '2026-04-10T12:00:00+02:00' })).toEqual({ dueDate: '2026-04-10', expiresAt: new Date('2026-04-10T10:00:00Z') });
    expect(parseNewDates({})).toEqual({});
  });
});
