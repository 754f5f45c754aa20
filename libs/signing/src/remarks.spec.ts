import { commitmentOf, verifyExport } from '#evidence';
import { maximumRemarkLength } from '#minutes';
import type { SignRequestEvent } from '#signing-order';
import { checkCode } from './ceremony/check-code.js';
import { giveConsent } from './ceremony/give-consent.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import { viewCeremony } from './ceremony/view-ceremony.js';
import { viewConsent } from './ceremony/view-consent.js';
import type { CaseRef, TaskRef } from './dependencies.js';
import { exportEvidence } from './desk/export-evidence.js';
import { readTrail } from './desk/read-trail.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { openDownload } from './links/open-download.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, consent, linkTo, newRequest, openCase, original, sign, taskRef, view, type Person } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { erasePersonalData } from './trail/erase-personal-data.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();

const persons: readonly Person[] = [{ name: 'Anna Ek', mayRemark: true }, { name: 'Per Öst', mayRemark: true }, { name: 'Bo Lind', role: 'secretary' }];
const remark = 'Deltog från § 4, ”jäv” §§ 1–3.';
let ref: CaseRef;
let anna: TaskRef;
let bo: TaskRef;
beforeEach(async () => {
  ref = await openCase(bench, persons);
  anna = await taskRef(bench, ref, 'Anna Ek');
  bo = await taskRef(bench, ref, 'Bo Lind');
});

const eventsOf = async (): Promise<readonly SignRequestEvent[]> => {
  const { rows } = await bench.admin.query<{ payload: SignRequestEvent }>('SELECT payload FROM justera.sign_request_event WHERE sign_request_id = $1 ORDER BY version', [ref.signRequestId]);
  return rows.map(({ payload }) => payload);
};
/** As somebody at the database itself would, past the trigger that refuses it. */
const tamper = async (sql: string): Promise<void> => {
  const client = await bench.admin.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    const { rowCount } = await client.query(sql, [ref.signRequestId]);
    expect(rowCount).toBe(1);
  } finally {
    await client.query("SET session_replication_role = 'origin'");
    client.release();
  }
};

describe('signing with a remark', () => {
  it('a whole case: the person approves the very words, the signature has them, everybody learns that there is one', async () => {
    const { consent: shown } = await consent(bench, ref, 'Anna Ek', `  ${remark} `);
    expect(shown.remark).toBe(remark);
    expect(shown.text).toContain(`Jag skriver under med denna anmärkning: ”${remark}”\n`);
    expect(shown.text).toContain('tid och anmärkningen.');
    await pump(bench);
    await sign(bench, ref, 'Per Öst', 'Bo Lind');
    expect(await view(bench, ref)).toMatchObject({
      state: 'completed',
      tasks: [{ name: 'Anna Ek', mayRemark: true, withRemark: true, remark }, { name: 'Per Öst', mayRemark: true }, { name: 'Bo Lind' }],
    });
    const { file } = await expectInvariants(bench, ref);
    expect(Buffer.from(file).toString()).toContain(JSON.stringify({ signerName: 'Anna Ek', remark }).slice(1, -1));
    expect(await viewCeremony(bench.api, bo)).toMatchObject({ tasks: [{ withRemark: true }, { name: 'Per Öst' }, {}], you: { name: 'Bo Lind' } });
    expect(JSON.stringify(await viewCeremony(bench.api, bo))).not.toContain('jäv');
    expect((await viewCeremony(bench.api, anna)).you).toMatchObject({ remark, mayRemark: { maximumLength: maximumRemarkLength } });

    const mails = bench.mail.mails.filter(({ effectKey }) => effectKey.startsWith('completed:'));
    expect(mails).toHaveLength(3);
    for (const { text } of mails) {
      expect(text).toContain('Anna Ek, justerare (med anmärkning)');
      expect(text).toContain('Per Öst, justerare\n');
    }
    expect(bench.mail.mails.find(({ effectKey }) => effectKey === `signed:${anna.taskId}`)?.text).toContain('Du skrev under med en anmärkning.');
    expect((await openDownload(bench.api, { token: linkTo(bench, 'd', 'Per Öst') })).view.signatories).toMatchObject([{ withRemark: true }, { name: 'Per Öst' }, { name: 'Bo Lind' }]);
    const { entries } = await readTrail(bench.api, ref);
    expect(entries.map(({ summary }) => summary.sv)).toEqual(expect.arrayContaining(['Anna Ek skrev under med en anmärkning. Nyckeln är förstörd.', 'Per Öst skrev under. Nyckeln är förstörd.']));
  });

  it('one commitment from consent to signature, opened by the evidence; its words in no fact, no entry, no queue and no mail', async () => {
    await consent(bench, ref, 'Anna Ek', remark);
    await pump(bench);
    const exported = JSON.parse(JSON.stringify(await exportEvidence(bench.api, ref))) as Awaited<ReturnType<typeof exportEvidence>>;
    expect(verifyExport(exported)).toMatchObject({ ok: true });
    const consented = exported.entries.find(({ entry }) => entry.type === 'SignTaskConsented')?.entry;
    const opening = exported.openings.find(({ sequence, name }) => sequence === consented?.sequence && name === 'remark');
    expect(opening?.value).toBe(remark);
    const commitment = commitmentOf(opening!);
    expect(consented).toMatchObject({ data: { remarkCommitment: commitment }, commitments: { remark: commitment } });
    expect(exported.entries.find(({ entry }) => entry.type === 'SignTaskSigned')?.entry.data).toMatchObject({ remarkCommitment: commitment });
    expect((await eventsOf()).find((event) => event.type === 'SignTaskConsented')).toMatchObject({ remarkCommitment: commitment });
    for (const table of ['sign_request', 'sign_request_event', 'evidence_entry', 'outbox', 'effect', 'mail', 'signing_attempt']) {
      const { rows } = await bench.admin.query(`SELECT 1 FROM justera.${table} AS one WHERE one::text LIKE '%jäv%'`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    for (const mail of bench.mail.mails) expect(mail.text).not.toContain('jäv');
    // The control: it is where it may be.
    expect((await bench.admin.query(`SELECT 1 FROM justera.signing_authorisation AS one WHERE sign_request_id = $1 AND one::text LIKE '%jäv%'`, [ref.signRequestId])).rows).toHaveLength(1);
  });

  it('erased, the words are gone and everything else stands', async () => {
    await consent(bench, ref, 'Anna Ek', remark);
    await pump(bench);
    await sign(bench, ref, 'Per Öst', 'Bo Lind');
    const { openings } = await exportEvidence(bench.api, ref);
    const opening = openings.find(({ name }) => name === 'remark');
    const { erased } = await erasePersonalData(bench.api, { ...ref, decision: 'KS 2031/14 § 7', data: [{ sequence: opening?.sequence ?? 0, name: 'remark' }] }, clerk);
    // The text that was approved names it word for word.
    expect(erased.map(({ name }) => name)).toEqual(['consentText', 'remark']);
    for (const table of ['activation_token', 'signing_authorisation', 'openid_transaction', 'evidence_opening']) {
      const { rows } = await bench.admin.query(`SELECT 1 FROM justera.${table} AS one WHERE ${table === 'openid_transaction' ? 'task_id' : 'sign_request_id'} = $1 AND one::text LIKE '%jäv%'`, [table === 'openid_transaction' ? anna.taskId : ref.signRequestId]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    const task = (await view(bench, ref)).tasks[0];
    expect(task).toMatchObject({ withRemark: true });
    expect(task).not.toHaveProperty('remark');
    expect(verifyExport(JSON.parse(JSON.stringify(await exportEvidence(bench.api, ref))))).toMatchObject({ ok: true });
  });

  it('nobody has to: left out or blank, nothing says remark', async () => {
    const { consent: shown } = await consent(bench, ref, 'Per Öst', ' \n ');
    expect(shown).not.toHaveProperty('remark');
    expect(shown.text).not.toContain('anmärkning');
    await pump(bench);
    expect((await view(bench, ref)).tasks[1]).toMatchObject({ state: 'signed' });
    expect((await view(bench, ref)).tasks[1]).not.toHaveProperty('withRemark');
  });
});

describe('what is refused', () => {
  it('at intake: the right for somebody who is no adjuster', async () => {
    for (const role of ['chair', 'secretary', 'substitute', 'participant']) {
      const given = createSignRequest(bench.api, { ...newRequest(bench, [{ name: 'Bo Lind', role, mayRemark: true }]), file: original }, clerk);
      await expect(given).rejects.toMatchObject({ code: 'remark-adjusters-only', status: 422, details: { signatory: 1 } });
    }
  });

  it('before identifying: a remark of somebody who may not, one that is too long, one that cannot be shown; no code is mailed and no try used', async () => {
    await startAuthentication(bench.signer, anna);
    const mails = bench.mail.mails.length;
    for (const [task, typed, code] of [
      [bo, remark, 'remark-not-allowed'],
      [anna, 'x'.repeat(maximumRemarkLength + 1), 'remark-too-long'],
      [anna, 'Bra möte \u{1F44D}', 'remark-unshowable'],
      [anna, 'fram\u202ekab', 'remark-unshowable'],
      [anna, 'noll\u0000', 'remark-unshowable'],
    ] as const) {
      expect([typed, await codeOf(startAuthentication(bench.signer, { ...task, remark: typed }))]).toEqual([typed, code]);
    }
    expect(bench.mail.mails).toHaveLength(mails);
    for (const typed of ['Bra möte \u{1F44D}', 'x'.repeat(maximumRemarkLength + 1)]) expect(await codeOf(checkCode(bench.signer, { ...anna, code: '12345678', remark: typed }))).toMatch(/^remark-/);
    const { rows } = await bench.admin.query<{ tries: number }>('SELECT tries FROM justera.email_code WHERE task_id = $1', [anna.taskId]);
    expect(rows).toEqual([{ tries: 0 }]);
    await expect(startAuthentication(bench.signer, { ...anna, remark: 'fram\u202ekab \u{1F44D}' })).rejects.toMatchObject({ details: { characters: ['U+202E', '\u{1F44D}'] } });
    // The control: as long as it may be, counted in characters and not in code units.
    expect(await codeOf(startAuthentication(bench.signer, { ...anna, remark: '\u{2070E}'.repeat(maximumRemarkLength) }))).toBe('accepted');
  });

  it('the right is looked at once more where the consent is recorded, whatever token there is', async () => {
    const { activationToken, consent: shown } = await authenticate(bench, bo);
    await tamper(`UPDATE justera.activation_token SET remark = 'x', remark_salt = repeat('a', 64) WHERE sign_request_id = $1`);
    expect(await codeOf(giveConsent(bench.signer, { ...bo, activationToken, consentTextSha256: shown.textSha256 }))).toBe('remark-not-allowed');
    expect((await view(bench, ref)).tasks[2]).toMatchObject({ state: 'open' });
  });

  it.each([
    ['other words', "remark = 'Godkänner allt.'"],
    ['another salt', "remark_salt = repeat('b', 64)"],
    ['taken away', 'remark = NULL, remark_salt = NULL'],
  ])('tampered between consent and signature (%s): nothing is signed, no key is made, the person is asked again', async (_, change) => {
    await consent(bench, ref, 'Anna Ek', remark);
    await tamper(`UPDATE justera.signing_authorisation SET ${change} WHERE sign_request_id = $1`);
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ state: 'awaitingSignatures', attention: { cause: 'remark-mismatch', taskId: anna.taskId }, tasks: [{ state: 'open' }, {}, {}] });
    expect((await view(bench, ref)).attention?.detailSv).toContain('ny länk');
    const { rows } = await bench.admin.query('SELECT 1 FROM justera.signing_attempt a JOIN justera.signing_authorisation s ON s.id = a.authorisation_id WHERE s.sign_request_id = $1', [ref.signRequestId]);
    expect(rows).toEqual([]);
    expect((await eventsOf()).filter(({ type }) => type === 'SignTaskConsentVoided')).toMatchObject([{ cause: 'remark-mismatch' }]);
    // And signs with what the person says then, or with nothing.
    await sign(bench, ref, 'Anna Ek');
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ state: 'signed' });
    await expectInvariants(bench, ref);
  });

  it('words put into a case where none were approved', async () => {
    await consent(bench, ref, 'Anna Ek');
    await tamper("UPDATE justera.signing_authorisation SET remark = 'Mot min vilja.', remark_salt = repeat('b', 64) WHERE sign_request_id = $1");
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'remark-mismatch' }, tasks: [{ state: 'open' }, {}, {}] });
  });

  it('the process that signs cannot change them in the database either', async () => {
    await consent(bench, ref, 'Anna Ek', remark);
    const change = bench.signer.database.inBody(ref.bodyId, (tx) => tx.execute("UPDATE justera.signing_authorisation SET remark = 'x' WHERE sign_request_id = $1", [ref.signRequestId]));
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });

  it('a token is for its words: changed afterwards, the person identifies again', async () => {
    const first = await authenticate(bench, anna, remark);
    const second = await authenticate(bench, anna, 'Deltog från § 5.');
    expect(await codeOf(giveConsent(bench.signer, { ...anna, activationToken: first.activationToken, consentTextSha256: second.consent.textSha256 }))).toBe('consent-mismatch');
    expect((await viewConsent(bench.signer, { ...anna, activationToken: second.activationToken })).remark).toBe('Deltog från § 5.');
    await giveConsent(bench.signer, { ...anna, activationToken: second.activationToken, consentTextSha256: second.consent.textSha256 });
    await pump(bench);
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ state: 'signed', remark: 'Deltog från § 5.' });
  });
});
