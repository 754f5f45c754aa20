import { isMeetingDate, noticeText, type NoticeKind, type NoticeText, type Language } from '#minutes';
import { loadCase } from '../case/load-case.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { adjustmentOf, noticeViewOf } from './view-notice.js';

export interface NoticeDocument {
  readonly fileName: string;
  /** A page of its own: no script, nothing fetched. */
  readonly html: string;
}

/**
 * The notice, ready for the board as soon as the minutes are adjusted: as posted, else as if it were posted on `postedOn`, or today. The proof only once it was posted.
 * @throws SigningError `notice-not-due`, `notice-not-posted`, `request-invalid` for a day that is none
 */
export async function noticeDocument(core: SigningCore, ref: CaseRef, kind: NoticeKind, postedOn?: string): Promise<NoticeDocument> {
  if (postedOn !== undefined && (!isMeetingDate(postedOn) || postedOn < '1900' || postedOn >= '3000')) throw new SigningError('request-invalid', { details: { members: ['postedOn'] } });
  const loaded = await core.database.inBody(ref.bodyId, (tx) => loadCase(tx, ref.signRequestId));
  const { adjustedOn, clock } = adjustmentOf(loaded);
  const { posted, proposal } = noticeViewOf(loaded, core.clock.now());
  if (kind === 'proof' && posted === undefined) throw new SigningError('notice-not-posted');
  const { body, meeting, request } = loaded;
  const { language, title, registrationNumber } = request;
  const shown = posted ?? { ...proposal, ...(postedOn === undefined ? {} : { postedOn }) };
  const { meetingDate } = meeting;
  const text = noticeText(kind, { language, bodyName: body.displayName, title, meetingDate, registrationNumber, adjustedOn, postedOn: shown.postedOn, keptAt: shown.keptAt, official: shown.official }, clock);
  const names = { sv: { notice: 'anslag', proof: 'anslagsbevis' }, en: { notice: 'notice', proof: 'proof-of-notice' } };
  return { fileName: `${meetingDate} ${names[language][kind]}.html`, html: toPage(text, language) };
}

const escaped = (text: string): string => text.replace(/[&<>"']/gu, (sign) => `&#${String(sign.charCodeAt(0))};`);

function toPage({ title, rows, paragraphs }: NoticeText, language: Language): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    '<style>body{font:1.125rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}dd{margin:0 0 .75rem}</style></head>',
    `<body><h1>${escaped(title)}</h1>`,
    `<dl>${rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    '</body></html>',
    '',
  ].join('\n');
}
