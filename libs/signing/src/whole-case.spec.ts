import { verifyExport } from '#evidence';
import { errorCode } from '#platform';
import { exportEvidence } from './desk/export-evidence.js';
import { listSignRequests } from './desk/list-sign-requests.js';
import { openRevision } from './desk/open-revision.js';
import { readTrail } from './desk/read-trail.js';
import { openDownload } from './links/open-download.js';
import { openLink } from './links/open-link.js';
import { findSession } from './links/sessions.js';
import { clerk, consent, linkTo, newRequest, openCase, original, people, sign, view } from './testing/cases.js';
import { createPlainEngine, judge } from './testing/plain-engine.js';
import { pump } from './testing/pump.js';
import { withBench } from './testing/with-bench.js';
import { createSignRequest } from './intake/create-sign-request.js';

jest.mock('#pades', () => jest.requireActual<{ padesWithoutPdf: object }>('./testing/without-pdf.js').padesWithoutPdf);

const engine = createPlainEngine();
const bench = withBench(engine);

const bytesOf = async (...[core, ref, choice]: Parameters<typeof openRevision>): Promise<Buffer> => {
  const revision = await openRevision(core, ref, choice);
  const pieces: Uint8Array[] = [];
  for await (const piece of revision.read(0, revision.length)) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe('a whole case', () => {
  it('mixed steps: secretary, then chair and adjuster in parallel, then completed, told and downloaded', async () => {
    const ref = await openCase(bench, people);
    expect(bench.mail.mails.map((mail) => mail.to.name)).toEqual(['Bo Lind']);
    await sign(bench, ref, 'Bo Lind');
    expect((await view(bench, ref)).tasks.map((task) => task.state)).toEqual(['signed', 'open', 'open']);
    await sign(bench, ref, 'Per Öst', 'Åsa Łukasiewicz');

    const done = await view(bench, ref);
    expect(done).toMatchObject({ state: 'completed' });
    expect(done).not.toHaveProperty('attention');
    expect(done.revisions.map((revision) => revision.kind)).toEqual([
      'original', 'prepared', 'signature', 'signature', 'signature', 'securityStore', 'documentTimestamp',
    ]);

    const file = await bytesOf(bench.api, ref, 'head');
    expect(file.subarray(0, original.length).equals(original)).toBe(true);
    expect((await bytesOf(bench.api, ref, 'original')).equals(original)).toBe(true);
    expect(judge(file)).toMatchObject({ status: 'valid', complete: 'yes' });

    const { session, view: download } = await openDownload(bench.api, { token: linkTo(bench, 'd', 'Per Öst') });
    expect(download).toMatchObject({ fileName: '2026-03-27 Protokoll kommunstyrelsen.pdf', length: file.length, signatories: [{ name: 'Bo Lind' }, { name: 'Åsa Łukasiewicz' }, { name: 'Per Öst' }] });
    await expect(findSession(bench.api, { session, purpose: 'download' })).resolves.toMatchObject(ref);
    await expect(findSession(bench.api, { session, purpose: 'sign' })).rejects.toMatchObject({ code: 'session-missing' });
  });

  it('leaves a trail that verifies offline and holds no personal datum outside its openings', async () => {
    const ref = await openCase(bench, people);
    await sign(bench, ref, 'Bo Lind', 'Åsa Łukasiewicz', 'Per Öst');
    const exported = JSON.parse(JSON.stringify(await exportEvidence(bench.api, ref))) as Awaited<ReturnType<typeof exportEvidence>>;
    expect(verifyExport(exported)).toMatchObject({ ok: true, closed: 0 });
    expect(exported.revisions).toHaveLength(7);
    const bare = JSON.stringify(exported.entries);
    for (const personal of ['Łukasiewicz', 'Per Öst', 'person1@', 'Jag har läst']) expect(bare.includes(personal)).toBe(false);
    expect(JSON.stringify(exported.openings)).toContain('Åsa Łukasiewicz');

    const tampered = { ...exported, entries: exported.entries.map((one, index) => (index === 4 ? { ...one, entry: { ...one.entry, type: 'SignTaskDeclined' } } : one)) };
    expect(verifyExport(tampered)).toMatchObject({ ok: false, broken: { sequence: 5 } });

    const { entries } = await readTrail(bench.api, ref);
    expect(entries.map((entry) => entry.type)).toEqual(expect.arrayContaining(['SignRequestSubmitted', 'SignTaskInvited', 'SignatoryAuthenticated', 'SignTaskConsented', 'SignTaskSigned', 'SignRequestCompleted', 'MailSent']));
    expect(entries.every((entry) => entry.summary.sv !== entry.type && entry.summary.en !== entry.type)).toBe(true);
  });

  it('evidence cannot be changed in the database, whoever asks', async () => {
    const ref = await openCase(bench, people);
    for (const statement of ['UPDATE justera.evidence_entry SET at = now()', 'DELETE FROM justera.evidence_entry', 'TRUNCATE justera.evidence_entry']) {
      await expect(bench.admin.query(statement)).rejects.toMatchObject({ code: 'P0001' });
    }
    await expect(exportEvidence(bench.api, ref).then(verifyExport)).resolves.toMatchObject({ ok: true });
  });

  it('one consent, one attempt, one key: never used twice, always destroyed', async () => {
    const first = engine.identities.length;
    const ref = await openCase(bench, people);
    await sign(bench, ref, 'Bo Lind', 'Åsa Łukasiewicz', 'Per Öst');
    const used = engine.identities.slice(first);
    expect(used).toHaveLength(3);
    expect(used.every((identity) => identity.disposed && identity.used === 1)).toBe(true);
    const { rows } = await bench.admin.query(`SELECT outcome FROM justera.signing_attempt a JOIN justera.signing_authorisation s ON s.id = a.authorisation_id WHERE s.sign_request_id = $1`, [ref.signRequestId]);
    expect(rows).toEqual([{ outcome: 'signed' }, { outcome: 'signed' }, { outcome: 'signed' }]);
  });

  it('quorum 2 of 3: completes without the third, who then gets a sentence', async () => {
    const ref = await openCase(bench, [{ name: 'A A' }, { name: 'B B' }, { name: 'C C' }], { steps: [{ quorum: 2 }] });
    await sign(bench, ref, 'A A', 'C C');
    const done = await view(bench, ref);
    expect(done.state).toBe('completed');
    expect(done.tasks.map((task) => task.state)).toEqual(['signed', 'released', 'signed']);
    await expect(consent(bench, ref, 'B B')).rejects.toMatchObject({ code: 'task-closed', status: 409 });
  });

  it('link opened by a scanner, and twice by the person: nothing changes but the trail', async () => {
    const ref = await openCase(bench, people);
    const token = linkTo(bench, 's', 'Bo Lind');
    const before = (await view(bench, ref)).version;
    await openLink(bench.api, { token });
    const { view: ceremony, session } = await openLink(bench.api, { token });
    expect(ceremony).toMatchObject({ state: 'open', you: { name: 'Bo Lind' }, minutes: { pageCount: 5 }, method: 'emailCode' });
    expect(JSON.stringify(ceremony)).not.toContain('@');
    expect((await view(bench, ref)).version).toBe(before);
    await expect(findSession(bench.api, { session, purpose: 'sign' })).resolves.toMatchObject(ref);
  });

  it('neither link nor code nor session is in the database or the queue, but as a hash', async () => {
    const ref = await openCase(bench, people);
    const token = linkTo(bench, 's', 'Bo Lind');
    const { session } = await openLink(bench.api, { token });
    const { activationToken } = await consent(bench, ref, 'Bo Lind');
    const code = /\d{4} ?\d{4}/.exec(bench.mail.mails.findLast((mail) => mail.effectKey.startsWith('code:'))?.text ?? '')?.[0] ?? '?';
    const { rows: tables } = await bench.admin.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'justera' AND tablename NOT IN ('blob_chunk')`);
    for (const { name } of tables) {
      const { rows } = await bench.admin.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      const all = rows.map((row) => row.text).join('\n');
      for (const secret of [token, session, activationToken, code, code.replace(' ', '')]) expect(all.includes(secret)).toBe(false);
    }
  });
});

describe('intake', () => {
  it('refuses a file with the code of its first reason, and keeps nothing', async () => {
    const count = async (): Promise<unknown> => (await bench.admin.query('SELECT count(*) FROM justera.sign_request')).rows[0];
    const before = await count();
    const given = createSignRequest(bench.api, { ...newRequest(bench, people), file: Buffer.from('refuse:encrypted') }, clerk);
    await expect(given).rejects.toMatchObject({ code: 'encrypted', status: 422, words: { sv: 'Nej. Gör om.' } });
    expect(await count()).toEqual(before);
  });

  it.each([
    ['bad-quorum', { steps: [{ quorum: 2 }] }],
    ['steps-not-contiguous', { steps: [{}, {}, {}] }],
    ['body-unknown', { bodyId: '018f3c5e-7d3a-7c11-8a52-0123456789ab' }],
    ['meeting-unknown', { meetingId: '018f3c5e-7d3a-7c11-8a52-0123456789ab' }],
  ])('%s', async (code, changes) => {
    const given = createSignRequest(bench.api, { ...newRequest(bench, people, changes), file: original }, clerk);
    await expect(given.catch((error: unknown) => errorCode(error))).resolves.toBe(code);
  });

  it('two requests of one meeting', async () => {
    const first = await view(bench, await openCase(bench, people));
    const second = await view(bench, await openCase(bench, people, { meetingId: first.meeting.id, title: 'Omedelbar justering § 7' }));
    expect(second.meeting).toEqual(first.meeting);
  });
});

describe('the desk', () => {
  it('lists every case once, page by page, what needs attention first', async () => {
    const ref = await openCase(bench, people);
    bench.mail.failure = { code: 'mail-refused', retryable: false };
    const troubled = await createSignRequest(bench.api, { ...newRequest(bench, people), file: original }, clerk);
    expect(await pump(bench)).toEqual(['mail-failed mail-refused']);
    bench.mail.failure = undefined;
    await openCase(bench, people);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSignRequests(bench.api, { bodyIds: [bench.bodyId], limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const { rows } = await bench.admin.query<{ count: string }>('SELECT count(*) FROM justera.sign_request');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(Number(rows[0]?.count));
    expect(ids[0]).toBe(troubled.signRequestId);
    expect(ids.indexOf(ref.signRequestId)).toBeGreaterThan(0);
    await expect(listSignRequests(bench.api, { bodyIds: [bench.bodyId], cursor: 'bogus' })).rejects.toMatchObject({ code: 'request-invalid' });
    const drafts = await listSignRequests(bench.api, { bodyIds: [bench.bodyId], state: 'draft' });
    expect(drafts.items).toEqual([]);
  });

  it('another body sees nothing of it, and cannot tell it from what does not exist', async () => {
    const ref = await openCase(bench, people);
    const other = { ...ref, bodyId: '018f3c5e-7d3a-7c11-8a52-0123456789ab' };
    await expect(view(bench, other)).rejects.toMatchObject({ code: 'not-found' });
    await expect(exportEvidence(bench.api, other)).rejects.toMatchObject({ code: 'not-found' });
  });
});
