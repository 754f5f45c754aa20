import { appendSignatures } from './append/append-signatures.js';
import { attemptSignature } from './append/attempt.js';
import { nextAuthorised } from './append/authorised.js';
import { landSignature } from './append/land-signature.js';
import { loadHead } from './append/load-head.js';
import { completeRequest } from './complete/complete-request.js';
import { declineTask } from './ceremony/decline-task.js';
import { withdrawRequest } from './desk/withdraw-request.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { sendMail } from './mail/send-mail.js';
import { prepareSignRequest } from './prepare/prepare-sign-request.js';
import { codeOf } from './testing/bench.js';
import { clerk, consent, newRequest, openCase, original, sign, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { createPlainEngine } from './testing/plain-engine.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);
/** `RACES=200` for the long form. */
const rounds = Number(process.env['RACES'] ?? 12);
jest.setTimeout(120_000 + rounds * 5_000);

const engine = createPlainEngine();
const other = createPlainEngine();
const bench = withBench(engine);
beforeEach(() => {
  engine.meanwhile = undefined;
});

it('two-last-signatories-in-the-same-millisecond: both signed, one completion, however often', async () => {
  const second = bench.signerWith(other);
  for (let round = 0; round < rounds; round += 1) {
    const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }]);
    await Promise.all([consent(bench, ref, 'A A'), consent(bench, ref, 'B B').catch(() => consent(bench, ref, 'B B'))]);
    await Promise.all([appendSignatures(bench.signer, ref), appendSignatures(second, ref), appendSignatures(bench.signer, ref)]);
    await Promise.all([completeRequest(bench.signer, ref), completeRequest(second, ref), completeRequest(bench.signer, ref)]);
    const { judgement, events } = await expectInvariants(bench, ref);
    expect(judgement).toMatchObject({ status: 'valid', complete: 'yes' });
    expect(events.filter((event) => event.type === 'SignRequestCompleted')).toHaveLength(1);
  }
});

it('20 signatories of one step at once: a real signature each, at most 1.1 time stamps per signature', async () => {
  const persons = Array.from({ length: 20 }, (_, index) => ({ name: `Person ${String.fromCharCode(65 + index)}` }));
  const ref = await openCase(bench, persons);
  for (const { name } of persons) await consent(bench, ref, name);
  const before = engine.timestamps + other.timestamps;
  const second = bench.signerWith(other);
  await Promise.all(Array.from({ length: 20 }, (_, index) => appendSignatures(index % 2 === 0 ? bench.signer : second, ref)));
  expect((engine.timestamps + other.timestamps - before) / 20).toBeLessThanOrEqual(1.1);
  await pump(bench, { parallel: true });
  await pump(bench);
  const { judgement } = await expectInvariants(bench, ref);
  expect(judgement).toMatchObject({ status: 'valid', complete: 'yes' });
});

it('withdraw against complete: exactly one wins', async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ref = await openCase(bench, [{ name: 'A A' }]);
    await consent(bench, ref, 'A A');
    await appendSignatures(bench.signer, ref);
    const pause = round % 4;
    const [withdrawn] = await Promise.all([
      new Promise((resolve) => setTimeout(resolve, pause * 4)).then(() => codeOf(withdrawRequest(bench.api, { ...ref, reason: 'Fel fil.' }, clerk))),
      completeRequest(bench.signer, ref),
    ]);
    const { state } = await view(bench, ref);
    outcomes.push(state);
    expect([withdrawn, state]).toEqual(withdrawn === 'accepted' ? ['accepted', 'withdrawn'] : ['wrong-state', 'completed']);
    await expectInvariants(bench, ref);
  }
  expect(outcomes).toHaveLength(rounds);
});

it('withdraw while a signature is being made: it never lands, and its consent is voided with evidence', async () => {
  const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }]);
  await consent(bench, ref, 'A A');
  engine.meanwhile = async () => {
    engine.meanwhile = undefined;
    await withdrawRequest(bench.api, { ...ref, reason: 'Fel fil.' }, clerk);
  };
  expect(await appendSignatures(bench.signer, ref)).toMatchObject({ outcome: 'nothing-to-do' });
  const { events, judgement } = await expectInvariants(bench, ref);
  expect(judgement.status).toBe('unsigned');
  expect(events.filter((event) => event.type === 'SignTaskConsentVoided')).toMatchObject([{ cause: 'withdrawn' }]);
  const { rows } = await bench.admin.query('SELECT outcome FROM justera.signing_attempt ORDER BY started_at DESC LIMIT 1');
  expect(rows).toEqual([{ outcome: 'superseded' }]);
  await pump(bench);
  const told = bench.mail.mails.find((mail) => mail.effectKey.startsWith('withdrawn:') && mail.to.name === 'A A');
  expect(told?.text).toContain('Fel fil.');
  expect(await codeOf(withdrawRequest(bench.api, { ...ref, reason: 'Igen.' }, clerk))).toBe('wrong-state');
});

it('decline while another signature is being made: frozen, nothing lands', async () => {
  const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }]);
  await consent(bench, ref, 'A A');
  const b = await taskRef(bench, ref, 'B B');
  engine.meanwhile = async () => {
    engine.meanwhile = undefined;
    await declineTask(bench.api, { ...b, reason: 'Fel i § 3.' });
  };
  await appendSignatures(bench.signer, ref);
  const { judgement } = await expectInvariants(bench, ref);
  expect(judgement.status).toBe('unsigned');
  expect((await view(bench, ref)).state).toBe('declined');
});

it('a signer that slept through its lease cannot land: the fence holds, nothing is doubled', async () => {
  const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }]);
  await consent(bench, ref, 'A A');
  await consent(bench, ref, 'B B');
  const second = bench.signerWith(other);
  const sleeper = bench.signerWith(engine, { leaseMilliseconds: 200 });
  engine.meanwhile = async () => {
    engine.meanwhile = undefined;
    await new Promise((resolve) => setTimeout(resolve, 250));
    await appendSignatures(second, ref);
  };
  const slept = await codeOf(appendSignatures(sleeper, ref));
  expect(['accepted', 'lane-busy']).toContain(slept);
  await pump(bench);
  const { judgement, events } = await expectInvariants(bench, ref);
  expect(judgement).toMatchObject({ status: 'valid', complete: 'yes' });
  expect(events.filter((event) => event.type === 'SignTaskSigned')).toHaveLength(2);
});

it('two signatures made on the same head: the second finds the head moved, and nothing of it lands', async () => {
  const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }]);
  await consent(bench, ref, 'A A');
  await consent(bench, ref, 'B B');
  const fence = await bench.signer.database.inBody(ref.bodyId, (tx) => tx.heads.acquireLease(ref.signRequestId, 'one', 600_000));
  const before = await loadHead(bench.signer, ref);
  const [first] = await bench.signer.database.inBody(ref.bodyId, async (tx) => [await nextAuthorised(tx, ref.signRequestId, bench.clock.now())]);
  const { rows } = await bench.admin.query<{ id: string }>('SELECT id FROM justera.signing_authorisation WHERE sign_request_id = $1 ORDER BY created_at', [ref.signRequestId]);
  const second = await bench.signer.database.inBody(ref.bodyId, async (tx) => {
    const authorisation = await tx.authorisations.get(rows[1]!.id);
    const task = (await tx.tasks.get(authorisation!.taskId))!;
    return { ...first!, authorisation: authorisation!, task: { ...task, fieldName: task.fieldName! }, assertion: (await tx.assertions.get(authorisation!.assertionId))! };
  });
  const flights = await Promise.all([first!, second].map(async (authorised) => ({ fence: fence!, authorised, before, signed: await attemptSignature(bench.signer, ref, { authorised, head: before, fence: fence! }) })));
  expect(await landSignature(bench.signer, ref, flights[0]!)).toMatchObject({ landed: true });
  expect(await landSignature(bench.signer, ref, flights[1]!)).toEqual({ landed: false });
  expect(await landSignature(bench.signer, ref, { ...flights[1]!, fence: fence! - 1 })).toEqual({ landed: false });
  const { judgement } = await expectInvariants(bench, ref);
  expect(judgement.signatures).toHaveLength(1);
  await bench.signer.database.inBody(ref.bodyId, (tx) => tx.heads.releaseLease(ref.signRequestId, fence!));
  await pump(bench);
  expect((await expectInvariants(bench, ref)).judgement).toMatchObject({ status: 'valid', complete: 'yes' });
});

it('send: twice at once → one invitation; the others come back and find it sent', async () => {
  const ref = await createSignRequest(bench.api, { ...newRequest(bench, [{ name: 'A A' }]), file: original }, clerk);
  await Promise.all([prepareSignRequest(bench.signer, ref), prepareSignRequest(bench.signer, ref)]);
  const task = await taskRef(bench, ref, 'A A');
  const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(sendMail(bench.worker, { ...task, kind: 'invitation', rotation: 0 }))));
  expect(new Set(codes)).toEqual(new Set(['accepted', 'mail-failed']));
  await pump(bench);
  expect(bench.mail.mails.filter((mail) => mail.effectKey.startsWith('invitation'))).toHaveLength(1);
  await sign(bench, ref, 'A A');
  expect((await view(bench, ref)).state).toBe('completed');
});
