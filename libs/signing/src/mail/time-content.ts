import type { EscalationMail, Expiry, ExtendedMail, NoticeMail } from '#notifications';
import { taskOf, type SignRequestEvent, type TaskStatus } from '#signing-order';
import { taskIn, type LoadedCase } from '../case/load-case.js';
import type { MailPayload } from '../case/work.js';
import { noticeViewOf } from '../notice/view-notice.js';
import { timeOfCase } from '../time/time-of-case.js';
import { addresseeOf } from './addressee.js';
import { mailCaseOf, senderOf } from './mail-case.js';
import type { MailFacts } from './mail-facts.js';

/** What a mail to a signatory says of time. */
export function timesOf({ request, state, body }: LoadedCase, now: Date): { readonly dueDate?: string; readonly overdue?: boolean; readonly expiry?: Expiry } {
  const { dueDate, overdue, expiresAt } = timeOfCase(request, state, body, now);
  return {
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(overdue === undefined ? {} : { overdue }),
    ...(expiresAt === undefined ? {} : { expiry: { at: new Date(expiresAt), timeZone: body.timeZone } }),
  };
}

const standings: Readonly<Record<TaskStatus, ExtendedMail['standing']>> = {
  waiting: 'toSign',
  open: 'toSign',
  consented: 'approved',
  signed: 'signed',
  declined: 'notNeeded',
  released: 'notNeeded',
  closed: 'notNeeded',
};

/** What changed may have been changed again since: the dates told are those that hold now. */
export function extendedContent(loaded: LoadedCase, events: readonly SignRequestEvent[], { taskId, extensionId }: MailPayload, now: Date): Pick<ExtendedMail, 'reopened' | 'standing' | 'dueDate' | 'expiry'> {
  const { dueDate, expiry } = timesOf(loaded, now);
  const status = taskOf(loaded.state, taskId ?? '')?.status ?? 'closed';
  return {
    reopened: events.some((event) => event.type === 'SignRequestReopened' && event.extensionId === extensionId),
    standing: standings[status],
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

/** This person had been asked before the case was reopened, and is asked again because of it. */
export function wasReopenedFor(events: readonly SignRequestEvent[], taskId: string): boolean {
  const openings = events.flatMap((event, index) => (event.type === 'SignTaskOpened' && event.taskId === taskId ? [index] : []));
  return openings.length > 1 && (openings.at(-1) ?? 0) > events.findLastIndex((event) => event.type === 'SignRequestReopened');
}

export function escalationContent(payload: MailPayload, { loaded, link }: MailFacts): EscalationMail {
  const { dueDate } = loaded.request;
  const missing = loaded.state.tasks.filter(({ status }) => status !== 'signed' && status !== 'released').map(({ taskId }) => taskIn(loaded, taskId));
  return {
    kind: 'escalation',
    recipientName: addresseeOf(loaded, payload)?.name ?? '',
    case: mailCaseOf(loaded),
    sender: senderOf(loaded),
    stage: payload.stage === 'dueSoon' || payload.stage === 'expired' ? payload.stage : 'overdue',
    ...(dueDate === null ? {} : { dueDate }),
    missing: missing.map(({ name, roleTitle }) => ({ name, roleTitle })),
    link,
  };
}

export function noticeContent(payload: MailPayload, { loaded, link, now }: MailFacts): NoticeMail {
  const { adjustedOn, postBy } = noticeViewOf(loaded, now);
  const recipientName = addresseeOf(loaded, payload)?.name ?? '';
  return { kind: 'notice', recipientName, case: mailCaseOf(loaded), sender: senderOf(loaded), adjustedOn, postBy, isReminder: payload.stage === 'noticeDue', link };
}
