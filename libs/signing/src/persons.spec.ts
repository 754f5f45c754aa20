import { verifyExport } from '#evidence';
import { checkCode } from './ceremony/check-code.js';
import { giveConsent } from './ceremony/give-consent.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import { viewCeremony } from './ceremony/view-ceremony.js';
import type { CaseRef, TaskRef } from './dependencies.js';
import { correctAddress, substituteSignatory } from './desk/change-person.js';
import { exportEvidence } from './desk/export-evidence.js';
import { readTrail } from './desk/read-trail.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { openLink } from './links/open-link.js';
import { renewLink } from './links/renew-link.js';
import { findSession } from './links/sessions.js';
import { reconcile } from './sweep/reconcile.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, consent, linkTo, openCase, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { erasePersonalData } from './trail/erase-personal-data.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();

let ref: CaseRef;
let anna: TaskRef;
let per: TaskRef;
const eva = { name: 'Eva Berg', email: 'eva.berg@exempel.example', reason: 'Anna Ek är sjuk.' };
beforeEach(async () => {
  bench.mail.mails.length = 0;
  bench.mail.failure = undefined;
  ref = await openCase(bench, [{ name: 'Anna Ek', step: 1 }, { name: 'Per Öst', step: 2 }]);
  anna = await taskRef(bench, ref, 'Anna Ek');
  per = await taskRef(bench, ref, 'Per Öst');
});
const mailsTo = (address: string) => bench.mail.mails.filter(({ to }) => to.address === address);

describe('a substitute', () => {
  it('old link and session die and explain themselves, both are told, the substitute signs in the printed slot', async () => {
    const oldLink = linkTo(bench, 's', 'Anna Ek');
    const { session } = await openLink(bench.api, { token: oldLink });
    bench.mail.mails.length = 0;
    await substituteSignatory(bench.api, { ...anna, ...eva }, clerk);
    await pump(bench);
    const told = mailsTo('person1@exempel.example');
    expect(told.map(({ to, subject }) => [to.name, subject])).toEqual([['Anna Ek', expect.stringMatching(/^Någon annan skriver under/)]]);
    expect(told[0]?.text).toContain('Eva Berg skriver under');
    expect(told[0]?.text).toContain('> Anna Ek är sjuk.');
    expect(told[0]?.text).not.toMatch(/\/s\/|eva\.berg/);
    expect(mailsTo(eva.email).map(({ to }) => to.name)).toEqual(['Eva Berg']);

    expect(await codeOf(findSession(bench.api, { session, purpose: 'sign' }))).toBe('session-missing');
    await expect(openLink(bench.api, { token: oldLink })).rejects.toMatchObject({ code: 'link-substituted', status: 410 });
    // Whoever is replaced cannot make the substitute's link die.
    const newLink = linkTo(bench, 's', 'Eva Berg');
    bench.clock.advance(120_000);
    await renewLink(bench.api, { token: oldLink });
    await pump(bench);
    expect(mailsTo(eva.email)).toHaveLength(1);
    const opened = await openLink(bench.api, { token: newLink });
    expect(opened.view).toMatchObject({ you: { name: 'Eva Berg' }, tasks: [{ name: 'Eva Berg', substituteFor: 'Anna Ek' }, { name: 'Per Öst' }] });

    expect((await view(bench, ref)).tasks[0]).toMatchObject({ name: 'Eva Berg', substituteFor: 'Anna Ek', formerly: [{ name: 'Anna Ek', email: 'person1@exempel.example' }] });
    const { consent: shown } = await consent(bench, ref, 'Eva Berg');
    expect(shown.certificateName).toBe('Eva Berg, ersättare för Anna Ek');
    expect(shown.text).toContain('I underskriften syns: Eva Berg, ersättare för Anna Ek, justerare');
    await pump(bench);
    await sign(bench, ref, 'Per Öst');
    const { file } = await expectInvariants(bench, ref);
    expect(Buffer.from(file).toString()).toContain('"signerName":"Eva Berg","substituteFor":"Anna Ek"');
    const done = await view(bench, ref);
    expect(done).toMatchObject({ state: 'completed' });
    expect(done.tasks[0]).not.toHaveProperty('formerly');
    expect(mailsTo('person2@exempel.example').at(-1)?.text).toContain('Eva Berg, ersättare för Anna Ek, justerare');
    expect(mailsTo('person1@exempel.example')).toHaveLength(1);
  });

  it('before their turn: told as well, and invited only when it comes', async () => {
    await substituteSignatory(bench.api, { ...per, ...eva, reason: 'Jäv.' }, clerk);
    await pump(bench);
    expect(mailsTo('person2@exempel.example')).toHaveLength(1);
    expect(mailsTo(eva.email)).toEqual([]);
    await sign(bench, ref, 'Anna Ek');
    expect(mailsTo(eva.email)).toHaveLength(1);
  });

  it('leaves a trail that names nobody outside its openings, and that verifies', async () => {
    await substituteSignatory(bench.api, { ...anna, ...eva }, clerk);
    const exported = JSON.parse(JSON.stringify(await exportEvidence(bench.api, ref))) as Awaited<ReturnType<typeof exportEvidence>>;
    expect(verifyExport(exported)).toMatchObject({ ok: true });
    const entry = exported.entries.find((one) => one.entry.type === 'SignatorySubstituted')?.entry;
    expect(Object.keys(entry?.commitments ?? {}).sort()).toEqual(['email', 'formerEmail', 'formerName', 'name', 'reason']);
    for (const personal of ['Eva Berg', 'Anna Ek', 'sjuk', 'eva.berg@']) expect(JSON.stringify(exported.entries)).not.toContain(personal);
    expect((await readTrail(bench.api, ref)).entries.map(({ summary }) => summary.sv)).toContain('En ersättare sattes in. Nu är det Eva Berg som ska skriva under.');
  });

  it('who it was before can be erased when the case has ended, by a decision, and not before', async () => {
    await substituteSignatory(bench.api, { ...anna, ...eva }, clerk);
    const erase = (data?: { sequence: number; name: string }[]) => erasePersonalData(bench.api, { ...ref, decision: 'KS 2031/14', ...(data === undefined ? {} : { data }) }, clerk);
    expect(await codeOf(erase())).toBe('case-open');
    await withdrawRequest(bench.api, { ...ref, reason: 'Fel fil.' }, clerk);
    await pump(bench);
    const former = (await exportEvidence(bench.api, ref)).openings.filter(({ name }) => name.startsWith('former'));
    await erase(former.map(({ sequence, name }) => ({ sequence, name })));
    const { rows } = await bench.admin.query('SELECT name, email FROM justera.former_signatory WHERE sign_request_id = $1', [ref.signRequestId]);
    expect(rows).toEqual([{ name: null, email: null }]);
    expect((await view(bench, ref)).tasks[0]).not.toHaveProperty('formerly');
  });

  it('back to the one who was named at first: no substitute any more', async () => {
    await substituteSignatory(bench.api, { ...anna, ...eva }, clerk);
    await substituteSignatory(bench.api, { ...anna, name: 'Anna Ek', email: 'person1@exempel.example', reason: 'Frisk igen.' }, clerk);
    expect((await view(bench, ref)).tasks[0]).not.toHaveProperty('substituteFor');
    expect((await consent(bench, ref, 'Anna Ek')).consent.certificateName).toBe('Anna Ek');
  });
});

describe('a mistyped address', () => {
  it('is corrected: the old one is told without the new one, its link dies, the new one is invited', async () => {
    const oldLink = linkTo(bench, 's', 'Anna Ek');
    bench.mail.mails.length = 0;
    await correctAddress(bench.api, { ...anna, email: ' anna.ek@exempel.example ' }, clerk);
    await pump(bench);
    const [told] = mailsTo('person1@exempel.example');
    expect(told?.text).toContain('Vi har bytt adress');
    expect(told?.text).not.toContain('anna.ek@');
    expect(mailsTo('anna.ek@exempel.example')).toHaveLength(1);
    expect(await codeOf(openLink(bench.api, { token: oldLink }))).toBe('link-replaced');
    bench.clock.advance(120_000);
    await renewLink(bench.api, { token: oldLink });
    await pump(bench);
    expect(mailsTo('anna.ek@exempel.example')).toHaveLength(1);
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ name: 'Anna Ek', email: 'anna.ek@exempel.example', formerly: [{ email: 'person1@exempel.example' }] });
    expect((await view(bench, ref)).tasks[0]).not.toHaveProperty('substituteFor');
    await sign(bench, ref, 'Anna Ek', 'Per Öst');
    expect((await view(bench, ref)).state).toBe('completed');
  });

  it('a mail that was refused for good: the flag goes with the address', async () => {
    bench.mail.failure = { code: 'mail-refused', retryable: false };
    await correctAddress(bench.api, { ...anna, email: 'fel@exempel.example' }, clerk);
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'mail-failed', taskId: anna.taskId } });
    bench.mail.failure = undefined;
    await correctAddress(bench.api, { ...anna, email: 'ratt@exempel.example' }, clerk);
    expect(await view(bench, ref)).not.toHaveProperty('attention');
  });
});

describe('attacks on a change of person', () => {
  it('a code that was mailed to whoever is replaced, and a token that they got, sign nothing for the next one', async () => {
    await startAuthentication(bench.signer, anna);
    const code = /\b(\d{4} ?\d{4})\b/.exec(bench.mail.mails.findLast(({ effectKey }) => effectKey.startsWith('code:'))?.text ?? '')?.[1] ?? '';
    const { activationToken, consent: shown } = await authenticate(bench, anna);
    await startAuthentication(bench.signer, anna);
    const last = /\b(\d{4} ?\d{4})\b/.exec(bench.mail.mails.findLast(({ effectKey }) => effectKey.startsWith('code:'))?.text ?? '')?.[1] ?? '';
    // Only the address changes: names would match.
    await correctAddress(bench.api, { ...anna, email: 'anna.ek@exempel.example' }, clerk);
    expect(await codeOf(giveConsent(bench.signer, { ...anna, activationToken, consentTextSha256: shown.textSha256 }))).toBe('activation-expired');
    for (const one of [code, last]) expect(await codeOf(checkCode(bench.signer, { ...anna, code: one }))).not.toBe('accepted');
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ state: 'open' });
    await sign(bench, ref, 'Anna Ek');
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ state: 'signed' });
  });

  it('whoever changes an address in the desk’s database behind its back cannot keep it from the old one', async () => {
    bench.mail.mails.length = 0;
    await bench.api.database.inBody(ref.bodyId, (tx) => tx.tasks.update(anna.taskId, { email: 'thief@exempel.example', linkRotation: 1 }));
    await reconcile(bench.worker);
    await pump(bench);
    expect(mailsTo('person1@exempel.example').map(({ effectKey }) => effectKey)).toEqual([`replaced:${anna.taskId}:1`]);
    for (const sql of ['DELETE FROM justera.former_signatory', "UPDATE justera.former_signatory SET email = 'x'", "INSERT INTO justera.former_signatory (task_id) VALUES (gen_random_uuid())"]) {
      await expect(bench.api.database.inBody(ref.bodyId, (tx) => tx.execute(sql))).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('substituted and approved at the same instant, eight times: one of the two, and never the approval of one for the signature of the other', async () => {
    for (let round = 0; round < 8; round += 1) {
      const one = await openCase(bench, [{ name: 'Anna Ek' }]);
      const task = await taskRef(bench, one, 'Anna Ek');
      const { activationToken, consent: shown } = await authenticate(bench, task);
      const [substituted, approved] = await Promise.all([
        codeOf(substituteSignatory(bench.api, { ...task, ...eva }, clerk)),
        codeOf(giveConsent(bench.signer, { ...task, activationToken, consentTextSha256: shown.textSha256 })),
      ]);
      expect([['accepted', 'activation-expired'], ['already-consented', 'accepted'], ['stale-version', 'accepted']]).toContainEqual([substituted, approved]);
      await pump(bench);
      const { tasks, state } = await view(bench, one);
      expect([state, tasks[0]?.name, tasks[0]?.state]).toEqual(substituted === 'accepted' ? ['awaitingSignatures', 'Eva Berg', 'open'] : ['completed', 'Anna Ek', 'signed']);
    }
  }, 120_000);

  it('told once, however often the reconciler looks', async () => {
    await substituteSignatory(bench.api, { ...anna, ...eva }, clerk);
    await reconcile(bench.worker);
    await pump(bench);
    await reconcile(bench.worker);
    await pump(bench);
    expect(bench.mail.mails.filter(({ effectKey }) => effectKey.startsWith('replaced:'))).toHaveLength(1);
  });

  it.each([
    ['already-consented', async () => void (await consent(bench, ref, 'Anna Ek'))],
    ['already-signed', () => sign(bench, ref, 'Anna Ek')],
    ['wrong-state', () => withdrawRequest(bench.api, { ...ref, reason: 'Fel fil.' }, clerk)],
  ])('refused: %s', async (code, before) => {
    await before();
    expect(await codeOf(substituteSignatory(bench.api, { ...anna, ...eva }, clerk))).toBe(code);
    expect(await codeOf(correctAddress(bench.api, { ...anna, email: eva.email }, clerk))).toBe(code);
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ name: 'Anna Ek', email: 'person1@exempel.example' });
  });

  it('what is no person, no address, no change or no reason is refused, and changes nothing', async () => {
    const other = await openCase(bench, [{ name: 'Anna Ek' }, { name: 'Per Öst' }]);
    const first = await taskRef(bench, other, 'Anna Ek');
    for (const [change, code] of [
      [{ name: ' ' }, 'request-invalid'],
      [{ name: 'Eva\u202eBerg' }, 'request-invalid'],
      [{ name: 'E'.repeat(60) }, 'name-too-long'],
      [{ name: 'Anna Ek' }, 'same-person'],
      [{ email: 'nowhere' }, 'address-invalid'],
      [{ email: 'PERSON2@exempel.example' }, 'same-address-twice'],
      [{ reason: ' ' }, 'reason-required'],
    ] as const) {
      expect([code, await codeOf(substituteSignatory(bench.api, { ...first, ...eva, ...change }, clerk))]).toEqual([code, code]);
    }
    expect(await codeOf(correctAddress(bench.api, { ...first, email: 'person1@exempel.example' }, clerk))).toBe('same-address');
    expect((await view(bench, other)).tasks[0]).toMatchObject({ name: 'Anna Ek', email: 'person1@exempel.example' });
    expect((await viewCeremony(bench.api, first)).tasks[0]).not.toHaveProperty('substituteFor');
  });
});
