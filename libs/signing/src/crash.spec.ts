import { appendSignatures } from './append/append-signatures.js';
import { completeRequest } from './complete/complete-request.js';
import type { CaseRef } from './dependencies.js';
import { createSignRequest } from './intake/create-sign-request.js';
import { sendMail } from './mail/send-mail.js';
import { prepareSignRequest } from './prepare/prepare-sign-request.js';
import { reconcile } from './sweep/reconcile.js';
import { clerk, consent, newRequest, openCase, original, taskRef, view } from './testing/cases.js';
import { expectInvariants } from './testing/invariants.js';
import { Killed, mortal, type Fate } from './testing/mortal.js';
import { createPlainEngine } from './testing/plain-engine.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);
jest.setTimeout(300_000);

const engine = createPlainEngine();
const bench = withBench(engine);
beforeAll(() => {
  // A dead process's lease is waited out for real: keep it short.
  Object.assign(bench.signer, { leaseMilliseconds: 40 });
});

const persons = [{ name: 'A A' }, { name: 'B B' }];

/** Forgets the queues altogether, then lets the reconciler find what is missing, and works it off. */
async function resurrect(): Promise<void> {
  await bench.admin.query('UPDATE justera.outbox SET dispatched_at = now() WHERE dispatched_at IS NULL');
  await reconcile(bench.worker);
  await pump(bench);
  await reconcile(bench.worker);
  await pump(bench);
}

/** Every step with `CRASH_EVERY=1` (two minutes); by default every ninth, from a place that differs from run to run. */
const every = Number(process.env['CRASH_EVERY'] ?? 9);
const from = 1 + Math.floor(Math.random() * every);

/** Kills the work before an awaited step, then a later one …, until it lives through; what comes after each death is checked. */
async function killEverywhere(run: (dieAt: number) => Promise<Fate>, check: (fate: Fate) => Promise<void>, stride = every): Promise<readonly string[]> {
  for (let dieAt = Math.min(from, stride); ; dieAt += stride) {
    const fate = await run(dieAt);
    await check(fate);
    if (!fate.isDead) return fate.names;
    if (dieAt > 1000) throw new Error('it never lives through');
  }
}

async function killed(work: Promise<unknown>, fate: Fate): Promise<Fate> {
  try {
    await work;
  } catch (error) {
    if (!fate.isDead) throw error;
    // Whatever it said while dying, it was the kill that did it.
    if (!(error instanceof Killed) && !(error instanceof Error)) throw error;
  }
  return fate;
}

async function expectCompleted(ref: CaseRef, count: number): Promise<void> {
  const { judgement, events } = await expectInvariants(bench, ref);
  expect(await view(bench, ref)).toMatchObject({ state: 'completed' });
  expect(judgement).toMatchObject({ status: 'valid', complete: 'yes' });
  expect(events.filter((event) => event.type === 'SignTaskSigned')).toHaveLength(count);
}

describe(`killed at awaited steps (${from}, then every ${every})`, () => {
  it('append: nothing is lost, nothing is doubled', async () => {
    let ref: CaseRef;
    const names = await killEverywhere(
      async (dieAt) => {
        ref = await openCase(bench, persons);
        await consent(bench, ref, 'A A');
        await consent(bench, ref, 'B B');
        const { dependencies, fate } = mortal(bench.signer, ['engine'], dieAt);
        return killed(appendSignatures(dependencies, ref), fate);
      },
      async () => {
        await resurrect();
        await expectCompleted(ref, 2);
      },
    );
    for (const step of ['engine.append', 'heads.compareAndSwap', 'authorisations.spend', 'evidence.append', 'after commit']) expect(names).toContain(step);
    expect(names.length).toBeGreaterThan(60);
  });

  it('complete: completed once, everybody told once', async () => {
    let ref: CaseRef;
    const names = await killEverywhere(
      async (dieAt) => {
        ref = await openCase(bench, [{ name: 'A A' }]);
        await consent(bench, ref, 'A A');
        await appendSignatures(bench.signer, ref);
        const { dependencies, fate } = mortal(bench.signer, ['engine'], dieAt);
        return killed(completeRequest(dependencies, ref), fate);
      },
      async () => {
        await resurrect();
        await expectCompleted(ref, 1);
        const { taskId } = await taskRef(bench, ref, 'A A');
        expect(bench.mail.mails.filter((mail) => mail.effectKey === `completed:${taskId}`)).toHaveLength(1);
      },
    );
    expect(names).toContain('engine.complete');
  });

  it('prepare: one prepared revision, one invitation', async () => {
    let ref: CaseRef;
    const names = await killEverywhere(
      async (dieAt) => {
        ref = await createSignRequest(bench.api, { ...newRequest(bench, [{ name: 'A A' }]), file: original }, clerk);
        const { dependencies, fate } = mortal(bench.signer, ['engine'], dieAt);
        return killed(prepareSignRequest(dependencies, ref), fate);
      },
      async () => {
        await resurrect();
        await expectInvariants(bench, ref);
        expect((await view(bench, ref)).revisions.map((revision) => revision.kind)).toEqual(['original', 'prepared']);
        const { taskId } = await taskRef(bench, ref, 'A A');
        expect(bench.mail.mails.filter((mail) => mail.effectKey === `invitation:${taskId}:0`)).toHaveLength(1);
      },
    );
    expect(names).toContain('engine.prepare');
  });

  it('mail: sent once, or twice with the same Message-ID only when killed between the server’s yes and our commit', async () => {
    let ref: CaseRef;
    const doubled: string[] = [];
    await killEverywhere(
      async (dieAt) => {
        ref = await createSignRequest(bench.api, { ...newRequest(bench, [{ name: 'A A' }]), file: original }, clerk);
        await prepareSignRequest(bench.signer, ref);
        const task = await taskRef(bench, ref, 'A A');
        const { dependencies, fate } = mortal(bench.worker, ['mailSender'], dieAt);
        return killed(sendMail(dependencies, { ...task, kind: 'invitation', rotation: 0 }), fate);
      },
      async (fate) => {
        // A claim of the dead is waited out; here it is put back by hand, a minute would be long.
        await bench.admin.query(`UPDATE justera.effect SET done_at = 'epoch' WHERE effect_key LIKE 'sending:%'`);
        await resurrect();
        await expectInvariants(bench, ref);
        const { taskId } = await taskRef(bench, ref, 'A A');
        const sent = bench.mail.mails.filter((mail) => mail.effectKey === `invitation:${taskId}:0`);
        if (sent.length !== 1) doubled.push(fate.names.at(-1) ?? '');
        expect(new Set(sent.map((mail) => mail.text)).size).toBe(1);
      },
      1,
    );
    // From the server's answer to the commit, and nowhere else.
    expect(doubled[0]).toBe('mailSender.send answered');
    expect(doubled.at(-1)).toBe('before commit');
  });
});
