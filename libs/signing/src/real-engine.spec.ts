import { verifyExport } from '#evidence';
import type { IdentityAssertion } from '#identity';
import { appendSignature, type TimeStampClient } from '#pades';
import { createTestPki } from '#testing';
import { defaultPolicy, describeReport, validate } from '#validation';
import { issueActivationToken } from './ceremony/issue-activation-token.js';
import { giveConsent } from './ceremony/give-consent.js';
import type { SignatureEngine } from './engine/signature-engine.js';
import { exportEvidence } from './desk/export-evidence.js';
import { openRevision } from './desk/open-revision.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { inspectUpload } from './intake/inspect-upload.js';
import { sha256Of } from './append/load-head.js';
import type { CaseRef } from './dependencies.js';
import { codeOf, startBench, type Bench } from './testing/bench.js';
import { clerk, consent, newRequest, openCase, people, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { createRealWorld, minutesPdf, signaturePdf, type RealWorld } from './testing/real-engine.js';
import { pump } from './testing/pump.js';

jest.setTimeout(120_000);

let bench: Bench;
let world: RealWorld;
let pdf: Uint8Array;
beforeAll(async () => {
  const late: { engine?: SignatureEngine } = {};
  bench = await startBench(new Proxy({} as SignatureEngine, { get: (_, key) => Reflect.get(late.engine!, key) as unknown }));
  world = await createRealWorld(bench.clock);
  late.engine = world.engine;
  pdf = await minutesPdf();
});
afterAll(() => bench.stop());

const report = (file: Uint8Array): ReturnType<typeof validate> => validate(file, world.trust, defaultPolicy, bench.clock.now());
const bytesOf = async (ref: CaseRef, choice: 'head' | 'original'): Promise<Buffer> => {
  const revision = await openRevision(bench.api, ref, choice);
  const pieces: Uint8Array[] = [];
  for await (const piece of revision.read(0, revision.length)) pieces.push(piece);
  return Buffer.concat(pieces);
};
const checked = async (ref: Parameters<typeof expectInvariants>[1]): ReturnType<typeof expectInvariants> => {
  const judgements = new Map<string, Awaited<ReturnType<SignatureEngine['judge']>>>();
  // The invariants judge synchronously; the real judgement is fetched beforehand.
  const head = await openRevision(bench.api, ref, 'head');
  const pieces: Uint8Array[] = [];
  for await (const piece of head.read(0, head.length)) pieces.push(piece);
  judgements.set('head', await world.engine.judge(Buffer.concat(pieces), 'final'));
  return expectInvariants(bench, ref, () => judgements.get('head')!);
};

describe('with real signatures', () => {
  it('secretary, then chair and adjuster in parallel: valid, complete, B-LTA, the upload an exact prefix', async () => {
    const ref = await openCase(bench, people, {}, pdf);
    await sign(bench, ref, 'Bo Lind');
    await consent(bench, ref, 'Per Öst');
    await consent(bench, ref, 'Åsa Łukasiewicz');
    expect(await pump(bench)).toEqual([]);
    expect(await view(bench, ref)).toMatchObject({ state: 'completed' });
    const { file } = await checked(ref);
    expect(Buffer.from(file).subarray(0, pdf.length).equals(Buffer.from(pdf))).toBe(true);
    const { document, signatures } = report(file);
    expect(document).toMatchObject({ status: 'valid', complete: 'yes', pageCount: 4 });
    expect(signatures.map(({ kind, indication, level }) => [kind, indication, level])).toEqual([
      ['signature', 'TOTAL_PASSED', 'PAdES_BASELINE_LTA'],
      ['signature', 'TOTAL_PASSED', 'PAdES_BASELINE_LTA'],
      ['signature', 'TOTAL_PASSED', 'PAdES_BASELINE_LTA'],
      ['documentTimestamp', 'TOTAL_PASSED', null],
    ]);
    expect(signatures.slice(0, 3).map((signature) => signature.signatory?.name)).toEqual(['Bo Lind', 'Per Öst', 'Åsa Łukasiewicz']);
    expect(new Set(signatures.slice(0, 3).map((signature) => signature.signatory?.certificateSha256)).size).toBe(3);
    const exported: unknown = JSON.parse(JSON.stringify(await exportEvidence(bench.api, ref)));
    expect(verifyExport(exported)).toMatchObject({ ok: true, newestRevisionSha256: document.sha256 });
  });

  it('TSA down then up: signed when it answers again, without anybody coming back', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], {}, pdf);
    world.outage = 'timestamp-unavailable';
    await consent(bench, ref, 'Anna Ek');
    expect(await pump(bench)).toEqual(['timestamping-failed timestamp-unavailable']);
    expect((await checked(ref)).judgement.status).toBe('unsigned');
    world.outage = undefined;
    await pump(bench);
    expect(await view(bench, ref)).toMatchObject({ state: 'completed' });
    expect((await checked(ref)).judgement).toMatchObject({ status: 'valid', complete: 'yes' });
  });

  it('quorum 2 of 3: valid and complete with one box empty', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }, { name: 'C C' }], { steps: [{ quorum: 2 }] }, pdf);
    await sign(bench, ref, 'C C', 'A A');
    expect(await view(bench, ref)).toMatchObject({ state: 'completed' });
    expect((await checked(ref)).judgement).toMatchObject({ status: 'valid', complete: 'yes' });
  });

  it('an adjuster with a remark: the validator, which knows nothing of the case, shows exactly the words that were typed', async () => {
    const typed = 'Deltog från § 4; jäv §§ 1–3, ”så” & <b>. Łukasz 李娜';
    const ref = await openCase(bench, [{ name: 'Anna Ek', mayRemark: true }, { name: 'Per Öst' }], {}, pdf);
    await consent(bench, ref, 'Anna Ek', typed);
    await consent(bench, ref, 'Per Öst');
    expect(await pump(bench)).toEqual([]);
    const { file } = await checked(ref);
    const said = report(file);
    expect(said.document).toMatchObject({ status: 'valid', complete: 'yes' });
    expect(said.signatures.slice(0, 2).map(({ claimedRemark, claimedReason }) => [claimedRemark, claimedReason])).toEqual([[typed, `Anmärkning: ${typed}`], [null, null]]);
    expect(describeReport(said, 'sv').answers.who.text).toContain(`Anna Ek skrev under med anmärkning: ”${typed}”.`);
    expect(await codeOf(consent(bench, await openCase(bench, [{ name: 'Bo Lind', mayRemark: true }], {}, pdf), 'Bo Lind', 'Bra \u{1F44D}'))).toBe('remark-unshowable');
  });

  it.each([
    ['not-a-pdf', Buffer.from('hello')],
    ['truncated', undefined],
  ])('intake refuses: %s', async (code, file) => {
    const given = file ?? pdf.subarray(0, pdf.length - 400);
    const answer = codeOf(createSignRequest(bench.api, { ...newRequest(bench, people), file: given }, clerk));
    expect([code, 'broken-xref']).toContain(await answer);
  });
});

describe('a body with a seal', () => {
  it('its seal is signature 1 and part of what everybody consents to; signatories, archive and our own verdict follow', async () => {
    const { der, certificate, chain, signer } = await world.pki.issue({ subject: [{ oid: '2.5.4.10', value: 'Ängaryds kommun' }, { oid: '2.5.4.97', value: 'NTRSE-2120000001' }, { oid: '2.5.4.3', value: 'Ängaryds kommun' }], keyUsage: ['contentCommitment'] });
    const slug = await bench.api.database.inBody(bench.bodyId, async (tx) => (await tx.bodies.get())?.slug ?? '');
    world.seals.set(slug, { certificate, chain, signer });
    try {
      const ref = await openCase(bench, people, {}, pdf);
      const { preparedSha256 } = await view(bench, ref);
      await sign(bench, ref, 'Bo Lind');
      await consent(bench, ref, 'Per Öst');
      await consent(bench, ref, 'Åsa Łukasiewicz');
      expect(await pump(bench)).toEqual([]);
      const shown = await view(bench, ref);
      expect(shown.state).toBe('completed');
      const whole = await bytesOf(ref, 'head');
      expect(sha256Of(whole.subarray(0, shown.revisions[1]?.length))).toBe(preparedSha256);
      const { document, signatures } = report(whole);
      expect(document).toMatchObject({ status: 'valid', complete: 'yes' });
      expect(signatures.map(({ kind, indication, level }) => [kind, indication, level])).toEqual([
        ['seal', 'TOTAL_PASSED', 'PAdES_BASELINE_LTA'], ...Array.from({ length: 3 }, () => ['signature', 'TOTAL_PASSED', 'PAdES_BASELINE_LTA']), ['documentTimestamp', 'TOTAL_PASSED', null],
      ]);
      expect(signatures[0]?.signatory).toMatchObject({ organization: 'Ängaryds kommun' });
      const trail = JSON.stringify(await exportEvidence(bench.api, ref));
      expect(trail).toContain(sha256Of(der));
    } finally {
      world.seals.delete(slug);
    }
  });

  it('a seal that our own validator does not pass stops the preparation, and nobody is asked to sign', async () => {
    const stranger = await createTestPki({ now: bench.clock.now(), label: 'Stranger' });
    const { certificate, chain, signer } = await stranger.issue({ subject: [{ oid: '2.5.4.10', value: 'X' }, { oid: '2.5.4.97', value: 'NTRSE-1' }] });
    const slug = await bench.api.database.inBody(bench.bodyId, async (tx) => (await tx.bodies.get())?.slug ?? '');
    world.seals.set(slug, { certificate, chain, signer });
    try {
      const ref = await createSignRequest(bench.api, { ...newRequest(bench, people), file: pdf }, clerk);
      expect(await pump(bench)).toEqual([expect.stringContaining('preparation-failed')]);
      expect((await view(bench, ref)).state).toBe('preparing');
    } finally {
      world.seals.delete(slug);
    }
  });
});

describe('a broken upload', () => {
  it('is refused with an offer; accepted, the rewritten file is signed, and the upload, its hash and the rewriting are kept', async () => {
    const upload = Buffer.from(Buffer.from(await signaturePdf([])).toString('latin1').replace(/startxref\n\d+/u, 'startxref\n9'), 'latin1');
    const refused = await createSignRequest(bench.api, { ...newRequest(bench, people), file: upload }, clerk).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'broken-xref', details: { repair: 'offered' }, words: { en: expect.stringContaining('rewrite') } });
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], { acceptRepair: true }, upload);
    await sign(bench, ref, 'Anna Ek');
    const shown = await view(bench, ref);
    expect(shown).toMatchObject({ state: 'completed', originalSha256: sha256Of(upload), originalLength: upload.length });
    expect(shown.revisions.map(({ kind }) => kind).slice(0, 2)).toEqual(['rewritten', 'prepared']);
    const original = await bytesOf(ref, 'original');
    expect(original.equals(upload)).toBe(true);
    const whole = await bytesOf(ref, 'head');
    const { document } = report(whole);
    expect(document).toMatchObject({ status: 'valid', complete: 'yes', manifest: { originalSha256: sha256Of(upload) } });
    expect(sha256Of(whole.subarray(0, shown.revisions[0]?.length))).toBe(shown.rewrittenSha256);
    const trail = JSON.stringify(await exportEvidence(bench.api, ref));
    for (const hash of [sha256Of(upload), shown.rewrittenSha256 ?? 'none']) expect(trail).toContain(hash);
  });

  it('nobody rewrites a whole file, whatever was asked', async () => {
    const ref = await openCase(bench, [{ name: 'Anna Ek' }], { acceptRepair: true }, pdf);
    expect((await view(bench, ref)).revisions[0]).toMatchObject({ kind: 'original', wholeSha256: sha256Of(pdf) });
  });
});

describe('a file that somebody signed before', () => {
  const foreign = async (certify = false): Promise<Uint8Array> => {
    const stranger = await createTestPki({ now: bench.clock.now(), label: 'Stranger' });
    const plain = await signaturePdf(['Theirs', ...(certify ? ['a', 'b', 'c'] : [])]);
    const { der, chain, signer } = await stranger.oneTime();
    const timestamps: TimeStampClient = { tokenReserve: 6000, timestamp: async (digest) => ({ token: await stranger.timestamp(digest), genTime: stranger.now, authority: 'stranger' }) };
    const { update } = await appendSignature({
      head: plain, fieldName: 'Theirs', signerName: 'Ulla Berg', roleTitle: '', methodText: '', language: 'sv', identity: { certificate: der, chain, signer }, signingTime: stranger.now, timeZone: 'Europe/Stockholm', timestamps, certify,
    });
    return Buffer.concat([plain, update]);
  };

  it.each([['not certified: invisible fields', false], ['certified: its own empty fields', true]])('%s; no page, no manifest, "unknown", the stranger untouched', async (_what, certify) => {
    const file = await foreign(certify);
    const before = report(file);
    const ref = await openCase(bench, people, {}, file);
    await consent(bench, ref, 'Bo Lind');
    expect(await pump(bench)).toEqual([]);
    await consent(bench, ref, 'Per Öst');
    await consent(bench, ref, 'Åsa Łukasiewicz');
    expect(await pump(bench)).toEqual([]);
    expect(await view(bench, ref)).toMatchObject({ state: 'completed', pageCount: 1 });
    const whole = await bytesOf(ref, 'head');
    expect(whole.subarray(0, file.length).equals(file)).toBe(true);
    const { document, signatures } = report(whole);
    expect(document).toMatchObject({ complete: 'unknown', manifest: null, pageCount: 1 });
    expect(signatures.map(({ kind, integrity, changesAfter }) => [kind, integrity, changesAfter])).toEqual([
      ['signature', 'intact', 'permitted'], ['signature', 'intact', 'permitted'], ['signature', 'intact', 'permitted'], ['signature', 'intact', 'permitted'], ['documentTimestamp', 'intact', 'none'],
    ]);
    expect(signatures[0]).toMatchObject({ indication: before.signatures[0]?.indication });
    expect(signatures.slice(1, 4).map(({ indication }) => indication)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED', 'TOTAL_PASSED']);
  });

  it('a signature that is broken already is refused, and so is a change that its signer forbade', async () => {
    const file = Buffer.from(await foreign());
    const broken = Buffer.from(file);
    const at = broken.indexOf('Helvetica', 0, 'latin1');
    broken.write('Helvetic4', at, 'latin1');
    expect(await codeOf(createSignRequest(bench.api, { ...newRequest(bench, people), file: broken }, clerk))).toBe('existing-signature-broken');
    expect(inspectUpload(file, { maxBytes: 1e6, now: bench.clock.now() }).refusals).toEqual([]);
  });
});

describe('an assertion of an identity provider', () => {
  const assertion = (changes: Partial<IdentityAssertion>): IdentityAssertion => ({
    method: 'openIdConnect',
    provider: 'Exempel-leg',
    levelOfAssurance: 'substantial',
    name: 'Anna Maria Ek',
    givenName: 'Anna Maria',
    surname: 'Ek',
    pseudonym: 'a'.repeat(32),
    subjectReference: 'b'.repeat(64),
    assertedAt: bench.clock.now(),
    ...changes,
  });
  const openIdCase = () => openCase(bench, [{ name: 'Anna Ek' }], { authentication: 'openIdConnect', requiredLevelOfAssurance: 'substantial' }, pdf);

  it('with more first names than were expected: certified as the body writes the name, given names as asserted', async () => {
    const ref = await openIdCase();
    const task = await taskRef(bench, ref, 'Anna Ek');
    const result = await bench.signer.database.inBody(ref.bodyId, (tx) => issueActivationToken(bench.signer, tx, task, assertion({})));
    if (!result.ok) throw result.error;
    const { activationToken, consent: shown } = result.activation;
    expect(shown).toMatchObject({ certificateName: 'Anna Ek', method: 'Exempel-leg', levelOfAssurance: 'substantial' });
    await giveConsent(bench.signer, { ...task, activationToken, consentTextSha256: shown.textSha256 });
    expect(await pump(bench)).toEqual([]);
    const { file } = await checked(ref);
    const { document, signatures } = report(file);
    expect(document).toMatchObject({ status: 'valid', complete: 'yes' });
    expect(signatures[0]?.signatory).toMatchObject({ name: 'Anna Ek', givenName: 'Anna Maria', surname: 'Ek', authentication: { identityProvider: 'Exempel-leg', levelOfAssurance: 'substantial' } });
  });

  it.each([
    ['person-mismatch', { name: 'Berit Ek', givenName: 'Berit' }],
    ['level-too-low', { levelOfAssurance: 'low' as const }],
    ['method-mismatch', { method: 'emailCode' as const }],
  ])('%s: refused with evidence, and no token', async (code, changes) => {
    const ref = await openIdCase();
    const task = await taskRef(bench, ref, 'Anna Ek');
    const result = await bench.signer.database.inBody(ref.bodyId, (tx) => issueActivationToken(bench.signer, tx, task, assertion(changes)));
    expect(result).toMatchObject({ ok: false, error: { code, status: code === 'method-mismatch' ? 409 : 403 } });
    const exported = await exportEvidence(bench.api, ref);
    expect(exported.entries.at(-1)?.entry).toMatchObject({ type: 'AuthenticationRefused', data: { reason: code } });
    expect(JSON.stringify(exported.entries)).not.toContain('Berit');
    const { rows } = await bench.admin.query('SELECT 1 FROM justera.activation_token WHERE task_id = $1', [task.taskId]);
    expect(rows).toEqual([]);
  });
});
