import { isRoleCode, signingName, type RoleCode } from '#minutes';
import type { MailContent, ReplacedMail } from '#notifications';
import type { SignTaskRow } from '#persistence';
import { taskOf, type SignRequestEvent } from '#signing-order';
import { taskIn } from '../case/load-case.js';
import { reportsIn, type ErrorReportView } from '../case/error-reports.js';
import type { MailPayload } from '../case/work.js';
import { mailCaseOf, senderOf } from './mail-case.js';
import type { MailFacts } from './mail-facts.js';
import { escalationContent, extendedContent, noticeContent, timesOf, wasReopenedFor } from './time-content.js';

export function mailContentOf(payload: MailPayload, facts: MailFacts): MailContent {
  const { loaded, events, link, validationAddress, now } = facts;
  const { body, request, tasks, state } = loaded;
  const withRemark = (id: string): boolean => taskOf(state, id)?.remarkCommitment !== undefined;
  const { kind, taskId, reportId, rotation } = payload;
  // Mails that are about the case as a whole.
  if (kind === 'notice') return noticeContent(payload, facts);
  if (kind === 'escalation' || taskId === null) return escalationContent(payload, facts);
  const task = taskIn(loaded, taskId);
  const common = { recipientName: task.name, case: mailCaseOf(loaded), sender: senderOf(loaded) };
  switch (kind) {
    case 'invitation':
      return {
        ...common,
        kind,
        role: roleOf(task),
        roleTitle: task.roleTitle,
        link,
        replacesEarlierLink: task.linkRotation > 0,
        reopened: wasReopenedFor(events, taskId),
        canReportError: true,
        ...timesOf(loaded, now),
      };
    case 'reminder': {
      const times = timesOf(loaded, now);
      return { ...common, kind, role: roleOf(task), roleTitle: task.roleTitle, link, ...times, overdue: times.overdue === true, dueDate: times.dueDate ?? '' };
    }
    case 'extended':
      return { ...common, kind, ...extendedContent(loaded, events, payload, now) };
    case 'signed':
      return {
        ...common,
        kind,
        signedAt: task.signedAt ?? request.createdAt,
        timeZone: body.timeZone,
        signedCount: tasks.filter((one) => one.signedAt !== null).length,
        totalCount: tasks.length,
        withRemark: withRemark(taskId),
      };
    case 'errorReported':
      return { ...common, recipientName: request.senderName, kind, reportedBy: task.name, reason: reportOf(events, reportId)?.text ?? '', link };
    case 'errorReportAnswered': {
      const report = reportOf(events, reportId);
      return { ...common, kind, reason: report?.answer ?? '', yourWords: report?.text ?? '' };
    }
    case 'replaced':
      return replacedContent(common, facts, taskId, rotation);
    case 'declined':
      return { ...common, kind, ...declineOf(tasks), youHadSigned: task.signedAt !== null };
    case 'superseded':
      return { ...common, kind, reason: supersedingReason(events), yourApprovalIsVoid: wasVoided(events, taskId, 'superseded'), youHadSigned: task.signedAt !== null };
    case 'withdrawn':
      return { ...common, kind, reason: withdrawalReason(events), yourApprovalIsVoid: wasVoided(events, taskId, 'withdrawn'), youHadSigned: task.signedAt !== null };
    case 'expired':
      return { ...common, kind, yourApprovalIsVoid: wasVoided(events, taskId, 'expired'), youHadSigned: task.signedAt !== null };
    case 'completed':
      return {
        ...common,
        kind,
        link,
        signatories: tasks.filter((one) => one.signedAt !== null).map(({ id, name, printedName, roleTitle }) => ({ name: signingName(request.language, name, printedName), roleTitle, withRemark: withRemark(id) })),
        validationAddress,
      };
  }
}

function reportOf(events: readonly SignRequestEvent[], reportId: string | undefined): ErrorReportView | undefined {
  return reportsIn(events).find(({ id }) => id === reportId);
}

function roleOf({ role }: SignTaskRow): RoleCode {
  return isRoleCode(role) ? role : 'participant';
}

function declineOf(tasks: readonly SignTaskRow[]): { declinedBy: string; reason: string } {
  const decliner = tasks.find((task) => task.declineReason !== null);
  return { declinedBy: decliner?.name ?? '', reason: decliner?.declineReason ?? '' };
}

function withdrawalReason(events: readonly SignRequestEvent[]): string {
  for (const event of events) if (event.type === 'SignRequestWithdrawn') return event.reason;
  return '';
}

function replacedContent(common: Omit<ReplacedMail, 'kind' | 'replacedBy'>, { events, replacement }: MailFacts, taskId: string, rotation: number | undefined): ReplacedMail {
  const base = { ...common, recipientName: replacement?.former.name ?? '', kind: 'replaced' as const };
  if (replacement === undefined || replacement.onlyAddress) return base;
  return { ...base, replacedBy: { name: replacement.successorName, reason: substitutionReason(events, taskId, rotation) } };
}

/** What was corrected. */
function supersedingReason(events: readonly SignRequestEvent[]): string {
  for (const event of events) if (event.type === 'SignRequestSuperseded') return event.reason;
  return '';
}

/** The fact stands just before that of its link. */
function substitutionReason(events: readonly SignRequestEvent[], taskId: string, rotation: number | undefined): string {
  const index = events.findIndex((event) => event.type === 'LinkRotated' && event.taskId === taskId && event.rotation === rotation);
  const before = events[index - 1];
  return before?.type === 'SignatorySubstituted' ? before.reason : '';
}

/** By the ending that the mail is about, which is the last: an earlier one may have been followed by a reopening, and a new consent. */
function wasVoided(events: readonly SignRequestEvent[], taskId: string, cause: 'withdrawn' | 'expired' | 'superseded'): boolean {
  const sinceReopening = events.slice(events.findLastIndex((event) => event.type === 'SignRequestReopened') + 1);
  return sinceReopening.some((event) => event.type === 'SignTaskConsentVoided' && event.cause === cause && event.taskId === taskId);
}
