import { verifyExport } from '#evidence';
import { declineTask } from './ceremony/decline-task.js';
import { reportError } from './ceremony/report-error.js';
import { answerErrorReport } from './desk/answer-error-report.js';
import { exportEvidence } from './desk/export-evidence.js';
import { readTrail } from './desk/read-trail.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { reconcile } from './sweep/reconcile.js';
import { codeOf } from './testing/bench.js';
import { clerk, openCase, people, sign, taskRef, view } from './testing/cases.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();

const text = '§ 7, sidan 5: beloppet ska vara 120 000.';
const answer = 'Beloppet är rätt, se bilaga 2.';
const sender = { sender: { name: 'Bo Lind', email: 'bo.lind@exempel.example' } };
const mailsTo = (name: string): readonly string[] => bench.mail.mails.filter((mail) => mail.to.name === name).map((mail) => mail.subject);

describe('an error reported and answered', () => {
  it('tells the sender, declines nothing, holds completion, and goes on when it is answered', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], sender);
    const seen = await reportError(bench.api, { ...(await taskRef(bench, ref, 'Anna Ek')), text });
    expect(seen).toMatchObject({ state: 'open', errorReports: [{ text }] });
    await pump(bench);
    expect(bench.mail.mails.find((mail) => mail.subject.startsWith('Fel meddelat'))).toMatchObject({ to: { name: 'Bo Lind', address: 'bo.lind@exempel.example' } });
    expect(bench.mail.mails.find((mail) => mail.subject.startsWith('Fel meddelat'))?.text).toContain(`/admin/cases/${ref.signRequestId}`);

    await sign(bench, ref, 'Anna Ek');
    const held = await view(bench, ref);
    expect(held).toMatchObject({ state: 'awaitingSignatures', attention: { cause: 'error-reported' }, tasks: [{ state: 'signed' }], errorReports: [{ text }] });

    const [report] = held.errorReports;
    await answerErrorReport(bench.api, { ...ref, reportId: report?.id ?? '', answer }, clerk);
    await pump(bench);
    const done = await view(bench, ref);
    expect(done).toMatchObject({ state: 'completed', errorReports: [{ text, answer }] });
    expect(done).not.toHaveProperty('attention');
    expect(mailsTo('Anna Ek')).toEqual(expect.arrayContaining([expect.stringMatching(/^Svar om felet/)]));
    expect(bench.mail.mails.find((mail) => mail.subject.startsWith('Svar om felet'))?.text).toContain(answer);
  });

  it('is in the trail as committed personal data, and the chain verifies', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], sender);
    await reportError(bench.api, { ...(await taskRef(bench, ref, 'Anna Ek')), text });
    const exported = await exportEvidence(bench.api, ref);
    expect(verifyExport(JSON.parse(JSON.stringify(exported)))).toMatchObject({ ok: true });
    expect(JSON.stringify(exported.entries)).not.toContain('120 000');
    expect(JSON.stringify(exported.openings)).toContain('120 000');
    expect((await readTrail(bench.api, ref)).entries.at(-1)?.summary.sv).toMatch(/^Anna Ek meddelade ett fel/);
  });

  it('a crash between the answer and what follows loses nothing: the reconciler finds that the order is fulfilled', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }]);
    await reportError(bench.api, { ...(await taskRef(bench, ref, 'Anna Ek')), text });
    await sign(bench, ref, 'Anna Ek');
    const reportId = (await view(bench, ref)).errorReports[0]?.id ?? '';
    await answerErrorReport(bench.api, { ...ref, reportId, answer }, clerk);
    await bench.admin.query("DELETE FROM justera.outbox WHERE effect_key LIKE 'resume:%'");
    await pump(bench);
    expect((await view(bench, ref)).state).toBe('awaitingSignatures');
    await reconcile(bench.worker);
    await pump(bench);
    expect((await view(bench, ref)).state).toBe('completed');
  });

  it('only from whoever was asked, with words, in time, and answered once', async () => {
    const ref = await openCase(bench, people);
    const [bo, per] = [await taskRef(bench, ref, 'Bo Lind'), await taskRef(bench, ref, 'Per Öst')];
    expect(await codeOf(reportError(bench.api, { ...per, text }))).toBe('not-your-turn');
    expect(await codeOf(reportError(bench.api, { ...bo, text: ' \u0007 ' }))).toBe('reason-required');
    await reportError(bench.api, { ...bo, text });
    const reportId = (await view(bench, ref)).errorReports[0]?.id ?? '';
    expect(await codeOf(answerErrorReport(bench.api, { ...ref, reportId, answer: '' }, clerk))).toBe('reason-required');
    await answerErrorReport(bench.api, { ...ref, reportId, answer }, clerk);
    expect(await codeOf(answerErrorReport(bench.api, { ...ref, reportId, answer }, clerk))).toBe('report-unknown');
    await declineTask(bench.api, { ...bo, reason: 'Fel protokoll.' });
    expect(await codeOf(reportError(bench.api, { ...bo, text }))).toBe('already-declined');
  });

  it('without an address of the sender it is seen at the desk; withdrawing the case ends the matter', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }]);
    await reportError(bench.api, { ...(await taskRef(bench, ref, 'Anna Ek')), text });
    await pump(bench);
    expect(bench.mail.mails.filter((mail) => mail.subject.startsWith('Fel meddelat'))).toEqual([]);
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'error-reported' } });
    await withdrawRequest(bench.api, { ...ref, reason: 'Rättas.' }, clerk);
    expect(await view(bench, ref)).not.toHaveProperty('attention');
  });
});
