import type { CeremonyView } from '../../../../apps/web/src/api/model/ceremony.js';

export const preparedSha256 = '3f9a1c7722d04be59a6f0c1d8e7b5a4493f2e1d0c9b8a7f6e5d4c3b2a1908f7e';

export const consentText = {
  sv: 'Jag har läst protokollet från kommunstyrelsen den 27 mars 2026 (12 sidor). Jag intygar som justerare att det stämmer med det som beslutades.\n\nJag skriver under elektroniskt. I underskriften syns: Anna Ek, justerare, engångskod till e-post, tid. Personnumret står inte i dokumentet. Dokumentets fingeravtryck (SHA-256): 3f9a 1c77 …',
  en: 'I have read the minutes of the executive board of 27 March 2026 (12 pages). I certify as adjuster that they agree with what was decided.\n\nI sign electronically. The signature shows: Anna Ek, adjuster, one-time code by e-mail, time. No personal identity number is in the document. Document fingerprint (SHA-256): 3f9a 1c77 …',
} as const;

/** Anna Ek's turn, as second of four. Everybody is invented. */
export function openCase(change: Partial<CeremonyView> = {}): CeremonyView {
  return {
    requestId: '0195d3c2-0000-7000-8000-000000000001',
    marker: 'open.awaitingSignatures.',
    requestState: 'awaitingSignatures',
    state: 'open',
    body: { name: 'Exempelkommun', timeZone: 'Europe/Stockholm' },
    minutes: { title: 'Protokoll, kommunstyrelsen 27 mars 2026', meetingDate: '2026-03-27', registrationNumber: 'KS 2026/114', pageCount: 12, language: 'sv' },
    you: { name: 'Anna Ek', role: 'adjuster', roleTitle: null },
    tasks: [
      { name: 'Bo Lind', role: 'secretary', roleTitle: null, step: 1, state: 'signed', signedAt: '2026-03-30T08:12:00Z', you: false },
      { name: 'Anna Ek', role: 'adjuster', roleTitle: null, step: 2, state: 'open', you: true },
      { name: 'Karin Ås', role: 'chair', roleTitle: null, step: 2, state: 'open', you: false },
      { name: 'Per Öst', role: 'adjuster', roleTitle: 'justerare (ersättare för Li Wang)', step: 2, state: 'open', you: false },
    ],
    sender: { name: 'Bo Lind' },
    dueDate: '2099-04-10',
    method: 'emailCode',
    preparedSha256,
    downloadUrl: '/api/v1/ceremony/document?download',
    ...change,
  };
}
