import type { MailCase, MailContent, MailKind } from './mail-content.js';

export const link = 'https://justera.exempel.example/s/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

export function minutes(language: 'sv' | 'en', change: Partial<MailCase> = {}): MailCase {
  return {
    language,
    bodyName: language === 'sv' ? 'kommunstyrelsen' : 'the executive board',
    title: language === 'sv' ? 'Protokoll §§ 34–52' : 'Minutes §§ 34–52',
    meetingDate: '2026-03-27',
    registrationNumber: 'KS 2026/114',
    pageCount: 12,
    ...change,
  };
}

export type Examples = { readonly [Kind in MailKind]: Extract<MailContent, { kind: Kind }> };

/** One mail of every kind, with invented people. */
export function examples(language: 'sv' | 'en', common: { name?: string; reason?: string } = {}): Examples {
  const name = common.name ?? 'Anna Ek';
  const reason = common.reason ?? 'Beslutet i § 40 är fel.';
  const base = { recipientName: name, case: minutes(language), sender: { name: 'Bo Lind', roleTitle: language === 'sv' ? 'sekreterare' : 'secretary' } };
  return {
    invitation: { ...base, kind: 'invitation', role: 'adjuster', dueDate: '2026-04-10', link },
    oneTimeCode: { ...base, kind: 'oneTimeCode', code: '04821375', lifetimeMinutes: 30 },
    declined: { ...base, kind: 'declined', declinedBy: name, reason, youHadSigned: true },
    errorReported: { ...base, kind: 'errorReported', reportedBy: name, reason, link },
    errorReportAnswered: { ...base, kind: 'errorReportAnswered', reason: 'Rätt: se bilaga 2.', yourWords: reason },
    withdrawn: { ...base, kind: 'withdrawn', reason, yourApprovalIsVoid: true, youHadSigned: false },
    expired: { ...base, kind: 'expired', yourApprovalIsVoid: true, youHadSigned: false },
    reminder: { ...base, kind: 'reminder', role: 'adjuster', dueDate: '2026-04-10', overdue: false, link },
    extended: { ...base, kind: 'extended', reopened: false, dueDate: '2026-04-24', expiry: { at: new Date('2026-05-01T22:00:00Z'), timeZone: 'Europe/Stockholm' }, standing: 'toSign' },
    escalation: { ...base, kind: 'escalation', stage: 'overdue', dueDate: '2026-04-10', missing: [{ name, roleTitle: 'justerare' }, { name: 'Karin Ås', roleTitle: 'ordförande' }], link },
    superseded: { ...base, kind: 'superseded', reason, yourApprovalIsVoid: false, youHadSigned: true },
    replaced: { ...base, kind: 'replaced', replacedBy: { name: 'Karin Ås', reason } },
    notice: { ...base, kind: 'notice', adjustedOn: '2026-04-08', postBy: '2026-04-10', isReminder: false, link },
    signed: { ...base, kind: 'signed', signedAt: new Date('2026-03-31T12:05:00Z'), timeZone: 'Europe/Stockholm', signedCount: 2, totalCount: 4 },
    completed: {
      ...base,
      kind: 'completed',
      link,
      signatories: [{ name, roleTitle: 'justerare' }, { name: 'Karin Ås', roleTitle: 'ordförande' }],
      validationAddress: 'https://justera.exempel.example/validate',
    },
    needsAttention: { ...base, kind: 'needsAttention', cause: 'timestamp-unavailable', link },
  };
}
