import type { AuthenticationMethod, CalendarDate, Language, RoleCode } from '../../api/model/common.js';
import type { NewSignRequest } from '../../api/model/desk.js';

export interface SignatoryDraft {
  /** For the page only: keeps a row's fields together while rows come and go. */
  readonly key: number;
  readonly name: string;
  readonly email: string;
  readonly role: RoleCode;
  readonly roleTitle: string;
  /** As typed. */
  readonly step: string;
  /** Counts for adjusters only. */
  readonly mayRemark?: boolean;
}

/** What the clerk has typed so far. Nobody is suggested as signatory: the minutes do not say who it is. */
export interface CaseDraft {
  readonly title: string;
  readonly bodyId: string;
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly language: Language;
  readonly senderName: string;
  readonly senderEmail: string;
  readonly dueDate: string;
  readonly expiresOn: string;
  readonly authentication: AuthenticationMethod;
  readonly signatories: readonly SignatoryDraft[];
  /** The case that these minutes come instead of. */
  readonly supersedes?: { readonly requestId: string; readonly title: string } | undefined;
  /** What was corrected in it. */
  readonly correction: string;
}

/** Those who can sign; a reader only reads. */
export const signingRoles: readonly RoleCode[] = ['chair', 'secretary', 'adjuster', 'substitute', 'participant'];

const emptyRow = (key: number, role: RoleCode, step: string): SignatoryDraft => ({ key, name: '', email: '', role, roleTitle: '', step });

/** The usual order: secretary, then chair and adjuster together. */
export function emptyDraft(language: Language): CaseDraft {
  return {
    title: '',
    bodyId: '',
    meetingDate: '',
    registrationNumber: '',
    language,
    senderName: '',
    senderEmail: '',
    dueDate: '',
    expiresOn: '',
    authentication: 'openIdConnect',
    correction: '',
    signatories: [emptyRow(1, 'secretary', '1'), emptyRow(2, 'chair', '2'), emptyRow(3, 'adjuster', '2')],
  };
}

export function addRow(rows: readonly SignatoryDraft[]): readonly SignatoryDraft[] {
  const key = Math.max(0, ...rows.map((row) => row.key)) + 1;
  const last = rows[rows.length - 1];
  return [...rows, emptyRow(key, 'adjuster', last?.step ?? '1')];
}

export type DraftMistakeCode = 'title' | 'body' | 'meetingDate' | 'expiresOn' | 'sender' | 'senderEmail' | 'name' | 'email' | 'emailShape' | 'emailTwice' | 'step' | 'stepGap' | 'correction';

export interface DraftMistake {
  /** Id of the field that is to be corrected. */
  readonly field: string;
  readonly code: DraftMistakeCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** As far as a page can tell; the API decides. */
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const rowField = (row: SignatoryDraft, part: 'name' | 'email' | 'role' | 'roleTitle' | 'step' | 'mayRemark'): string => `signatory-${row.key}-${part}`;

/** What the API would refuse, said before anything is sent. The API decides all the same. */
export function checkDraft(draft: CaseDraft, today: CalendarDate): DraftMistake[] {
  const mistakes: DraftMistake[] = [];
  const add = (field: string, code: DraftMistakeCode, values: DraftMistake['values'] = {}): void => {
    mistakes.push({ field, code, values });
  };
  if (draft.supersedes !== undefined && draft.correction.trim() === '') add('correction', 'correction');
  if (draft.title.trim() === '') add('title', 'title');
  if (draft.bodyId === '') add('body', 'body');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.meetingDate)) add('meetingDate', 'meetingDate');
  if (draft.expiresOn !== '' && draft.expiresOn < today) add('expiresOn', 'expiresOn');
  if (draft.senderName.trim() === '') add('sender', 'sender');
  if (draft.senderEmail.trim() !== '' && !mailAddress.test(draft.senderEmail.trim())) add('senderEmail', 'senderEmail');
  draft.signatories.forEach((row, index) => checkRow(row, index, draft.signatories, add));
  return mistakes.concat(checkSteps(draft.signatories));
}

function checkRow(row: SignatoryDraft, index: number, all: readonly SignatoryDraft[], add: (field: string, code: DraftMistakeCode, values: DraftMistake['values']) => void): void {
  const number = index + 1;
  const email = row.email.trim().toLowerCase();
  if (row.name.trim() === '') add(rowField(row, 'name'), 'name', { number });
  if (email === '') add(rowField(row, 'email'), 'email', { number });
  else if (!mailAddress.test(email)) add(rowField(row, 'email'), 'emailShape', { number });
  else if (all.slice(0, index).some((other) => other.email.trim().toLowerCase() === email && other.step.trim() === row.step.trim())) {
    add(rowField(row, 'email'), 'emailTwice', { number });
  }
  if (!/^[1-9]\d?$/.test(row.step.trim())) add(rowField(row, 'step'), 'step', { number });
}

function checkSteps(rows: readonly SignatoryDraft[]): DraftMistake[] {
  const steps = rows.map((row) => Number(row.step)).filter((step) => Number.isInteger(step) && step > 0);
  const highest = Math.max(0, ...steps);
  for (let step = 1; step < highest; step += 1) {
    const row = rows.find((one) => Number(one.step) > step);
    if (!steps.includes(step) && row !== undefined) return [{ field: rowField(row, 'step'), code: 'stepGap', values: { step } }];
  }
  return [];
}

export function toRequest(draft: CaseDraft): NewSignRequest {
  return {
    bodyId: draft.bodyId,
    title: draft.title.trim(),
    meetingDate: draft.meetingDate,
    registrationNumber: draft.registrationNumber.trim(),
    language: draft.language,
    authentication: draft.authentication,
    // "Advanced" is printed only where the case requires substantial; a code by e-mail can never be that.
    requiredLevelOfAssurance: draft.authentication === 'openIdConnect' ? 'substantial' : 'low',
    ...(draft.dueDate === '' ? {} : { dueDate: draft.dueDate }),
    ...(draft.expiresOn === '' ? {} : { expiresOn: draft.expiresOn }),
    ...(draft.supersedes === undefined ? {} : { supersedes: { requestId: draft.supersedes.requestId, reason: draft.correction.trim() } }),
    sender: { name: draft.senderName.trim(), ...(draft.senderEmail.trim() === '' ? {} : { email: draft.senderEmail.trim() }) },
    signatories: draft.signatories.map((row) => ({
      name: row.name.trim(),
      email: row.email.trim(),
      role: row.role,
      ...(row.roleTitle.trim() === '' ? {} : { roleTitle: row.roleTitle.trim() }),
      step: Number(row.step),
      ...(row.role === 'adjuster' && row.mayRemark === true ? { mayRemark: true } : {}),
    })),
  };
}
