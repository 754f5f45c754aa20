import { declineTask } from './ceremony/decline-task.js';
import { giveConsent } from './ceremony/give-consent.js';
import { reportError } from './ceremony/report-error.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import { readTrail } from './desk/read-trail.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { openLink } from './links/open-link.js';
import { expireRequests } from './sweep/expire-requests.js';
import { reconcile } from './sweep/reconcile.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, consent, linkTo, newRequest, openCase, original, people, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const hour = 3_600_000;
const bench = withBench();

const inHours = (hours: number): { expiresAt: string } => ({ expiresAt: new Date(bench.clock.now().getTime() + hours * hour).toISOString() });
const told = (): readonly string[] => bench.mail.mails.filter((mail) => mail.effectKey.startsWith('expired:')).map((mail) => mail.to.name);

describe('the time to sign', () => {
  it('runs out: the case ends, with evidence, and whoever was asked is told, once however often the sweep runs', async () => {
    const ref = await openCase(bench, people, inHours(2));
    await sign(bench, ref, 'Bo Lind');
    await consent(bench, ref, 'Per Öst');
    bench.clock.advance(hour);
    expect(await expireRequests(bench.worker)).toEqual({ expired: 0, failed: 0 });
    expect((await view(bench, ref)).state).toBe('awaitingSignatures');

    bench.clock.advance(hour);
    const runs = await Promise.all([expireRequests(bench.worker), expireRequests(bench.worker)]);
    expect(runs.map(({ expired }) => expired).sort()).toEqual([0, 1]);
    expect(await expireRequests(bench.worker)).toEqual({ expired: 0, failed: 0 });
    expect(await view(bench, ref)).toMatchObject({ state: 'expired', tasks: [{ state: 'signed' }, { state: 'closed' }, { state: 'closed' }] });

    await pump(bench);
    await reconcile(bench.worker);
    await pump(bench);
    expect([...told()].sort()).toEqual(['Bo Lind', 'Per Öst', 'Åsa Łukasiewicz']);
    const textTo = (name: string): string => bench.mail.mails.find((mail) => mail.effectKey.startsWith('expired:') && mail.to.name === name)?.text ?? '';
    expect(textTo('Per Öst')).toContain('Ditt godkännande gäller inte längre');
    expect(textTo('Bo Lind')).toContain('Du hade redan skrivit under.');
    expect(textTo('Åsa Łukasiewicz')).not.toMatch(/godkännande|redan skrivit/);

    const { events } = await expectInvariants(bench, ref);
    expect(events.filter(({ type }) => type === 'SignRequestExpired')).toHaveLength(1);
    expect(events.find(({ type }) => type === 'SignTaskConsentVoided')).toMatchObject({ cause: 'expired' });
    expect((await readTrail(bench.api, ref)).entries.map(({ summary }) => summary.sv)).toContain('Tiden gick ut.');
  });

  it('has run out: the link opens and says so; consent, code, decline and report are refused with their own code', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], inHours(1));
    const anna = await taskRef(bench, ref, 'Anna Ek');
    // Identified in time, so that nothing but the time to sign stands in the way of the consent below.
    bench.clock.advance(hour - 60_000);
    const { activationToken, consent: shown } = await authenticate(bench, anna);
    const token = linkTo(bench, 's', 'Anna Ek');
    bench.clock.advance(60_001);
    await expireRequests(bench.worker);

    expect((await openLink(bench.api, { token })).view).toMatchObject({ requestState: 'expired', state: 'closed', closedReason: { code: 'expired' } });
    expect(await codeOf(startAuthentication(bench.signer, anna))).toBe('request-expired');
    expect(await codeOf(declineTask(bench.api, { ...anna, reason: 'Nej.' }))).toBe('request-expired');
    expect(await codeOf(reportError(bench.api, { ...anna, text: 'Fel.' }))).toBe('request-expired');
    expect(await codeOf(giveConsent(bench.signer, { ...anna, activationToken, consentTextSha256: shown.textSha256 }))).toBe('request-expired');
    await expectInvariants(bench, ref);
  });

  it('binds before the sweep has come by', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], inHours(1));
    bench.clock.advance(hour - 60_000);
    const anna = await taskRef(bench, ref, 'Anna Ek');
    const { activationToken, consent: shown } = await authenticate(bench, anna);
    bench.clock.advance(60_000);
    expect(await codeOf(giveConsent(bench.signer, { ...anna, activationToken, consentTextSha256: shown.textSha256 }))).toBe('request-expired');
    expect((await view(bench, ref)).state).toBe('awaitingSignatures');
  });

  it('is off unless given, must lie ahead, and does not touch what is completed', async () => {
    const open = await openCase(bench, [{ name: 'Anna Ek' }], { dueDate: '2026-04-10' });
    const done = await openCase(bench, [{ name: 'Anna Ek' }], inHours(1));
    await sign(bench, done, 'Anna Ek');
    bench.clock.advance(1000 * hour);
    await expireRequests(bench.worker);
    expect((await view(bench, open)).state).toBe('awaitingSignatures');
    expect((await view(bench, done)).state).toBe('completed');
    const late = { ...newRequest(bench, [{ name: 'Anna Ek' }], inHours(-1)), file: original };
    expect(await codeOf(createSignRequest(bench.api, late, clerk))).toBe('expiry-in-the-past');
  });
});
