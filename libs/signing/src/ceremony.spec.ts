import { checkCode } from './ceremony/check-code.js';
import { declineTask } from './ceremony/decline-task.js';
import { giveConsent } from './ceremony/give-consent.js';
import { startAuthentication } from './ceremony/start-authentication.js';
import { viewCeremony } from './ceremony/view-ceremony.js';
import { viewConsent } from './ceremony/view-consent.js';
import type { CaseRef, TaskRef } from './dependencies.js';
import { resendLink } from './links/resend-link.js';
import { renewLink } from './links/renew-link.js';
import { openLink } from './links/open-link.js';
import { findSession } from './links/sessions.js';
import { codeOf } from './testing/bench.js';
import { authenticate, clerk, consent, linkTo, openCase, people, sign, taskRef, view } from './testing/cases.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const bench = withBench();

let ref: CaseRef;
let bo: TaskRef;
let asa: TaskRef;
beforeEach(async () => {
  ref = await openCase(bench, people);
  bo = await taskRef(bench, ref, 'Bo Lind');
  asa = await taskRef(bench, ref, 'Åsa Łukasiewicz');
});

const mailedCode = (): string =>
  /\b(\d{4}) ?(\d{4})\b/.exec(bench.mail.mails.findLast((mail) => mail.effectKey.startsWith('code:'))?.text ?? '')?.slice(1).join('') ?? '?';
const otherThan = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, '0');
const trail = async (): Promise<string[]> => {
  const { rows } = await bench.admin.query<{ type: string }>(`SELECT entry->>'type' AS type FROM justera.evidence_entry WHERE sign_request_id = $1 ORDER BY sequence`, [ref.signRequestId]);
  return rows.map((row) => row.type);
};

describe('codes by e-mail', () => {
  it('wrong code: says how many tries are left, and the sixth is refused even when right', async () => {
    const started = await startAuthentication(bench.signer, bo);
    expect(started).toMatchObject({ method: 'emailCode', sentTo: expect.not.stringContaining('person1') as string });
    const right = mailedCode();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await expect(checkCode(bench.signer, { ...bo, code: otherThan(right) })).rejects.toMatchObject({ code: 'code-wrong', status: 422, details: { triesLeft } });
    }
    await expect(checkCode(bench.signer, { ...bo, code: right })).rejects.toMatchObject({ code: 'too-many-tries' });
    expect((await trail()).filter((type) => type === 'AuthenticationRefused')).toHaveLength(5);
  });

  it('guesses at once share no try: 20 in parallel are compared five times', async () => {
    await startAuthentication(bench.signer, bo);
    const wrong = otherThan(mailedCode());
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(checkCode(bench.signer, { ...bo, code: wrong }))));
    expect(codes.filter((code) => code === 'code-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too-many-tries')).toHaveLength(15);
  });

  it('malformed uses no try; replayed, expired, none and another person’s code are refused', async () => {
    expect(await codeOf(checkCode(bench.signer, { ...bo, code: '12345678' }))).toBe('code-missing');
    await startAuthentication(bench.signer, bo);
    const code = mailedCode();
    expect(await codeOf(checkCode(bench.signer, { ...bo, code: 'abc' }))).toBe('code-malformed');
    expect(await codeOf(checkCode(bench.signer, { ...bo, code: `${code.slice(0, 4)} ${code.slice(4)}` }))).toBe('accepted');
    expect(await codeOf(checkCode(bench.signer, { ...bo, code }))).toBe('code-used');
    await startAuthentication(bench.signer, bo);
    const second = mailedCode();
    bench.clock.advance(31 * 60_000);
    expect(await codeOf(checkCode(bench.signer, { ...bo, code: second }))).toBe('code-expired');
  });

  it('a newer code ends the older one', async () => {
    await startAuthentication(bench.signer, bo);
    const old = mailedCode();
    await startAuthentication(bench.signer, bo);
    expect(await codeOf(checkCode(bench.signer, { ...bo, code: old }))).toBe('code-wrong');
  });

  it('a mailbox is not filled: five codes in ten minutes', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 6; i += 1) codes.push(await codeOf(startAuthentication(bench.signer, bo)));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'accepted'), 'too-many-codes']);
  });

  it('mail server down: said so, and nothing is lost', async () => {
    bench.mail.failure = { code: 'mail-server-unreachable', retryable: true };
    expect(await codeOf(startAuthentication(bench.signer, bo))).toBe('mail-unavailable');
    bench.mail.failure = undefined;
    await authenticate(bench, bo);
  });
});

describe('consent', () => {
  it('out of turn refused where authentication starts and where consent is recorded', async () => {
    expect(await codeOf(startAuthentication(bench.signer, asa))).toBe('not-your-turn');
    await sign(bench, ref, 'Bo Lind');
    const activation = await authenticate(bench, asa);
    // Somebody puts the task back behind its turn: the token is good, the order is not.
    const { rows } = await bench.admin.query<{ state_json: { tasks: { taskId: string; status: string }[] } }>('SELECT state_json FROM justera.sign_request WHERE id = $1', [ref.signRequestId]);
    const state = rows[0]!.state_json;
    const waiting = { ...state, tasks: state.tasks.map((task) => (task.taskId === asa.taskId ? { ...task, status: 'waiting' } : task)) };
    await bench.admin.query('UPDATE justera.sign_request SET state_json = $2 WHERE id = $1', [ref.signRequestId, JSON.stringify(waiting)]);
    const given = giveConsent(bench.signer, { ...asa, activationToken: activation.activationToken, consentTextSha256: activation.consent.textSha256 });
    await expect(given).rejects.toMatchObject({ code: 'not-your-turn', status: 409, details: { reason: 'out-of-turn' } });
    const { rows: open } = await bench.admin.query('SELECT 1 FROM justera.signing_authorisation WHERE task_id = $1', [asa.taskId]);
    expect(open).toEqual([]);
  });

  it('second submit is idempotent, ten at once too', async () => {
    const { activationToken, consent: shown } = await authenticate(bench, bo);
    const submit = { ...bo, activationToken, consentTextSha256: shown.textSha256 };
    const answers = await Promise.all(Array.from({ length: 10 }, () => giveConsent(bench.signer, submit)));
    expect(new Set(answers.map((answer) => answer.authorisationId)).size).toBe(1);
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    await pump(bench);
    expect(await giveConsent(bench.signer, submit)).toMatchObject({ repeated: true });
    expect((await trail()).filter((type) => type === 'SignTaskConsented')).toHaveLength(1);
  });

  it('token of somebody else, unknown, too old, or with another text: refused, nothing changed', async () => {
    const { activationToken, consent: shown } = await authenticate(bench, bo);
    const before = (await view(bench, ref)).version;
    const give = (changes: object): Promise<string> => codeOf(giveConsent(bench.signer, { ...bo, activationToken, consentTextSha256: shown.textSha256, ...changes }));
    expect(await give({ activationToken: 'x'.repeat(43) })).toBe('activation-missing');
    expect(await give({ taskId: asa.taskId })).toBe('activation-missing');
    expect(await give({ consentTextSha256: 'f'.repeat(64) })).toBe('consent-mismatch');
    bench.clock.advance(5 * 60_000 + 1);
    expect(await codeOf(viewConsent(bench.signer, { ...bo, activationToken }))).toBe('activation-expired');
    expect(await give({})).toBe('activation-expired');
    expect((await view(bench, ref)).version).toBe(before);
  });

  it('prepared bytes other than those consented to: refused', async () => {
    const { activationToken, consent: shown } = await authenticate(bench, bo);
    await bench.admin.query(`UPDATE justera.activation_token SET prepared_sha256 = repeat('e', 64) WHERE task_id = $1`, [bo.taskId]);
    expect(await codeOf(giveConsent(bench.signer, { ...bo, activationToken, consentTextSha256: shown.textSha256 }))).toBe('document-changed');
  });

  it('a level lower than the case requires: refused at consent and, should it slip through, at append', async () => {
    const { activationToken, consent: shown } = await authenticate(bench, bo);
    const require = (level: string): Promise<unknown> => bench.admin.query('UPDATE justera.sign_request SET required_level_of_assurance = $2 WHERE id = $1', [ref.signRequestId, level]);
    const submit = { ...bo, activationToken, consentTextSha256: shown.textSha256 };
    await require('substantial');
    expect(await codeOf(giveConsent(bench.signer, submit))).toBe('level-too-low');
    await require('low');
    await giveConsent(bench.signer, submit);
    await require('substantial');
    await pump(bench);
    const { tasks, attention } = await view(bench, ref);
    expect(tasks[0]).toMatchObject({ state: 'open' });
    expect(attention).toMatchObject({ cause: 'person-mismatch' });
    expect((await trail()).includes('SignTaskSigned')).toBe(false);
  });

  it('a name other than the expected one never reaches a key', async () => {
    await consent(bench, ref, 'Bo Lind');
    await bench.admin.query(`UPDATE justera.identity_assertion SET name = 'Somebody Else' WHERE task_id = $1`, [bo.taskId]);
    await pump(bench);
    expect((await view(bench, ref)).tasks[0]).toMatchObject({ state: 'open' });
    const { rows } = await bench.admin.query('SELECT 1 FROM justera.signing_attempt a JOIN justera.signing_authorisation s ON s.id = a.authorisation_id WHERE s.task_id = $1', [bo.taskId]);
    expect(rows).toEqual([]);
  });

  it('consent text and fingerprint are those of the prepared revision', async () => {
    const { consent: shown } = await authenticate(bench, bo);
    const { preparedSha256 } = await view(bench, ref);
    expect(shown).toMatchObject({ preparedSha256, certificateName: 'Bo Lind', role: 'sekreterare', levelOfAssurance: 'low', method: 'engångskod till e-post' });
    expect(shown.text).toContain('Jag har fört protokollet.');
    expect(shown.text.replace(/\s/g, '')).toContain(preparedSha256);
  });
});

describe('decline', () => {
  it('as first: needs a reason, freezes the case, tells nobody who was never asked', async () => {
    expect(await codeOf(declineTask(bench.api, { ...bo, reason: ' \u0000 ' }))).toBe('reason-required');
    const after = await declineTask(bench.api, { ...bo, reason: '§ 7 stämmer inte.' });
    expect(after).toMatchObject({ requestState: 'declined', state: 'declined', closedReason: { code: 'declined', reason: '§ 7 stämmer inte.' } });
    bench.mail.mails.length = 0;
    await pump(bench);
    expect(bench.mail.mails).toEqual([]);
  });

  it('after others signed: they are told; not after having signed oneself', async () => {
    await sign(bench, ref, 'Bo Lind');
    expect(await codeOf(declineTask(bench.api, { ...bo, reason: 'Ångrar mig.' }))).toBe('already-signed');
    await declineTask(bench.api, { ...asa, reason: 'Fel i § 9.' });
    bench.mail.mails.length = 0;
    await pump(bench);
    expect(bench.mail.mails.map((mail) => mail.to.name).sort()).toEqual(['Bo Lind', 'Per Öst']);
    expect(bench.mail.mails[0]?.text).toContain('Fel i § 9.');
    expect(await codeOf(consent(bench, ref, 'Per Öst'))).toBe('request-declined');
    expect(await codeOf(declineTask(bench.api, { ...asa, reason: 'En gång till.' }))).toBe('already-declined');
  });
});

describe('links', () => {
  it('resend: the old link explains itself, its sessions end, the new one works', async () => {
    const old = linkTo(bench, 's', 'Bo Lind');
    const { session } = await openLink(bench.api, { token: old });
    await resendLink(bench.api, bo, clerk);
    await expect(openLink(bench.api, { token: old })).rejects.toMatchObject({ code: 'link-replaced', status: 410 });
    expect(await codeOf(findSession(bench.api, { session, purpose: 'sign' }))).toBe('session-missing');
    await pump(bench);
    const fresh = linkTo(bench, 's', 'Bo Lind');
    expect(fresh).not.toBe(old);
    expect(await codeOf(openLink(bench.api, { token: fresh }))).toBe('accepted');
  });

  it('renew by a dead link: to the registered address, once a minute, and the answer never tells', async () => {
    const token = linkTo(bench, 's', 'Bo Lind');
    await renewLink(bench.api, { token: 'A'.repeat(43) });
    await renewLink(bench.api, { token: 'junk' });
    await renewLink(bench.api, { token });
    bench.clock.advance(61_000);
    await renewLink(bench.api, { token });
    await renewLink(bench.api, { token });
    bench.mail.mails.length = 0;
    await pump(bench);
    expect(bench.mail.mails.map((mail) => mail.to.address)).toEqual(['person1@exempel.example']);
  });

  it('a session ends after two hours', async () => {
    const { session } = await openLink(bench.api, { token: linkTo(bench, 's', 'Bo Lind') });
    bench.clock.advance(2 * 60 * 60_000 + 1);
    expect(await codeOf(findSession(bench.api, { session, purpose: 'sign' }))).toBe('session-missing');
  });

  it('a task of another case cannot be reached by a session of this one', async () => {
    const other = await openCase(bench, people);
    await expect(viewCeremony(bench.api, { ...other, taskId: bo.taskId })).rejects.toMatchObject({ code: 'not-found' });
  });
});
