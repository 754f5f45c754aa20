import { declineTask } from './ceremony/decline-task.js';
import { giveConsent } from './ceremony/give-consent.js';
import { reportError } from './ceremony/report-error.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import type { CaseRef } from './dependencies.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { sentences } from './sentences.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, openCase, sign, taskRef } from './testing/cases.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();

/** Two who may sign at once, one of whom is enough where `quorum` is 1. */
const open = (quorum?: number): Promise<CaseRef> => openCase(bench, [{ name: 'Anna Ek' }, { name: 'Per Öst' }], quorum === undefined ? {} : { steps: [{ quorum }] });

describe('whoever comes after the end reads what happened', () => {
  it.each<[string, number | undefined, (ref: CaseRef) => Promise<unknown>]>([
    ['request-withdrawn', undefined, (ref) => withdrawRequest(bench.api, { ...ref, reason: 'Fel fil.' }, clerk)],
    ['request-declined', undefined, async (ref) => declineTask(bench.api, { ...(await taskRef(bench, ref, 'Per Öst')), reason: 'Fel i § 7.' })],
  ])('%s: to identify, approve, decline or report', async (code, quorum, end) => {
    const ref = await open(quorum);
    const anna = await taskRef(bench, ref, 'Anna Ek');
    const { activationToken, consent } = await authenticate(bench, anna);
    await end(ref);
    const codes = [
      await codeOf(startAuthentication(bench.signer, anna)),
      await codeOf(giveConsent(bench.signer, { ...anna, activationToken, consentTextSha256: consent.textSha256 })),
      await codeOf(declineTask(bench.api, { ...anna, reason: 'Nej.' })),
      await codeOf(reportError(bench.api, { ...anna, text: 'Fel.' })),
    ];
    expect(codes).toEqual([code, code, code, code]);
  });

  it('completed without them, by a quorum: not needed to identify, and nothing left to decline or report', async () => {
    const ref = await open(1);
    const [anna, per] = [await taskRef(bench, ref, 'Anna Ek'), await taskRef(bench, ref, 'Per Öst')];
    await sign(bench, ref, 'Per Öst');
    expect(await codeOf(startAuthentication(bench.signer, anna))).toBe('task-closed');
    expect(await codeOf(declineTask(bench.api, { ...anna, reason: 'Nej.' }))).toBe('request-completed');
    expect(await codeOf(reportError(bench.api, { ...anna, text: 'Fel.' }))).toBe('request-completed');
    // What one did oneself says more than what the case did.
    expect(await codeOf(declineTask(bench.api, { ...per, reason: 'Ångrar mig.' }))).toBe('already-signed');
    expect(await codeOf(reportError(bench.api, { ...per, text: 'Fel.' }))).toBe('request-completed');
  });

  it('each ending has its own sentence in both languages', () => {
    const endings = ['request-withdrawn', 'request-declined', 'request-superseded', 'request-completed', 'request-expired', 'task-closed'] as const;
    for (const language of ['sv', 'en'] as const) expect(new Set(endings.map((code) => sentences[code][language])).size).toBe(endings.length);
  });
});
