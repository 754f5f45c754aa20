import { giveConsent } from './ceremony/give-consent.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import { viewCeremony } from './ceremony/view-ceremony.js';
import type { CaseRef } from './dependencies.js';
import { exportEvidence } from './desk/export-evidence.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { viewDownload } from './links/open-download.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, newRequest, openCase, original, sign, taskRef, view, type Person } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();

const persons: readonly Person[] = [{ name: 'Anna Ek', step: 1 }, { name: 'Per Öst', step: 1 }, { name: 'Bo Lind', step: 2 }];
const reason = '§ 7: beloppet ska vara 120 000.';
/** The corrected minutes, with the same people in the same order. */
const correct = (ref: CaseRef, why = reason): Promise<CaseRef> =>
  createSignRequest(bench.api, { ...newRequest(bench, persons, { supersedes: { requestId: ref.signRequestId, reason: why } }), file: Buffer.concat([original, Buffer.from('\ncorrected')]) }, clerk);
const toldOf = (kind: string) => bench.mail.mails.filter(({ effectKey }) => effectKey.startsWith(`${kind}:`));

describe('corrected minutes come instead of a case', () => {
  it('under way: the old one ends in the same instant, everybody asked is told what was corrected, and the same people are asked anew', async () => {
    const old = await openCase(bench, persons);
    await sign(bench, old, 'Anna Ek');
    const per = await taskRef(bench, old, 'Per Öst');
    const { activationToken, consent } = await authenticate(bench, per);
    bench.mail.mails.length = 0;
    const fresh = await correct(old);
    expect(await view(bench, old)).toMatchObject({ state: 'superseded', supersededBy: fresh.signRequestId });
    await pump(bench);
    // Bo, who was never asked, is not troubled.
    expect(toldOf('superseded').map(({ to }) => to.name).sort()).toEqual(['Anna Ek', 'Per Öst']);
    const annas = toldOf('superseded').find(({ to }) => to.name === 'Anna Ek');
    expect(annas?.subject).toMatch(/^Rättat: protokoll/);
    expect(annas?.text).toContain(`> ${reason}`);
    expect(annas?.text).toContain('Du hade skrivit under den förra versionen.');
    expect(toldOf('superseded').find(({ to }) => to.name === 'Per Öst')?.text).not.toContain('Du hade skrivit under');
    expect(toldOf('invitation').map(({ to }) => to.name).sort()).toEqual(['Anna Ek', 'Per Öst']);
    expect(await codeOf(startAuthentication(bench.signer, per))).toBe('request-superseded');
    expect(await codeOf(giveConsent(bench.signer, { ...per, activationToken, consentTextSha256: consent.textSha256 }))).toBe('request-superseded');
    expect(await viewCeremony(bench.api, per)).toMatchObject({ state: 'closed', closedReason: { code: 'superseded', reason } });
    await sign(bench, fresh, 'Anna Ek', 'Per Öst', 'Bo Lind');
    expect((await view(bench, fresh)).state).toBe('completed');
    for (const ref of [old, fresh]) await expectInvariants(bench, ref);
  });

  it('completed already: its file stays to be had and says what came after it; each trail names the other case, and no words outside its openings', async () => {
    const old = await openCase(bench, persons);
    await sign(bench, old, 'Anna Ek', 'Per Öst', 'Bo Lind');
    const anna = await taskRef(bench, old, 'Anna Ek');
    const fresh = await correct(old);
    await pump(bench);
    expect(toldOf('superseded')).toHaveLength(3);
    expect((await viewDownload(bench.api, anna)).signatories).toHaveLength(3);
    const [before, after] = [await exportEvidence(bench.api, old), await exportEvidence(bench.api, fresh)];
    expect(before.entries.find(({ entry }) => entry.type === 'SignRequestSuperseded')?.entry.data).toMatchObject({ byRequestId: fresh.signRequestId });
    expect(after.entries[0]?.entry.data).toMatchObject({ supersedes: old.signRequestId });
    expect(JSON.stringify([before.entries, after.entries])).not.toContain('120 000');
  });

  it('refused, and no new case is left behind: without words, twice, for a case that is withdrawn, unknown or another body’s', async () => {
    const count = async (): Promise<string> => (await bench.admin.query<{ count: string }>('SELECT count(*) FROM justera.sign_request')).rows[0]?.count ?? '';
    const [one, two] = [await openCase(bench, persons), await openCase(bench, persons)];
    await correct(one);
    await withdrawRequest(bench.api, { ...two, reason: 'Fel fil.' }, clerk);
    const before = await count();
    expect(await codeOf(correct(one))).toBe('wrong-state');
    expect(await codeOf(correct(two))).toBe('wrong-state');
    expect(await codeOf(correct({ ...one, signRequestId: bench.api.ids.id() }))).toBe('not-found');
    const three = await openCase(bench, persons);
    expect(await codeOf(correct(three, ' '))).toBe('reason-required');
    expect((await view(bench, three)).state).toBe('awaitingSignatures');
    expect(await count()).toBe(String(Number(before) + 1));
    const otherBody = bench.api.ids.id();
    await bench.api.database.inBody(otherBody, (tx) => tx.bodies.insert({ slug: 'annan', displayName: 'Annan', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm', profile: {}, createdAt: bench.clock.now() }));
    const stolen = createSignRequest(bench.api, { ...newRequest(bench, persons, { supersedes: { requestId: three.signRequestId, reason } }), bodyId: otherBody, file: original }, clerk);
    expect(await codeOf(stolen)).toBe('not-found');
    expect((await view(bench, three)).state).toBe('awaitingSignatures');
  });
});
