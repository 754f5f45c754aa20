import type { Language } from '#minutes';
import { completed } from '../templates/completed.js';
import { declined } from '../templates/declined.js';
import { errorReportAnswered } from '../templates/error-report-answered.js';
import { errorReported } from '../templates/error-reported.js';
import { escalation } from '../templates/escalation.js';
import { expired } from '../templates/expired.js';
import { extended } from '../templates/extended.js';
import { invitation } from '../templates/invitation.js';
import { needsAttention } from '../templates/needs-attention.js';
import { notice } from '../templates/notice.js';
import { oneTimeCode } from '../templates/one-time-code.js';
import { reminder } from '../templates/reminder.js';
import { replaced } from '../templates/replaced.js';
import { superseded } from '../templates/superseded.js';
import { signed } from '../templates/signed.js';
import { withdrawn } from '../templates/withdrawn.js';
import type { MailText } from './block.js';
import { oneLine, severalLines } from './clean.js';
import type { MailContent } from './mail-content.js';
import { toHtml } from './to-html.js';
import { toText } from './to-text.js';

export interface RenderedMail {
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The words of a mail, as plain text and as HTML that says the same. */
export function renderMail(content: MailContent): RenderedMail {
  const mail = write(cleaned(content));
  const { language } = content.case;
  return { language, subject: mail.subject, text: toText(mail), html: toHtml(mail, language) };
}

function write(content: MailContent): MailText {
  switch (content.kind) {
    case 'invitation':
      return invitation(content);
    case 'oneTimeCode':
      return oneTimeCode(content);
    case 'declined':
      return declined(content);
    case 'errorReported':
      return errorReported(content);
    case 'errorReportAnswered':
      return errorReportAnswered(content);
    case 'withdrawn':
      return withdrawn(content);
    case 'expired':
      return expired(content);
    case 'reminder':
      return reminder(content);
    case 'extended':
      return extended(content);
    case 'escalation':
      return escalation(content);
    case 'superseded':
      return superseded(content);
    case 'replaced':
      return replaced(content);
    case 'notice':
      return notice(content);
    case 'signed':
      return signed(content);
    case 'completed':
      return completed(content);
    case 'needsAttention':
      return needsAttention(content);
  }
}

/** Cleans every text at any depth, once, here: a template cannot forget it. Only what people write to each other may have several lines. */
const writtenByPeople = new Set(['reason', 'yourWords']);

function cleaned<Value>(value: Value, key = ''): Value {
  if (typeof value === 'string') return (writtenByPeople.has(key) ? severalLines(value) : oneLine(value)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item)) as Value;
  return Object.fromEntries(Object.entries(value).map(([name, member]: [string, unknown]) => [name, cleaned(member, name)])) as Value;
}
