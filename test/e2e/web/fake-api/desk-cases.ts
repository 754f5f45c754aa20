import type { EvidenceEntryView, IntakeInspection, SignRequestSummary, SignRequestView } from '../../../../apps/web/src/api/model/desk.js';
import type { MailView } from '../../../../apps/web/src/api/model/mail.js';

const hash = (seed: string): string => seed.padEnd(64, '0123456789abcdef');

export function summary(id: string, change: Partial<SignRequestSummary> = {}): SignRequestSummary {
  return {
    id,
    state: 'awaitingSignatures',
    title: 'Protokoll, kommunstyrelsen 27 mars 2026',
    body: { name: 'Kommunstyrelsen' },
    meetingDate: '2026-03-27',
    registrationNumber: 'KS 2026/114',
    dueDate: '2099-04-10',
    signedCount: 1,
    taskCount: 4,
    createdAt: '2026-03-29T09:00:00Z',
    ...change,
  };
}

export const manyCases: readonly SignRequestSummary[] = [
  summary('c1', { title: 'Protokoll, socialnämnden 12 mars 2026', registrationNumber: 'SN 2026/31', dueDate: '2026-03-26', overdue: true, attention: { code: 'timestamp-unavailable', cause: 'timestamping-failed', since: '2026-03-27T08:01:00Z' } }),
  summary('c2', { title: 'Protokoll, byggnadsnämnden 3 mars 2026', registrationNumber: 'BN 2026/7', state: 'declined', signedCount: 2, taskCount: 3 }),
  summary('c3'),
  summary('c4', { title: 'Protokoll med ett ovanligt långt namn, kommunfullmäktiges valberednings extra sammanträde den 30 mars 2026', state: 'preparing', signedCount: 0, dueDate: null, registrationNumber: null }),
  summary('c5', { title: 'Protokoll, kommunstyrelsen 27 februari 2026', state: 'completed', signedCount: 4 }),
  summary('c6', { title: 'Protokoll, kulturnämnden 2 februari 2026', state: 'withdrawn', signedCount: 0, taskCount: 2 }),
];

export function caseView(change: Partial<SignRequestView> = {}): SignRequestView {
  return {
    id: 'c3',
    state: 'awaitingSignatures',
    version: 7,
    attention: null,
    title: 'Protokoll, kommunstyrelsen 27 mars 2026',
    body: { name: 'Exempelkommun, kommunstyrelsen', timeZone: 'Europe/Stockholm' },
    meeting: { date: '2026-03-27', title: null },
    registrationNumber: 'KS 2026/114',
    language: 'sv',
    authentication: 'openIdConnect',
    requiredLevelOfAssurance: 'substantial',
    originalSha256: hash('aa11'),
    preparedSha256: hash('3f9a1c77'),
    pageCount: 13,
    pdfaClaim: { part: 2, conformance: 'B' },
    warnings: [],
    tasks: [
      { id: 't1', name: 'Bo Lind', email: 'bo.lind@exempel.example', role: 'secretary', roleTitle: null, step: 1, state: 'signed', invitedAt: '2026-03-29T09:00:02Z', consentedAt: '2026-03-30T08:11:58Z', signedAt: '2026-03-30T08:12:00Z' },
      { id: 't2', name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'adjuster', roleTitle: null, step: 2, state: 'open', invitedAt: '2026-03-30T08:12:01Z' },
      { id: 't3', name: 'Karin Ås', email: 'karin.as@exempel.example', role: 'chair', roleTitle: null, step: 2, state: 'open', invitedAt: '2026-03-30T08:12:01Z' },
    ],
    revisions: [
      { number: 0, kind: 'original', length: 412_300, wholeSha256: hash('aa11'), at: '2026-03-29T09:00:00Z' },
      { number: 1, kind: 'prepared', length: 498_100, wholeSha256: hash('3f9a1c77'), at: '2026-03-29T09:00:01Z' },
      { number: 2, kind: 'signature', length: 541_900, wholeSha256: hash('77be'), at: '2026-03-30T08:12:00Z' },
    ],
    dueDate: '2099-04-10',
    createdAt: '2026-03-29T09:00:00Z',
    completedAt: null,
    ...change,
  };
}

export const trail: readonly EvidenceEntryView[] = [
  ['SignRequestSubmitted', 'Ärendet skapades.', 'The case was created.', '2026-03-29T09:00:00Z'],
  ['SignRequestPrepared', 'Underskriftssidan lades till. Det är den här versionen som alla godkänner.', 'The signature page was added. This is the version that everyone approves.', '2026-03-29T09:00:01Z'],
  ['SignTaskInvited', 'Bo Lind bjöds in.', 'Bo Lind was invited.', '2026-03-29T09:00:02Z'],
  ['SignTaskConsented', 'Bo Lind legitimerade sig och godkände.', 'Bo Lind identified himself and approved.', '2026-03-30T08:11:58Z'],
  ['SignTaskSigned', 'Bo Lind skrev under.', 'Bo Lind signed.', '2026-03-30T08:12:00Z'],
].map(([type, sv, en, at], index) => ({
  sequence: index + 1,
  at: at ?? '',
  type: type ?? '',
  actor: { kind: index < 2 ? 'staff' : 'signatory' },
  summary: { sv: sv ?? '', en: en ?? '' },
  entryHash: hash(`e${index}`),
}));

export function inspection(change: Partial<IntakeInspection> = {}): IntakeInspection {
  return {
    byteLength: 412_300,
    sha256: hash('aa11'),
    pageCount: 12,
    pdfVersion: '1.7',
    pdfA: { part: 2, conformance: 'B' },
    existingSignatures: 0,
    refusals: [],
    warnings: [],
    ...change,
  };
}

export const encrypted = {
  code: 'encrypted',
  sv: 'Filen är skyddad med lösenord.',
  en: 'The file is protected by a password.',
  adviceSv: 'Spara den utan lösenord och lämna in den igen.',
  adviceEn: 'Save it without a password and hand it in again.',
};

export const hasForms = {
  code: 'form-fields',
  sv: 'Filen har formulärfält.',
  en: 'The file has form fields.',
  adviceSv: 'Se efter att de är ifyllda som de ska.',
  adviceEn: 'Make sure that they are filled in as they should.',
};

export const mails: readonly MailView[] = [
  {
    id: 'm1',
    at: '2026-03-30T08:12:02Z',
    from: 'Exempelkommun <justera@exempel.example>',
    to: ['anna.ek@exempel.example'],
    subject: 'Protokoll att skriva under: kommunstyrelsen 27 mars, senast 10 april',
    text: 'Hej Anna Ek!\n\nProtokollet är klart. Öppna protokollet: http://127.0.0.1:9/s/abcDEF-123_x\n\nBo Lind, sekreterare',
    html: '<!doctype html><html lang="sv"><body style="font-family:sans-serif;color:#1b2530"><script>document.title = "hacked"</script><h1 style="font-size:22px">Protokoll att skriva under</h1><p>Hej Anna Ek!</p><p><a href="http://127.0.0.1:9/s/abcDEF-123_x" style="display:inline-block;padding:12px 20px;background:#12506b;color:#ffffff">Öppna protokollet</a></p></body></html>',
  },
];
