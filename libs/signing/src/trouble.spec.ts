import { appendSignatures } from './append/append-signatures.js';
import { retryRequest } from './desk/retry-request.js';
import { viewCeremony } from './ceremony/view-ceremony.js';
import { resendLink } from './links/resend-link.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { codeOf } from './testing/bench.js';
import { clerk, consent, newRequest, openCase, original, people, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { createPlainEngine } from './testing/plain-engine.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const engine = createPlainEngine();
const bench = withBench(engine);
beforeEach(() => {
  bench.mail.failure = undefined;
  engine.outage = undefined;
});

describe('the time-stamping authority is down', () => {
  it('then up: the consent is kept, the flag says why, nobody has to come back', async () => {
    const ref = await openCase(bench, people);
    engine.outage = 'timestamp-unavailable';
    await consent(bench, ref, 'Bo Lind');
    expect(await pump(bench)).toEqual(['timestamping-failed timestamp-unavailable']);
    const since = (await view(bench, ref)).attention?.since;
    expect(await pump(bench)).toEqual(['timestamping-failed timestamp-unavailable']);
    expect(await view(bench, ref)).toMatchObject({ state: 'awaitingSignatures', attention: { cause: 'timestamping-failed', code: 'timestamp-unavailable', since } });
    expect(await viewCeremony(bench.api, await taskRef(bench, ref, 'Bo Lind'))).toMatchObject({ state: 'consented', attention: { code: 'timestamp-unavailable' } });
    engine.outage = undefined;
    await pump(bench);
    const after = await view(bench, ref);
    expect(after.tasks[0]).toMatchObject({ state: 'signed' });
    expect(after).not.toHaveProperty('attention');
    await expectInvariants(bench, ref);
    expect(engine.identities.every((identity) => identity.disposed)).toBe(true);
  });

  it('at completion: completing is a state, never called completed, done when it answers again', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }]);
    await consent(bench, ref, 'A A');
    await appendSignatures(bench.signer, ref);
    engine.outage = 'timestamp-unavailable';
    expect(new Set(await pump(bench))).toEqual(new Set(['completion-failed timestamp-unavailable']));
    expect(await view(bench, ref)).toMatchObject({ state: 'completing', attention: { cause: 'completion-failed' } });
    engine.outage = undefined;
    await retryRequest(bench.api, ref, clerk);
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ state: 'completed' });
    await expectInvariants(bench, ref);
  });

  it('longer than a day: the consent is voided with evidence, and the person asked again by a new link', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }]);
    engine.outage = 'timestamp-unavailable';
    await consent(bench, ref, 'A A');
    await pump(bench);
    bench.clock.advance(24 * 60 * 60_000 + 1);
    engine.outage = undefined;
    bench.mail.mails.length = 0;
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ tasks: [{ state: 'open' }], attention: { cause: 'consent-too-old' } });
    expect(bench.mail.mails).toMatchObject([{ effectKey: expect.stringMatching(/^invitation:.*:1$/) as string }]);
    await sign(bench, ref, 'A A');
    expect((await view(bench, ref)).state).toBe('completed');
    await expectInvariants(bench, ref);
  });
});

describe('our own validator says no', () => {
  it('to a new signature: it never lands, and the flag stands', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }]);
    await consent(bench, ref, 'A A');
    const lying = { ...engine, append: async (work: Parameters<typeof engine.append>[0]) => engine.append({ ...work, head: Buffer.concat([work.head, Buffer.from(' ')]) }) };
    expect(await codeOf(appendSignatures(bench.signerWith(lying), ref))).toBe('own-signature-not-valid');
    const { judgement } = await expectInvariants(bench, ref);
    expect(judgement.status).toBe('unsigned');
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'signing-failed' } });
  });

  it('to a signature with another certificate than this attempt’s', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }]);
    await consent(bench, ref, 'A A');
    const swapped = { ...engine, append: async (work: Parameters<typeof engine.append>[0]) => engine.append({ ...work, identity: await engine.newIdentity({ ...({} as Parameters<typeof engine.newIdentity>[0]), commonName: 'X' }) }) };
    await expect(appendSignatures(bench.signerWith(swapped), ref)).rejects.toMatchObject({ code: 'own-signature-not-valid', details: { reason: 'other-certificate' } });
  });

  it('to what stands behind the prepared revision: refused before any key is made', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }]);
    await sign(bench, ref, 'A A');
    await consent(bench, ref, 'B B');
    const made = engine.identities.length;
    const sceptical = { ...engine, judge: async (bytes: Uint8Array) => ({ ...(await engine.judge(bytes, 'interim')), status: 'not-valid' as const }) };
    await expect(appendSignatures(bench.signerWith(sceptical), ref)).rejects.toMatchObject({ code: 'head-not-explained' });
    expect(engine.identities).toHaveLength(made);
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'signing-failed', code: 'head-not-explained' } });
  });

  it('stored bytes swapped by somebody with all rights: refused, nothing signed', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }]);
    await consent(bench, ref, 'A A');
    await bench.admin.query(
      `UPDATE justera.blob_chunk c SET bytes = overlay(bytes PLACING '\\x58' FROM 3) FROM justera.revision r WHERE r.update_sha256 = c.sha256 AND r.sign_request_id = $1 AND r.number = 1`,
      [ref.signRequestId],
    );
    const made = engine.identities.length;
    expect(await codeOf(appendSignatures(bench.signer, ref))).toBe('head-not-explained');
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'signing-failed', code: 'head-not-explained' } });
    await bench.admin.query('UPDATE justera.outbox SET dispatched_at = now()');
    expect(engine.identities).toHaveLength(made);
  });
});

describe('preparation fails', () => {
  it('with a named reason: flag, no retry by itself; "try again" does it once the cause is gone', async () => {
    const ref = await createSignRequest(bench.api, { ...newRequest(bench, people), file: original }, clerk);
    const prepare = engine.prepare;
    engine.prepare = () => Promise.reject(Object.assign(new Error('no glyph'), { code: 'missing-glyph' }));
    expect(await pump(bench)).toEqual(['preparation-failed missing-glyph']);
    expect(await view(bench, ref)).toMatchObject({ state: 'preparing', attention: { cause: 'preparation-failed', code: 'missing-glyph', detailSv: expect.stringContaining('förberedas') as string } });
    engine.prepare = prepare;
    expect(await pump(bench)).toEqual([]);
    expect((await view(bench, ref)).state).toBe('preparing');
    await retryRequest(bench.api, ref, clerk);
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ state: 'awaitingSignatures' });
  });
});

describe('the mail server', () => {
  it('down for an hour: then every mail', async () => {
    bench.mail.failure = { code: 'mail-server-unreachable', retryable: true };
    const ref = await createSignRequest(bench.api, { ...newRequest(bench, [{ name: 'A A' }, { name: 'B B' }]), file: original }, clerk);
    for (let minutes = 0; minutes < 60; minutes += 20) {
      expect(await pump(bench)).toContain('mail-failed mail-server-unreachable');
      bench.clock.advance(20 * 60_000);
    }
    expect(await view(bench, ref)).toMatchObject({ attention: { cause: 'mail-failed' } });
    bench.mail.failure = undefined;
    await pump(bench);
    expect(bench.mail.mails.map((mail) => mail.to.name).sort()).toEqual(['A A', 'B B']);
    expect((await view(bench, ref)).tasks.every((task) => task.invitedAt !== undefined)).toBe(true);
  });

  it('refuses an address for good: flag, not tried for ever; a new link is a new try', async () => {
    bench.mail.failure = { code: 'mail-refused', retryable: false };
    const ref = await createSignRequest(bench.api, { ...newRequest(bench, [{ name: 'A A' }]), file: original }, clerk);
    expect(await pump(bench)).toEqual(['mail-failed mail-refused']);
    expect(await pump(bench)).toEqual([]);
    bench.mail.failure = undefined;
    await resendLink(bench.api, await taskRef(bench, ref, 'A A'), clerk);
    await pump(bench);
    const after = await view(bench, ref);
    expect(after.tasks[0]?.invitedAt).toBeDefined();
    expect(after).not.toHaveProperty('attention');
  });
});
