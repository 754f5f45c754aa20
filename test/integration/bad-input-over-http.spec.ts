import { createSampleMinutes } from '#demo';
import { onePage, PdfBuilder, simplePdf } from '../../libs/pdf/src/testing/pdf-builder.js';
import { codeIn, mailsFromNow, Signatory, signLink, type Answer } from '../support/signatory.js';
import { startSystem, type System } from '../support/system.js';

// Everything a person or a case system can get wrong, sent to the real processes: each a problem document with a stable code and a
// sentence in both languages; nothing changed, nothing lost.

let system: System;
let minutes: Uint8Array;
let bodyId: string;

beforeAll(async () => {
  system = await startSystem({ environment: { MAX_FILE_BYTES: '400000' } });
  await system.start('signer');
  await Promise.all([system.start('worker'), system.start('api')]);
  minutes = await createSampleMinutes();
  bodyId = (await system.desk.json<{ id: string }>('bodies', { slug: 'test', displayName: 'Testkommun', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm' })).id;
}, 180_000);

afterAll(() => system.stop(), 60_000);

function expectProblem({ status, mediaType, body }: Answer, wanted: number, code: string): void {
  expect({ status, code: body['code'] }).toEqual({ status: wanted, code });
  expect(mediaType).toContain('application/problem+json');
  expect(body).toMatchObject({ type: `urn:justera:problem:${code}`, status: wanted });
  const [sv, en] = [String(body['detailSv']), String(body['detailEn'])];
  for (const sentence of [sv, en]) expect(sentence).toMatch(/^\p{Lu}.{8,}\.$/u);
  expect(sv).not.toBe(en);
}

const anna = { name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'adjuster', step: 1 };
const bo = { name: 'Bo Lind', email: 'bo.lind@exempel.example', role: 'secretary', step: 1 };
const request = (changes: object = {}): object => ({
  bodyId, title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'KS 1', language: 'sv', authentication: 'emailCode', requiredLevelOfAssurance: 'low',
  sender: { name: 'Bo Lind' }, signatories: [anna], ...changes,
});

async function upload(file: Uint8Array | undefined, asked: unknown): Promise<Answer> {
  const form = new FormData();
  form.append('request', typeof asked === 'string' ? asked : JSON.stringify(asked));
  if (file !== undefined) form.append('file', new Blob([Buffer.from(file)]), 'protokoll.pdf');
  const response = await fetch(`${system.url}/api/v1/sign-requests`, { method: 'POST', headers: { authorization: `Bearer ${system.secret}` }, body: form });
  return { status: response.status, mediaType: response.headers.get('content-type') ?? '', body: (await response.json()) as Answer['body'] };
}

interface CaseView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly tasks: readonly { readonly id: string; readonly name: string; readonly state: string }[];
}

const cases = async (): Promise<readonly { readonly id: string }[]> => (await system.desk.json<{ items: { id: string }[] }>('sign-requests')).items;
const view = (id: string): Promise<CaseView> => system.desk.json<CaseView>(`sign-requests/${id}`);

describe('a file that cannot be signed', () => {
  const encrypted = (): Uint8Array => simplePdf('table', { objects: { ...onePage, 5: '<< /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -4 >>' }, trailer: '/Encrypt 5 0 R /ID [<00> <00>]' });
  const noPages = (): Uint8Array => new PdfBuilder().revision({ kind: 'table', objects: { 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [] /Count 0 >>' } }).bytes();

  it.each<[string, number, () => Uint8Array | undefined]>([
    ['file-missing', 422, () => undefined],
    ['not-a-pdf', 422, () => Buffer.from('PK\u0003\u0004 a word processor file')],
    ['not-a-pdf', 422, () => new Uint8Array(0)],
    ['truncated', 422, () => minutes.subarray(0, Math.floor(minutes.length / 2))],
    ['encrypted', 422, encrypted],
    ['no-pages', 422, noPages],
    ['file-too-large', 413, () => new Uint8Array(400_001)],
  ])('%s', async (code, status, file) => {
    const before = await cases();
    expectProblem(await upload(file(), request()), status, code);
    expect(await cases()).toEqual(before);
  });
});

describe('a file that takes long to look through', () => {
  /** Each of these begins like an object, is none, and makes the search for objects begin anew: costs the square of its length. */
  const laborious = (): Uint8Array => Buffer.from(`%PDF-1.7\n${'1 0 obj<\n'.repeat(28_000)}`);

  it.each(['inspections', 'sign-requests'])('others are answered all the while: %s', async (route) => {
    const form = new FormData();
    form.append('request', JSON.stringify(request()));
    form.append('file', new Blob([Buffer.from(laborious())]), 'protokoll.pdf');
    let answered = false;
    const asked = fetch(`${system.url}/api/v1/${route}`, { method: 'POST', headers: { authorization: `Bearer ${system.secret}` }, body: form }).finally(() => (answered = true));
    let others = 0;
    for (; !answered; others += 1) expect((await fetch(`${system.url}/live`)).status).toBe(200);
    const response = await asked;
    expect(response.status).toBe(route === 'inspections' ? 200 : 422);
    // One at a time, each after the one before: a process that is busy with the file answers at most those that came before it was read.
    expect(others).toBeGreaterThan(20);
  });
});

describe('a request that makes no sense', () => {
  it.each<[string, number, unknown]>([
    ['no-signatory', 422, { signatories: [] }],
    ['same-address-twice', 422, { signatories: [anna, { ...bo, email: 'ANNA.EK@exempel.example' }] }],
    ['remark-adjusters-only', 422, { signatories: [{ ...bo, mayRemark: true }] }],
    ['unknown-role', 422, { signatories: [{ ...anna, role: 'emperor' }] }],
    ['address-invalid', 422, { signatories: [{ ...anna, email: 'anna at exempel' }] }],
    ['steps-not-contiguous', 422, { signatories: [{ ...anna, step: 2 }] }],
    ['method-below-required-level', 422, { requiredLevelOfAssurance: 'substantial' }],
    ['request-invalid', 422, { meetingDate: '2026-02-30' }],
    ['request-invalid', 422, { title: '' }],
    ['expiry-in-the-past', 422, { expiresAt: '2020-01-01T12:00:00+01:00' }],
    ['body-unknown', 404, { bodyId: '0190f000-0000-7000-8000-000000000001' }],
  ])('%s', async (code, status, changes) => {
    const before = await cases();
    expectProblem(await upload(minutes, request(changes as object)), status, code);
    expect(await cases()).toEqual(before);
  });

  it('request-invalid, when it is no JSON', async () => expectProblem(await upload(minutes, '{"title":'), 422, 'request-invalid'));
  it('staff-session-missing, when nobody is logged in', async () => {
    const response = await fetch(`${system.url}/api/v1/sign-requests`);
    expectProblem({ status: response.status, mediaType: response.headers.get('content-type') ?? '', body: (await response.json()) as Answer['body'] }, 401, 'staff-session-missing');
  });
});

describe('a ceremony gone wrong', () => {
  let caseCount = 0;

  /** Bo first, then Anna. */
  async function open(): Promise<{ id: string; bo: Signatory; bosLink: string; annasLink: () => Promise<string> }> {
    const mail = mailsFromNow(system);
    const registrationNumber = `KS 2026/${(caseCount += 1)}`;
    const created = await upload(minutes, request({ registrationNumber, signatories: [bo, { ...anna, step: 2 }] }));
    expect(created.status).toBe(201);
    // An earlier case may still be inviting.
    const linkOf = (address: string): Promise<string> => mail(address, (one) => (one.text.includes(registrationNumber) ? signLink(one) : undefined));
    const bosLink = await linkOf(bo.email);
    const signatory = new Signatory(system.url);
    expect((await signatory.ask('ceremony/session', { token: bosLink })).status).toBe(200);
    return { id: String(created.body['id']), bo: signatory, bosLink, annasLink: () => linkOf(anna.email) };
  }

  async function identify(signatory: Signatory, address: string): Promise<{ code: string; textSha256: string }> {
    const mail = mailsFromNow(system);
    expect((await signatory.ask('ceremony/authentication', {})).status).toBe(200);
    const code = await mail(address, codeIn);
    const consent = await signatory.ask('ceremony/code', { code });
    expect(consent.status).toBe(200);
    return { code, textSha256: String(consent.body['textSha256']) };
  }

  async function signed(signatory: Signatory): Promise<void> {
    for (const until = Date.now() + 60_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
      if ((await signatory.ask('ceremony')).body['state'] === 'signed') return;
    }
    throw new Error('never signed');
  }

  it('a wrong, a malformed and a replayed code; a consent to another text; submitted twice: one signature', async () => {
    const { id, bo: person } = await open();
    expect((await person.ask('ceremony/authentication', {})).status).toBe(200);
    expectProblem(await person.ask('ceremony/code', { code: '123' }), 422, 'code-malformed');
    expectProblem(await person.ask('ceremony/code', { code: '0000 0000' }), 422, 'code-wrong');
    expectProblem(await person.ask('ceremony/consent', { consentTextSha256: 'ab'.repeat(32) }), 401, 'activation-missing');
    const { code, textSha256 } = await identify(person, bo.email);
    expectProblem(await person.ask('ceremony/code', { code }), 422, 'code-used');
    expectProblem(await person.ask('ceremony/consent', { consentTextSha256: 'ab'.repeat(32) }), 409, 'consent-mismatch');
    expect((await view(id)).tasks.map(({ state }) => state)).toEqual(['open', 'waiting']);
    const thief = new Signatory(system.url);
    thief.takeCookie('justera_activation', person);
    expectProblem(await thief.ask('ceremony/consent', { consentTextSha256: textSha256 }), 401, 'session-missing');
    // A double click: both answers are friendly, and there is one signature.
    const again = new Signatory(system.url);
    again.takeCookie('justera_task', person);
    again.takeCookie('justera_activation', person);
    const answers = await Promise.all([person.ask('ceremony/consent', { consentTextSha256: textSha256 }), again.ask('ceremony/consent', { consentTextSha256: textSha256 })]);
    for (const answer of answers) if (answer.status !== 202) expectProblem(answer, 409, String(answer.body['code']));
    expect(answers.some(({ status }) => status === 202)).toBe(true);
    await signed(person);
    const { revisions } = await system.desk.json<{ revisions: { kind: string }[] }>(`sign-requests/${id}`);
    expect(revisions.filter(({ kind }) => kind === 'signature')).toHaveLength(1);
    expectProblem(await person.ask('ceremony/authentication', {}), 409, 'already-signed');
  }, 120_000);

  it('out of turn, a rotated link, a link to nowhere, and one that outlived its case', async () => {
    const { id, bo: person, bosLink, annasLink } = await open();
    const before = await view(id);
    const stranger = new Signatory(system.url);
    expectProblem(await stranger.ask('ceremony/session', { token: 'A'.repeat(43) }), 404, 'link-unknown');
    expectProblem(await stranger.ask('ceremony'), 401, 'session-missing');
    expect(await view(id)).toEqual(before);
    const bosTask = before.tasks.find(({ name }) => name === 'Bo Lind')?.id ?? '';
    const mail = mailsFromNow(system);
    await system.desk.json(`sign-requests/${id}/tasks/${bosTask}/resend`, {});
    expectProblem(await stranger.ask('ceremony/session', { token: bosLink }), 410, 'link-replaced');
    const annasTask = before.tasks.find(({ name }) => name === 'Anna Ek')?.id ?? '';
    const early = await fetch(`${system.url}/api/v1/sign-requests/${id}/tasks/${annasTask}/resend`, { method: 'POST', headers: { authorization: `Bearer ${system.secret}` } });
    expectProblem({ status: early.status, mediaType: early.headers.get('content-type') ?? '', body: (await early.json()) as Answer['body'] }, 409, 'not-your-turn');
    // Whoever came in by the old link is out as well.
    expectProblem(await person.ask('ceremony/decline', { reason: 'Fel' }), 401, 'session-missing');
    const newLink = await mail(bo.email, signLink);
    const again = new Signatory(system.url);
    expect((await again.ask('ceremony/session', { token: newLink })).status).toBe(200);
    expectProblem(await again.ask('ceremony/decline', { reason: ' ' }), 422, 'reason-required');
    const { textSha256 } = await identify(again, bo.email);
    expect((await again.ask('ceremony/consent', { consentTextSha256: textSha256 })).status).toBe(202);
    const link = await annasLink();
    await system.desk.json(`sign-requests/${id}/withdraw`, { reason: 'Fel fil' });
    const late = new Signatory(system.url);
    expect((await late.ask('ceremony/session', { token: link })).status).toBe(200);
    expectProblem(await late.ask('ceremony/authentication', {}), 409, 'request-withdrawn');
    expectProblem(await late.ask('ceremony/decline', { reason: 'Fel' }), 409, 'request-withdrawn');
    expectProblem(await late.ask('ceremony/error-reports', { text: 'Fel' }), 409, 'request-withdrawn');
    expect((await view(id)).state).toBe('withdrawn');
  }, 120_000);

  it('after the time to sign has run out, which a worker sees for itself', async () => {
    const expiresAt = new Date(Date.now() + 10_000);
    const mail = mailsFromNow(system);
    const { status, body } = await upload(minutes, request({ expiresAt: expiresAt.toISOString() }));
    expect(status).toBe(201);
    const id = String(body['id']);
    const link = await mail(anna.email, signLink);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, expiresAt.getTime() - Date.now())));
    // Every worker looks when it starts; the one that runs would come by within a minute.
    await system.start('worker');
    const until = Date.now() + 90_000;
    while ((await view(id)).state !== 'expired' && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await view(id)).state).toBe('expired');
    const late = new Signatory(system.url);
    expect((await late.ask('ceremony/session', { token: link })).status).toBe(200);
    expectProblem(await late.ask('ceremony/authentication', {}), 409, 'request-expired');
    expect(await mail(anna.email, ({ subject }) => (subject.startsWith('Tiden har gått ut') ? subject : undefined))).toBeDefined();
  }, 180_000);
});

describe('people in between', () => {
  const eva = { name: 'Eva Berg', email: 'eva.berg@exempel.example', reason: 'Anna Ek är sjuk.' };
  const desk = async (path: string, body: object): Promise<Answer> => {
    const response = await fetch(`${system.url}/api/v1/sign-requests/${path}`, { method: 'POST', headers: { authorization: `Bearer ${system.secret}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, mediaType: response.headers.get('content-type') ?? '', body: (await response.json()) as Answer['body'] };
  };

  it('an adjuster replaced by a substitute, who signs with a remark: refused what must be, told who must be, and the validation page shows the very words', async () => {
    const typed = 'Deltog från § 4; jäv §§ 1–3, ”så” & <b>.';
    const mail = mailsFromNow(system);
    const created = await upload(minutes, request({ registrationNumber: 'KS people', signatories: [{ ...anna, mayRemark: true }, bo] }));
    const id = String(created.body['id']);
    const [annas, bos] = (created.body['tasks'] as CaseView['tasks']).map((task) => task.id);
    const [annasLink, bosLink] = [await mail(anna.email, signLink), await mail(bo.email, signLink)];
    const change = `${id}/tasks/${annas ?? ''}`;
    expectProblem(await desk(`${change}/substitute`, { ...eva, email: 'nowhere' }), 422, 'address-invalid');
    expectProblem(await desk(`${change}/substitute`, { ...eva, reason: ' ' }), 422, 'reason-required');
    expectProblem(await desk(`${change}/address`, { email: anna.email }), 422, 'same-address');
    expectProblem(await desk(`${id}/tasks/${id}/address`, { email: eva.email }), 404, 'not-found');
    expect(await desk(`${change}/substitute`, eva)).toMatchObject({ status: 200, body: { tasks: [{ name: 'Eva Berg', substituteFor: 'Anna Ek', formerly: [{ email: anna.email }] }, {}] } });
    expect(await mail(anna.email, ({ subject, text }) => (subject.startsWith('Någon annan skriver under') ? text : undefined))).toContain('Anna Ek är sjuk.');
    const [person, secretary] = [new Signatory(system.url), new Signatory(system.url)];
    expectProblem(await person.ask('ceremony/session', { token: annasLink }), 410, 'link-substituted');
    expect((await person.ask('ceremony/session', { token: await mail(eva.email, signLink) })).body).toMatchObject({ you: { name: 'Eva Berg', mayRemark: { maximumLength: 280 } } });
    expect((await secretary.ask('ceremony/session', { token: bosLink })).status).toBe(200);

    expectProblem(await secretary.ask('ceremony/authentication', { remark: typed }), 422, 'remark-not-allowed');
    expectProblem(await person.ask('ceremony/authentication', { remark: 'x'.repeat(281) }), 422, 'remark-too-long');
    expectProblem(await person.ask('ceremony/authentication', { remark: 7 }), 422, 'request-invalid');
    const unshowable = await person.ask('ceremony/authentication', { remark: 'Bra \u{1F44D}' });
    expectProblem(unshowable, 422, 'remark-unshowable');
    expect(unshowable.body['characters']).toEqual(['\u{1F44D}']);
    for (const [one, address, remark] of [[person, eva.email, typed], [secretary, bo.email, undefined]] as const) {
      expect((await one.ask('ceremony/authentication', { remark })).status).toBe(200);
      const { status, body } = await one.ask('ceremony/code', { code: await mail(address, codeIn), remark });
      expect([status, body['remark']]).toEqual([200, remark]);
      expect((await one.ask('ceremony/consent', { consentTextSha256: body['textSha256'] })).status).toBe(202);
    }
    for (const until = Date.now() + 60_000; (await view(id)).state !== 'completed' && Date.now() < until; ) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await view(id)).toMatchObject({ state: 'completed', tasks: [{ name: 'Eva Berg', withRemark: true, remark: typed }, { id: bos }] });
    expectProblem(await desk(`${change}/address`, { email: anna.email }), 409, 'wrong-state');

    const file = await fetch(`${system.url}/api/v1/sign-requests/${id}/file`, { headers: { authorization: `Bearer ${system.secret}` } });
    const form = new FormData();
    form.append('file', new Blob([await file.arrayBuffer()]), 'protokoll.pdf');
    const validated = await fetch(`${system.url}/api/v1/validations`, { method: 'POST', headers: { 'x-justera-request': '1', accept: 'application/json' }, body: form });
    const report = (await validated.json()) as { document: { status: string; complete: string }; signatures: { claimedRemark: string | null; signatory: { name: string; substituteFor: string | null } | null }[] };
    expect(report.document).toMatchObject({ status: 'valid', complete: 'yes' });
    const eva2 = report.signatures.find(({ claimedRemark }) => claimedRemark !== null);
    expect(eva2).toMatchObject({ claimedRemark: typed, signatory: { name: 'Eva Berg, ersättare för Anna Ek', substituteFor: 'Anna Ek' } });
    expect(JSON.stringify(report)).toContain('skrev under med anmärkning');
    expect(await mail(bo.email, ({ subject, text }) => (subject.startsWith('Färdigt') && text.includes('KS people') ? text : undefined))).toContain('Eva Berg, ersättare för Anna Ek, justerare (med anmärkning)');
  }, 180_000);
});
